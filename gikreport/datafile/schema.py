"""A form's plain data as a JSON Schema (2020-12), with the printed wording as titles."""

from __future__ import annotations

from typing import Any, Final

import attrs

from ..model.diagnostic import Severity
from ..model.fields import Kind
from ..model.form import Form
from ..model.options import Options
from ..model.outline import Entry, entries
from ..model.report import FACTS, prose_fields, tables
from ..model.table import table_of
from .parse import EXPRESSIONS_KEY, FORMAT, HEADINGS_KEY, OUTPUT_KEY, PRINTED_KEY
from .remarks import REMARKS_KEY
from .values import LARGEST

_CONTROL: Final = (
    "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\ud800-\\udfff\\ufffe\\uffff"
)
_BREAKS: Final = "\\n\\r\\u0085\\u2028\\u2029"
_TEXT: Final[dict[str, Any]] = {"type": "string", "not": {"pattern": f"[{_CONTROL}]"}}
_LINE: Final[dict[str, Any]] = {"type": "string", "not": {"pattern": f"[{_CONTROL}{_BREAKS}]"}}
_SOME_LINE: Final[dict[str, Any]] = {**_LINE, "pattern": "\\S"}
_BOUNDS: Final = {"exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
_DAY: Final[dict[str, Any]] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_NUMBERS: Final[dict[Kind, dict[str, Any]]] = {
    Kind.COUNT: {"anyOf": [{"type": "integer", **_BOUNDS}, _LINE]},
    Kind.CHANGE: {"anyOf": [{"type": "integer", **_BOUNDS}, _LINE]},
    Kind.MONEY: {"anyOf": [{"type": "number", **_BOUNDS}, _LINE]},
    Kind.WORDS: _LINE,
}

_FACT: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "integer"},
        _LINE,
        {"type": "object", "properties": {"zh": _LINE, "en": _LINE}, "required": ["zh", "en"],
         "additionalProperties": False},
    ]
}  # fmt: skip
_REMARKS: Final[dict[str, Any]] = {
    "title": "读入原文件时的提示",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "code": {"type": "string"},
            "message": _LINE,
            "severity": {"enum": [one.value for one in Severity]},
            "at": _LINE,
            "place": _LINE,
            "facts": {"type": "object", "additionalProperties": _FACT},
        },
        "required": ["code"],
        "additionalProperties": False,
    },
}


def schema(form: Form) -> dict[str, Any]:
    """The JSON Schema of a form's plain data.

    It says of a number what `read` says of it: whether a count is below zero, or a cell not filled in, is for the
    rules to find, not for the schema to refuse.
    """
    declared = tables(form.report)
    prose = {name: _said(_TEXT, entry.words) for name, entry in prose_fields(form.report).items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"政府信息公开工作年度报告（{form.notice}）",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT},
            "form": {"const": form.name},
            EXPRESSIONS_KEY: {"title": "正文中用表达式", "type": "boolean"},
            **_facts(),
            **prose,
            **{name: _table(entry) for name, entry in declared.items()},
            **_own_headings(form),
            PRINTED_KEY: _printed(form),
            OUTPUT_KEY: _output(),
            REMARKS_KEY: _REMARKS,
        },
        "required": ["agency", "year"],
        "additionalProperties": False,
    }


def _facts() -> dict[str, Any]:
    return {
        "agency": _said(_SOME_LINE, (FACTS["agency"],)),
        "year": {"title": FACTS["year"], "type": "integer", "minimum": 1000, "maximum": 9999},
        "title": {
            "title": FACTS["title"],
            "anyOf": [_SOME_LINE, {"type": "array", "items": _SOME_LINE, "minItems": 1}],
        },
        "preface": _said(_TEXT, (FACTS["preface"],)),
        "signed_by": _said(_LINE, (FACTS["signed_by"],)),
        "signed_on": _said(_DAY, (FACTS["signed_on"],)),
    }


def _said(kind: dict[str, Any], words: tuple[str, ...]) -> dict[str, Any]:
    return {"title": "".join(words), **kind} if words else dict(kind)


def _table(entry: Entry) -> dict[str, Any]:
    row = table_of(entry.of).row
    if row is None:
        return _block(entry)
    return {"title": entry.words[0], "type": "array", "items": _object(entries(row))}


def _block(entry: Entry) -> dict[str, Any]:
    if entry.of is None:
        return _said(_NUMBERS[entry.facts.kind], entry.words)
    return {"title": " ".join(entry.words), **_object(entries(entry.of))}


def _object(found: tuple[Entry, ...]) -> dict[str, Any]:
    properties = {entry.name: _block(entry) for entry in found if not entry.computed}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _printed(form: Form) -> dict[str, Any]:
    blocks = {name: _totals(entry, False) for name, entry in tables(form.report).items()}
    return _closed("打印的总计", {name: block for name, block in blocks.items() if block})


def _totals(entry: Entry, computed: bool) -> dict[str, Any] | None:
    derived = computed or entry.computed
    if entry.of is None:
        return _said(_NUMBERS[entry.facts.kind], entry.words) if derived else None
    inner = {sub.name: _totals(sub, derived) for sub in entries(entry.of)}
    kept = {name: block for name, block in inner.items() if block}
    return _closed(" ".join(entry.words), kept) if kept else None


def _closed(title: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "type": "object", "properties": properties, "additionalProperties": False}


def _own_headings(form: Form) -> dict[str, Any]:
    if not any(field.name == HEADINGS_KEY for field in attrs.fields(form.report)):
        return {}
    sections = {name: _said(_LINE, e.words) for name, e in prose_fields(form.report).items() if e.words}
    return {HEADINGS_KEY: _closed("各部分标题", sections)}


def _output() -> dict[str, Any]:
    return _closed("版式选项", {field.name: field.metadata["schema"] for field in attrs.fields(Options)})
