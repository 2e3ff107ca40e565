"""The rules: small generators with the sentence of law they stand for."""
