"""Word templates: found, guarded, linted, made ready once."""
