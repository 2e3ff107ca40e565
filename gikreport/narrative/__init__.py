"""The narrative understood: words, numbers, claims."""
