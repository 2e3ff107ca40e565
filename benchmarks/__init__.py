"""How fast it is, measured against other ways to the same document: `python -m benchmarks`."""
