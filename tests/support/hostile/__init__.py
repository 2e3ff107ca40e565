"""Hostile inputs, made when they are asked for: every kind of file that gikreport reads, at any size.

`KINDS` lists them; `tools/hostile.py` gives each to its command and tells what it took. Nothing here is a real report.
"""

from __future__ import annotations

from support.hostile import data, pdf, rows, sheets, text, web, word
from support.hostile.kind import Kind

KINDS: tuple[Kind, ...] = (*word.KINDS, *sheets.KINDS, *web.KINDS, *text.KINDS, *data.KINDS, *rows.KINDS, *pdf.KINDS)
