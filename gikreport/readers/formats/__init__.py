"""What stands in a file, a module for each kind of file; `sources.READERS` says which is asked for what."""
