"""What a yearly report is, before any particular form."""
