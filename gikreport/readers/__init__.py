"""From a document that somebody typed to what it states."""
