"""Which fonts a document asks for, and which of them this machine does not have."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...errors import CannotRender, Problem, Words
from ...office.opc import package_to_read
from ..word.styles import W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ASKING = re.compile(r"word/(styles|document|header\d*|footer\d*)\.xml")
_TABLE = "word/fontTable.xml"


def asked(document: bytes) -> dict[str, frozenset[str]]:
    """Each font that a .docx names, with the names that it may have instead (its w:altName)."""
    package = package_to_read(document)
    parts = [package.xml(name) for name in package.members() if _ASKING.fullmatch(name)]
    table = package.xml(_TABLE) if _TABLE in package else None
    named = {str(value) for part in parts for fonts in part.iter(f"{W}rFonts") for value in _names(fonts)}
    others = _others(table)
    return {name: frozenset({name, *others.get(name, ())}) for name in sorted(named)}


def _names(fonts: Element) -> list[str]:
    given = (fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return [name for name in given if name]


def _others(table: Element | None) -> dict[str, list[str]]:
    if table is None:
        return {}
    found = {}
    for font in table.iter(f"{W}font"):
        names = [other.get(f"{W}val", "") for other in font.iter(f"{W}altName")]
        found[font.get(f"{W}name", "")] = [part.strip() for name in names for part in name.split(",")]
    return found


def replaced_fonts(document: bytes) -> dict[str, str]:
    """The fonts of a .docx that are not on this machine, each with the one that would stand in for it.

    Empty where the machine cannot tell its fonts (without fontconfig).
    """
    return stand_ins(asked(document))


def stand_ins(wanted: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Of fonts with the names they may have instead, those that are not on this machine, and what stands in."""
    if shutil.which("fc-list") is None or shutil.which("fc-match") is None:
        return {}
    present = {name for line in _said("fc-list", ":", "family").splitlines() for name in line.split(",")}
    missing = [name for name, names in wanted.items() if not names & present]
    return {name: _said("fc-match", name, "family").split(",")[0].strip() for name in missing}


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return done.stdout.decode(errors="replace")


def required(missing: Mapping[str, str]) -> None:
    """Raise CannotRender, naming every font, where one is missing."""
    if missing:
        remedy = Words(
            "安装这些字体；或允许替换（--substitute-fonts，或 [output] substitute_fonts = true）",
            "install them, or allow others (--substitute-fonts, or [output] substitute_fonts = true)",
        )
        problems = [Problem(name, Words("没有安装", "is not installed")) for name in missing]
        raise CannotRender(
            Words("缺少文件所用的字体，不能生成 PDF", "fonts of the document are missing, no PDF can be made"),
            [*problems, Problem("", remedy)],
        )
