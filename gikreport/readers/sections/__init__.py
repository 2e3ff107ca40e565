"""Which paragraphs and tables are which part of a report."""
