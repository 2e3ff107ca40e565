"""Which cell of a table is which line of a form."""
