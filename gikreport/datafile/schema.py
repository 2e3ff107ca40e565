"""A form's plain data as a JSON Schema (2020-12), with the printed wording as titles and each block under its class."""

from __future__ import annotations

import math
from typing import Any, Final

import attrs

from ..model.cell import UNFILLED_WORD
from ..model.diagnostic import Severity
from ..model.fields import Kind
from ..model.form import Form
from ..model.options import Options
from ..model.outline import Entry, entries
from ..model.report import FACTS, prose_fields, tables
from ..model.table import table_of
from .blocks import ATTACHMENTS_KEY
from .parse import EXPRESSIONS_KEY, FORMAT, HEADINGS_KEY, OUTPUT_KEY, PRINTED_KEY
from .remarks import REMARKS_KEY
from .values import LARGEST

Block = dict[str, Any]
_CONTROL: Final = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\ufffe\\uffff"
_BREAKS: Final = "\\n\\r\\u0085\\u2028\\u2029"
# Half of a pair of surrogates stands in a pattern of its own: not every engine knows it, and some give up the whole.
_WHOLE: Final[Block] = {"type": "string", "pattern": "^[^\\ud800-\\udfff]*$"}
_DATE: Final = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
# A number that every reader of JSON holds exactly as it stands here, just below what is refused.
_BOUND: Final = math.nextafter(float(LARGEST), 0)
_BOUNDS: Final = {"minimum": -_BOUND, "maximum": _BOUND}
_UNFILLED: Final[Block] = {"title": UNFILLED_WORD, "const": UNFILLED_WORD}


def _ref(name: str) -> Block:
    return {"$ref": f"#/$defs/{name}"}


def _closed(properties: Block, **more: Any) -> Block:
    return {**more, "type": "object", "properties": properties, "additionalProperties": False}


def _number(name: str, kind: str, **more: Any) -> Block:
    number = {"title": "数", "type": kind, **_BOUNDS}
    return {"title": name, **more, "anyOf": [number, _UNFILLED, {"title": "文字", **_ref("Line")}]}


# What a line of a block holds, each under a name of its own.
_VALUES: Final[dict[str, Block]] = {
    "Text": {**_WHOLE, "not": {"pattern": f"[{_CONTROL}]"}},
    "Line": {**_WHOLE, "not": {"pattern": f"[{_CONTROL}{_BREAKS}]"}},
    "SomeLine": {"allOf": [_ref("Line"), {"pattern": "\\S"}]},
    "Day": {"type": "string", "format": "date", "pattern": _DATE},
    "Count": _number("Count", "integer", default=0),
    "Change": _number("Change", "integer", default=0),
    "Money": _number("Money", "number", default=0),
    "Total": _number("Total", "number"),  # as printed, never 0 where it is not stated
}
_NUMBERS: Final = {Kind.COUNT: "Count", Kind.CHANGE: "Change", Kind.MONEY: "Money", Kind.WORDS: "Line"}
_TOTALS: Final = {**dict.fromkeys(_NUMBERS, "Total"), Kind.WORDS: "Line"}

_FACT: Final[Block] = {
    "title": "Fact",
    "anyOf": [
        {"type": "integer"},
        _ref("Line"),
        {"title": "Words", "type": "object", "properties": {"zh": _ref("Line"), "en": _ref("Line")},
         "required": ["zh", "en"], "additionalProperties": False},
    ]
}  # fmt: skip
_REMARK: Final[Block] = {
    "title": "Remark",
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        **{name: _ref("Line") for name in ("message", "at", "place")},
        "severity": {"enum": [one.value for one in Severity]},
        "facts": {"type": "object", "additionalProperties": _FACT},
    },
    "required": ["code"],
    "additionalProperties": False,
}


_FLAG: Final[Block] = {"type": "boolean"}
_COUNTED: Final[Block] = {"type": "integer"}


def _list_of(items: Block) -> Block:
    return {"type": "array", "items": items}


# What stands in a narrative beside plain text: a paragraph of parts, a table or a picture, as its first key tells.
_FIGURES: Final[dict[str, Block]] = {
    "Prose": {"anyOf": [_ref("Text"), _list_of({"anyOf": [_ref("Text"), _ref("Figure")]})]},
    "Run": _closed(
        {"text": _ref("Line"), **dict.fromkeys(("bold", "italic", "underline", "superscript"), _FLAG)}, title="Run"
    ),
    "Figure": _closed(
        {
            "paragraph": _list_of({"anyOf": [_ref("Line"), _ref("Run")]}),
            "table": _list_of(_list_of({"type": ["string", "integer"]})),
            "picture": {"type": "string", "pattern": "^data:"},
            **dict.fromkeys(("header_rows", "width"), _COUNTED),
            "merges": _list_of(_list_of(_COUNTED)),
            **dict.fromkeys(("caption", "unit", "alt"), _ref("Line")),
        },
        title="Figure",
    ),
    "Attachment": _closed({"number": _COUNTED, "title": _ref("Line"), "content": _ref("Prose")}, title="Attachment"),
}


def schema(form: Form) -> dict[str, Any]:
    """The JSON Schema of a form's plain data; each block stands once in `$defs`, under the name of its class.

    It says of a number what `read` says of it: whether a count is below zero, or a cell not filled in, is for the
    rules to find, not for the schema to refuse.
    """
    blocks = _Blocks()
    properties = {
        "$schema": {"type": "string"},
        "format": {"const": FORMAT},
        "form": {"const": form.name},
        EXPRESSIONS_KEY: {"title": "正文中用表达式", "type": "boolean"},
        **_facts(),
        **{name: _said("Prose", entry.words or _fact_words(name)) for name, entry in prose_fields(form.report).items()},
        **{name: blocks.table(entry) for name, entry in tables(form.report).items()},
        ATTACHMENTS_KEY: {"title": "附件", **_list_of(_ref("Attachment"))},
        **_own_headings(form, blocks),
        PRINTED_KEY: {"readOnly": True, **blocks.printed(form)},
        OUTPUT_KEY: _output(blocks),
        REMARKS_KEY: {"title": "读入原文件时的提示", "type": "array", "items": _ref("Remark")},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gikreport:schema:{form.name}",
        "title": f"政府信息公开工作年度报告（{form.notice}）",
        "type": "object",
        "properties": properties,
        "required": ["agency", "year"],
        "additionalProperties": False,
        "$defs": {**_VALUES, "Remark": _REMARK, **_FIGURES, **blocks.known},
    }


def _facts() -> Block:
    lines = {"type": "array", "items": _ref("SomeLine"), "minItems": 1}
    return {
        "agency": _said("SomeLine", (FACTS["agency"],)),
        "year": {"title": FACTS["year"], "type": "integer", "minimum": 1000, "maximum": 9999},
        "title": {"title": FACTS["title"], "anyOf": [_ref("SomeLine"), lines]},
        "signed_by": _said("Line", (FACTS["signed_by"],)),
        "signed_on": _said("Day", (FACTS["signed_on"],)),
    }


def _fact_words(name: str) -> tuple[str, ...]:
    return (FACTS[name],) if name in FACTS else ()


def _said(name: str, words: tuple[str, ...]) -> Block:
    return {"title": "".join(words), **_ref(name)} if words else _ref(name)


class _Blocks:
    """The blocks of a form, each under the name of its class, made when it is first met.

    A block has that name as its title too, by which generators name their classes; what is printed stands as the title
    beside each reference.
    """

    def __init__(self) -> None:
        self.known: dict[str, Block] = {}

    def define(self, name: str, properties: Block) -> Block:
        """A block of its own, and a reference to it."""
        self.known[name] = _closed(properties, title=name)
        return _ref(name)

    def table(self, entry: Entry) -> Block:
        """A table, or a list of the office's own rows."""
        row = table_of(entry.of).row
        return self._block(entry) if row is None else {**_titled(entry), "type": "array", "items": self._stated(row)}

    def printed(self, form: Form) -> Block:
        """The totals that a document prints, which are computed and so are never asked for."""
        totals = {name: self._totals(entry, False) for name, entry in tables(form.report).items()}
        kept = {name: block for name, block in totals.items() if block}
        return {"title": "打印的总计", **self.define("Printed", kept)}

    def _block(self, entry: Entry) -> Block:
        if entry.of is None:
            return _said(_NUMBERS[entry.facts.kind], entry.words)
        return {**_titled(entry), **self._stated(entry.of)}

    def _stated(self, cls: type) -> Block:
        """What an office states of a block: every line that is not computed."""
        if cls.__name__ not in self.known:
            found = {entry.name: self._block(entry) for entry in entries(cls) if not entry.computed}
            self.define(cls.__name__, found)
        return _ref(cls.__name__)

    def _totals(self, entry: Entry, computed: bool) -> Block | None:
        derived = computed or entry.computed
        if entry.of is None:
            return _said(_TOTALS[entry.facts.kind], entry.words) if derived else None
        name = f"{entry.of.__name__}{'Whole' if derived else 'Totals'}"
        if name not in self.known:
            inner = {sub.name: self._totals(sub, derived) for sub in entries(entry.of)}
            kept = {key: block for key, block in inner.items() if block}
            if not kept:
                return None
            self.define(name, kept)
        return {**_titled(entry), **_ref(name)}


def _titled(entry: Entry) -> Block:
    return {"title": " ".join(entry.words)} if entry.words else {}


def _own_headings(form: Form, blocks: _Blocks) -> Block:
    if not any(field.name == HEADINGS_KEY for field in attrs.fields(form.report)):
        return {}
    sections = {name: _said("Line", e.words) for name, e in prose_fields(form.report).items() if e.words}
    return {HEADINGS_KEY: {"title": "各部分标题", **blocks.define("Headings", sections)}}


def _output(blocks: _Blocks) -> Block:
    """The options of a document; a choice, and what holds names of its own, are blocks too."""
    found = {}
    for field in attrs.fields(Options):
        block = dict(field.metadata["schema"])
        if "properties" in block or "enum" in block:
            name = field.name.capitalize()
            blocks.known[name] = {**block, "title": name}
            block = {"title": block["title"], **_ref(name)}
        found[field.name] = block
    return {"title": "版式选项", **blocks.define("Output", found)}
