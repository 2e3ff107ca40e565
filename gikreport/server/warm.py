"""Imported by the process that workers are forked from: what requests need is there before the first one comes."""

from .work import warm

warm()
