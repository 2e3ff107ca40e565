"""What stands in a file, a module for each kind of file."""
