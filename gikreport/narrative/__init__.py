"""The narrative as sentences, and what it counts."""
