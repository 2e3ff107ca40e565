"""Office files as packages: opened within bounds, their XML parsed one safe way, packed, printed by LibreOffice."""
