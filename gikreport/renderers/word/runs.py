"""Text as WordprocessingML carries it."""

from __future__ import annotations

from typing import Final

TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'


def escaped(text: str) -> str:
    """Text as XML carries it, in an element or an attribute."""
    if "&" in text or "<" in text or ">" in text or '"' in text:  # looking is cheaper than replacing
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def in_run(text: str) -> str:
    """Text as a run carries it, its tabs as Word writes them."""
    written = escaped(text)
    return written.replace("\t", TAB) if "\t" in written else written
