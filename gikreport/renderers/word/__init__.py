"""What a Word document is made of beside its template."""
