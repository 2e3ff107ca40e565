"""The JSON Schema of `check --format json`: the contract with programs that read findings."""

from __future__ import annotations

from typing import Any, Final

from ..checking.catalogue import RULES
from ..checking.status import Status
from ..model.diagnostic import Severity
from ..narrative.claims import Why
from .json import FINDINGS_FORMAT

_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_OPTIONAL_TEXT: Final = {"type": ["string", "null"]}
_WORDS: Final = {"type": ["array", "null"], "items": _TEXT}
_VALUE: Final = {"type": ["integer", "string", "null"], "description": "a whole number, or money and words as text"}
_PLACE: Final = {
    "type": ["object", "null"],
    "description": "the place in the user's file, what is known of it; rows, columns, tables and lines count from 1",
    "properties": {
        **dict.fromkeys(("table", "row", "column", "paragraph", "line", "page"), _COUNT),
        **dict.fromkeys(("sheet", "cell"), _TEXT),
    },
}


def findings_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `check --format json` prints; programs pass over keys that it does not name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gikreport check --format json",
        "type": "object",
        "properties": {
            "format": {"const": FINDINGS_FORMAT},
            "gikreport": _TEXT,
            "files": _list_of("file"),
            "findings": _list_of("finding"),
        },
        "required": ["format", "gikreport", "files", "findings"],
        "$defs": {
            "file": {"title": "File", **_file()},
            "finding": {"title": "Finding", **_finding()},
            "check": {"title": "Check", **_check()},
            "claim": {"title": "Claim", **_claim()},
            "error": {"title": "Fault", **_error()},
            "at": {"title": "At", **_at()},
            "cell": {"title": "Cell", **_cell()},
        },
    }


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


def _list_of(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _file() -> dict[str, Any]:
    error = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/error"}]}
    return _object(
        {
            "file": _TEXT, "form": _OPTIONAL_TEXT, "error": error, "findings": _list_of("finding"),
            "checks": _list_of("check"), "waived": _list_of("finding"), "claims": _list_of("claim"),
        }
    )  # fmt: skip


def _finding() -> dict[str, Any]:
    span = {"type": ["array", "null"], "items": _COUNT, "minItems": 2, "maxItems": 2}
    facts = {"type": "object", "additionalProperties": {"type": ["integer", "string", "null"]}}
    waived = _object({"reason": _TEXT, "by": _TEXT})
    return _object(
        {
            "code": {"enum": [rule.code for rule in RULES]}, "severity": {"enum": [one.value for one in Severity]},
            "message": _TEXT, "remedy": _TEXT, "at": {"$ref": "#/$defs/at"}, "expected": _VALUE, "actual": _VALUE,
            "related": _list_of("cell"), "suggestion": _VALUE, "certain": {"type": "boolean"},
            "candidates": _list_of("cell"), "facts": facts, "quote": _OPTIONAL_TEXT,
            "paragraph": {"type": ["integer", "null"], "minimum": 1}, "span": span, "source": _TEXT,
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        },
        waived=waived,
    )  # fmt: skip


def _at() -> dict[str, Any]:
    grid = {"type": ["array", "null"], "items": _COUNT, "minItems": 2, "maxItems": 2}
    return _object(
        {
            "table": _OPTIONAL_TEXT, "section": _OPTIONAL_TEXT, "row": _WORDS, "column": _WORDS,
            "path": _OPTIONAL_TEXT, "grid": grid, "place": _PLACE,
        }
    )  # fmt: skip


def _cell() -> dict[str, Any]:
    return _object({"row": _WORDS, "column": _WORDS, "path": _TEXT, "value": _VALUE})


def _check() -> dict[str, Any]:
    codes = {"enum": [rule.code for rule in RULES]}
    return _object({"code": codes, "status": {"enum": [status.value for status in Status]}, "why": _TEXT})


def _claim() -> dict[str, Any]:
    return _object(
        {
            "section": _TEXT, "paragraph": {"type": "integer", "minimum": 1}, "offset": _COUNT, "sentence": _TEXT,
            "text": _TEXT, "value": _VALUE, "unit": _TEXT, "concept": _TEXT, "because": _TEXT,
            "cells": {"type": "array", "items": _TEXT}, "why": {"enum": [why.value for why in Why]},
        }
    )  # fmt: skip


def _error() -> dict[str, Any]:
    problem = _object({"at": _TEXT, "message": _TEXT, "line": {"type": ["integer", "null"]}})
    return _object({"message": _TEXT, "code": _TEXT, "problems": {"type": "array", "items": problem}})
