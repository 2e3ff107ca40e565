"""Is it sound, and where is it wrong: rules run over reports, readings and files."""
