"""Findings told to a person or a program."""
