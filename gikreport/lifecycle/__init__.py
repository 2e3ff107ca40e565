"""A report from year to year: begun, moved to another form, compared, published."""
