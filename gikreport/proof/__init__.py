"""A document that proves itself: what it was made from, how it was judged, and whether all of that still holds."""
