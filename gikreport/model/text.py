"""Which characters a report may hold: those that XML, and so Word, can carry; and when two texts say the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

import attrs

from ..errors import Words
from ..signs import without_unseen

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("[\n\r\x85\u2028\u2029]")


def fault(text: str) -> Words | None:
    """Which character cannot stand in a document, and where it is; None when all can."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    code, position = f"U+{ord(found.group()):04X}", found.start() + 1
    return Words(
        f"第 {position} 个字符（{code}）不能写入文件，请删去",
        f"character {code} at position {position} cannot stand in a document",
    )


def legible(text: str) -> str:
    """The text with U+FFFD where a character cannot stand in a document, and one kind of line break."""
    if not (_FORBIDDEN.search(text) or _BREAK.search(text)):
        return text
    return _FORBIDDEN.sub(lambda found: "\n" if found.group().isspace() else "\ufffd", "\n".join(split_lines(text)))


def clean(text: str) -> str:
    """What is wrong with the text, "" when nothing is."""
    found = fault(text)
    return found.en if found else ""


def clean_line(text: str) -> str:
    """What is wrong with the text where one line is due, "" when nothing is."""
    if _BREAK.search(text):
        return "one line is due, and there is a line break"
    return clean(text)


def split_lines(text: str) -> list[str]:
    """The lines of a text, whichever line break was used."""
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)


_BLANK: Final = re.compile(r"\s")


def unspaced(name: str) -> str:
    """A name of an office or of a column as it is compared: without blanks, full-width letters as plain ones.

    Nothing else is folded: 某县人民政府 and 某县人民政府办公室 are two offices. Labels of a form's tables are
    compared by `readers.wording.key`, words of a register by `register.vocabulary.key`; both let numbers and notes go.
    """
    return _BLANK.sub("", unicodedata.normalize("NFKC", without_unseen(name)))


def line_of_text(instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    """One line of words that XML can carry."""
    if not isinstance(value, str):
        raise TypeError(f"{named(instance, attribute)} takes text, not {value!r}")
    found = clean_line(value)
    if found:
        raise ValueError(f"{named(instance, attribute)}: {found}")


def named(instance: object, attribute: attrs.Attribute[Any]) -> str:
    """How an error names a field: Report2021.agency."""
    return f"{type(instance).__name__}.{attribute.name}"
