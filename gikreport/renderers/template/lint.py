"""What is wrong with an office's own template: every tag, every cell at its place, all at once."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ...errors import Words
from ...model.diagnostic import Severity
from ...model.form import Form
from ...model.report import prose_fields
from ..word.styles import W
from .faults import MAIN, Fault, Sheet, Standing, written
from .lint_cells import Cells
from .tags import Vocabulary
from .template_grid import Tag, drawn_tables, spots, tags

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONDITION: Final = re.compile(r"if (?:not )?([A-Za-z_][\w.]*)")
_LOOP: Final = re.compile(r"for group in (\w+)\.groups|for row in group|if row\.item")
_CLOSES: Final = {"endif": "if", "endfor": "for"}
_ROW_NAMES: Final = ("row.group", "row.item", "row.number", "row.note")
_CHANGES: Final = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
_PAGE: Final = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


def faults(form: Form, words: Vocabulary, roots: Mapping[str, Element], official: Element) -> list[Fault]:
    """Everything that is wrong with a template of a form; `official` is the main part of the official one."""
    sheet = Sheet(form, words)
    check = _Check(sheet)
    found: list[Standing] = []
    for part, root in roots.items():
        found += check.nested([tag for spot in spots(part, root) for tag in tags(spot)])
        check.part(part, root)
    check.tags(found)
    Cells(sheet).judge(found, drawn_tables(roots[MAIN]), drawn_tables(official))
    check.prose(found)
    return sorted(sheet.faults, key=lambda fault: fault.severity is Severity.WARNING)


@attrs.frozen
class _Check:
    """Judges the tags of one template."""

    sheet: Sheet

    def nested(self, found: Iterable[Tag]) -> list[Standing]:
        """Each tag with what it stands under; a beginning without its end and the reverse are faults."""
        open_tags: list[tuple[str, Tag]] = []
        standing: list[tuple[Tag, list[tuple[str, Tag]]]] = []
        for tag in found:
            said = tag.said if tag.kind == "statement" else ""
            if said in _CLOSES:
                self._close(open_tags, tag)
            elif said == "else" and open_tags and open_tags[-1][0].startswith("if"):
                open_tags[-1] = (f"else of {open_tags[-1][0]}", open_tags[-1][1])
            standing.append((tag, list(open_tags)))
            if said.startswith(("if ", "for ")):
                open_tags.append((said, tag))
        for said, tag in open_tags:
            self.sheet.fault(
                tag.spot, f"语法有误：{{% {said} %}} 没有结尾", f"syntax: {said!r} has no end", tag.written
            )
        endless = [tag for _, tag in open_tags]
        return [Standing(tag, tuple(said for said, one in under if one not in endless)) for tag, under in standing]

    def _close(self, open_tags: list[tuple[str, Tag]], tag: Tag) -> None:
        begun = open_tags[-1][0].removeprefix("else of ") if open_tags else ""
        if begun.startswith(_CLOSES[tag.said]):
            open_tags.pop()
        else:
            self.sheet.fault(
                tag.spot, f"语法有误：{tag.said} 没有对应的开头", f"syntax: {tag.said} closes nothing", tag.written
            )

    def part(self, part: str, root: Element) -> None:
        """What may not stand in a part, whatever its tags: open changes; page numbers that WPS prints as text."""
        if any(True for _ in root.iter(*_CHANGES)):
            self.sheet.faults.append(
                Fault(
                    Words("有未接受的修订：先接受或拒绝全部修订", "open changes: accept or reject them all first"), part
                )
            )
        for field in root.iter(f"{W}fldSimple"):
            code = field.get(f"{W}instr", "")
            if _PAGE.match(code):
                zh = "简单域在 WPS 中印成文字：请改用完整的域（插入—页码）"
                en = "WPS prints a simple field as text: insert the page number as a complex field"
                self.sheet.faults.append(Fault(Words(zh, en), part, text=code.strip(), severity=Severity.WARNING))

    def tags(self, found: Iterable[Standing]) -> None:
        """Every tag is of the closed list, and stands where it may."""
        for standing in found:
            kind = {"name": self._name, "statement": self._statement}.get(standing.tag.kind, self._no_tag)
            kind(standing)

    def _no_tag(self, standing: Standing) -> None:
        zh, en = (
            "语法有误：标签只能是 {{ 名称 }} 或可用的段落标签",
            "syntax: a tag is {{ a name }} or one of the structural tags",
        )
        self.sheet.fault(standing.tag.spot, zh, en, standing.tag.written[:60])

    def _name(self, standing: Standing) -> None:
        tag = standing.tag
        if tag.prefix == "p":
            self._block(tag)
        elif tag.prefix or not self._is_known(tag.said, standing.under):
            self._unknown(tag, f"{tag.prefix} {tag.said}" if tag.prefix else tag.said)
        elif tag.said == "draft_mark" and standing.under:
            self.sheet.fault(
                tag.spot, "草稿标记不得在条件之内", "the draft mark may not stand under a condition", tag.written
            )

    def _is_known(self, name: str, under: tuple[str, ...]) -> bool:
        in_loop = "for row in group" in under and name in _ROW_NAMES
        return in_loop or name in self.sheet.words.facts or tuple(name.split(".")) in self.sheet.words.figures

    def _block(self, tag: Tag) -> None:
        if tag.said not in self.sheet.words.blocks:
            self._unknown(tag, f"p {tag.said}")
        if not tag.alone or tag.spot.paragraph.find(f".//{W}sectPr") is not None:
            self.sheet.fault(tag.spot, "段落标签须独占一段", "this tag needs a paragraph of its own")
        if not tag.spot.in_body:
            self.sheet.fault(tag.spot, "段落标签须在正文中", "this tag belongs in the running text")

    def _unknown(self, tag: Tag, name: str) -> None:
        near = difflib.get_close_matches(name, self.sheet.words.known(), 1)
        zh = f"没有标签 {written(name)}" + (f"；是否为 {written(near[0])}" if near else "")
        en = f"no tag {written(name)}" + (f"; did you mean {written(near[0])}" if near else "")
        self.sheet.fault(tag.spot, zh, en, tag.written)

    def _statement(self, standing: Standing) -> None:
        tag = standing.tag
        condition, loop = _CONDITION.fullmatch(tag.said), _LOOP.fullmatch(tag.said)
        if not (tag.said in ("else", "vm", *_CLOSES) or loop or (condition and self._may_ask(condition[1]))):
            self._unknown_statement(tag, condition[1] if condition else "")
        elif condition and condition[1] in self.sheet.optional and not (tag.prefix == "p" and tag.spot.in_body):
            zh, en = "这一条件须在表格之外，写作 {%p if …%}", "this condition stands outside the table, as {%p if …%}"
            self.sheet.fault(tag.spot, zh, en, tag.written)
        elif tag.prefix in ("tc", "r") or (loop and tag.prefix != "tr"):
            self._no_tag(standing)
        elif tag.prefix and not self._stands_alone(tag):
            self.sheet.fault(tag.spot, "标签须独占一段或一行", "this tag needs a paragraph or a row of its own")

    def _may_ask(self, name: str) -> bool:
        return name in self.sheet.words.facts or name in self.sheet.optional

    def _unknown_statement(self, tag: Tag, name: str) -> None:
        asked = [*self.sheet.words.facts, *self.sheet.optional]
        near = difflib.get_close_matches(name, asked, 1) if name else []
        zh = "语法有误：条件只能是 {% if 名称 %}" + (f"；是否为 {near[0]}" if near else "")
        en = "syntax: a condition is {% if a name %}" + (f"; did you mean {near[0]}" if near else "")
        self.sheet.fault(tag.spot, zh, en, tag.written)

    def _stands_alone(self, tag: Tag) -> bool:
        if tag.prefix == "p":
            return tag.alone
        row = next(tag.spot.paragraph.iterancestors(f"{W}tr"), None)
        return row is not None and "".join(t.text or "" for t in row.iter(f"{W}t")).strip() == tag.written

    def prose(self, found: Iterable[Standing]) -> None:
        """Every text of the report has its place, once, under no condition."""
        standing = defaultdict(list)
        for one in found:
            if one.tag.kind == "name" and one.tag.prefix == "p":
                standing[one.tag.said].append(one)
        for name in prose_fields(self.sheet.form.report):
            if len(standing[name]) != 1:
                zh = f"{{{{p {name} }}}} 应出现一次，实有 {len(standing[name])} 次：否则正文会缺失或重复"
                en = f"{{{{p {name} }}}} must stand once, stands {len(standing[name])} times"
                self.sheet.faults.append(Fault(Words(zh, en), MAIN))
            for one in standing[name]:
                if one.under:
                    zh, en = "正文不得在条件或循环之内", "text may not stand under a condition or loop"
                    self.sheet.fault(one.tag.spot, zh, en)
