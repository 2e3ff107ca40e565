"""The report as a workbook or a table of numbers."""
