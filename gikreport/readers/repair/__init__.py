"""What was lost on the way to the file made whole again: cells, lines, headings."""
