"""A template opened and patched: all that takes docxtpl and lxml, done once and kept as plain data."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...errors import Problem, Words
from ...office.libraries import needed
from ...office.parts import MAIN, STYLES
from ..word.styles import Look, W, look
from .part_kinds import TAGGED

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADER: Final = re.compile(r"word/header\d*\.xml")
_STRUCTURAL: Final = re.compile(r"\{\{p\s")
_ALONE: Final = re.compile(r"\s*\{\{p\s+[\w.]+\s*\}\}\s*")


@attrs.frozen
class Prepared:
    """The members of a template, those that may hold tags also as docxtpl patches them, and what was found amiss."""

    members: Mapping[str, bytes]
    texts: Mapping[str, str]
    look: Look
    marks_drafts: bool
    problems: tuple[Problem, ...] = ()


def prepare(data: bytes) -> Prepared:
    """Open and patch a template; raises BrokenTemplate where it may not be used at all."""
    from .guard import opened, part

    members = opened(data)
    roots = tagged_roots(members)
    return Prepared(
        members=members,
        look=look(part(STYLES, members[STYLES]), part(MAIN, members[MAIN])),
        problems=tuple(problem for name, root in roots.items() for problem in _misplaced(name, root)),
        texts={name: _patched(name, root) for name, root in roots.items()},
        marks_drafts=_marks_drafts(roots),
    )


def tagged_roots(members: Mapping[str, bytes]) -> dict[str, Element]:
    """The parts that may hold tags, as trees."""
    from .guard import parsed

    return {name: parsed(name, members[name]) for name in members if TAGGED.fullmatch(name)}


def dumped(data: bytes) -> str:
    """A template without faults, prepared, as JSON that knows which template it was made of."""
    made = prepare(data)
    filled = {name for name, text in made.texts.items() if "{" in text}  # nothing of these is copied as it is
    facts = {
        "of": zlib.crc32(data),
        "look": attrs.asdict(made.look),
        "marks_drafts": made.marks_drafts,
        "members": {name: "" if name in filled else content.decode() for name, content in made.members.items()},
        "texts": made.texts,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def loaded(text: str, data: bytes) -> Prepared | None:
    """What `dumped` wrote; None where it was made of another template."""
    facts: dict[str, Any] = json.loads(text)
    if facts["of"] != zlib.crc32(data):
        return None
    members = {name: content.encode() for name, content in facts["members"].items()}
    return Prepared(members, facts["texts"], Look(**facts["look"]), facts["marks_drafts"])


def _patched(name: str, root: Element) -> str:
    """A part as docxtpl prepares it for Jinja: tags joined over runs, structural tags freed of their paragraph."""
    with needed("docxtpl"):
        from docxtpl import DocxTemplate
    from lxml import etree

    text = etree.tostring(root, encoding="unicode")
    if name.startswith("word/") and "{" in text:
        text = DocxTemplate.patch_xml(DocxTemplate.__new__(DocxTemplate), text)
    return "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n" + text


def _misplaced(name: str, root: Element) -> Iterator[Problem]:
    """Structural tags that share their paragraph, or do not stand in the running text."""
    for paragraph in root.iter(f"{W}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        if not _STRUCTURAL.search(text):
            continue
        if not _ALONE.fullmatch(text) or next(paragraph.iter(f"{W}sectPr"), None) is not None:
            yield Problem(
                name, Words(f"“{text}”：段落标签须独占一段", f"{text!r}: this tag needs a paragraph of its own")
            )
        parent = paragraph.getparent()
        if parent is None or parent.tag != f"{W}body":
            yield Problem(
                name, Words(f"“{text}”：段落标签须在正文中", f"{text!r}: this tag belongs in the running text")
            )


def _marks_drafts(roots: dict[str, Element]) -> bool:
    """Whether every header carries the mark, so that no page of a draft goes without it."""
    headers = [root for name, root in roots.items() if _HEADER.fullmatch(name)]
    texts = ["".join(run.text or "" for run in root.iter(f"{W}t")) for root in headers]
    return bool(texts) and all(re.search(r"\{\{\s*draft_mark\s*\}\}", text) for text in texts)
