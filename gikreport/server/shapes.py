"""The shapes of what a service answers, as JSON Schema; a program passes over keys that it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Shape = dict[str, Any]


def _may_be_null(*kinds: str) -> Shape:
    return {"type": [*kinds, "null"]}


def _list(of: str) -> Shape:
    return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}}


_TEXT: Final[Shape] = {"type": "string"}
_TEXTS: Final[Shape] = {"type": "array", "items": _TEXT}
_MAYBE_TEXT: Final = _may_be_null("string")
_LABEL: Final[Shape] = {"type": ["array", "null"], "items": _TEXT}
_VALUE: Final = _may_be_null("integer", "string")
_WHOLE: Final[Shape] = {"type": "integer"}
_PLACE: Final[Shape] = {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}]}
_DATA: Final[Shape] = {"type": "object", "title": "报告的数据"}


def _object(said: str, /, *optional: str, **properties: Shape) -> Shape:
    """An object that has these keys, and may have others."""
    required = [name for name in properties if name not in optional]
    return {"title": said, "type": "object", "properties": properties, "required": required}


SHAPES: Final[Mapping[str, Shape]] = {
    "ReportData": _DATA,
    "Place": {
        "title": "在文件中的位置", "type": "object",
        "properties": {
            **dict.fromkeys(("table", "row", "column", "paragraph", "line", "page"), _WHOLE),
            "sheet": _TEXT, "cell": _TEXT,
        },
    },
    "At": _object(
        "位置", table=_MAYBE_TEXT, section=_MAYBE_TEXT, row=_LABEL, column=_LABEL, path=_MAYBE_TEXT,
        grid={"type": ["array", "null"], "items": _WHOLE, "minItems": 2, "maxItems": 2}, place=_PLACE,
    ),
    "Related": _object("有关的格", row=_LABEL, column=_LABEL, path=_TEXT, value=_VALUE),
    "Finding": _object(
        "问题", code=_TEXT, severity={"enum": ["error", "uncertain", "warning"]}, message=_TEXT, remedy=_TEXT,
        at={"$ref": "#/$defs/At"}, expected=_VALUE, actual=_VALUE, related=_list("Related"), suggestion=_VALUE,
        source=_TEXT, fingerprint=_TEXT,
    ),
    "Problem": _object("写错的地方", at=_TEXT, message=_TEXT, line=_may_be_null("integer")),
    "Fault": _object("错误", code=_TEXT, message=_TEXT, problems=_list("Problem")),
    "Error": _object("不能完成", error={"$ref": "#/$defs/Fault"}, findings=_list("Finding")),
    "File": _object(
        "一份文件", "waived", "claims", file=_TEXT, form=_MAYBE_TEXT, findings=_list("Finding"),
        error={"anyOf": [{"$ref": "#/$defs/Fault"}, {"type": "null"}]}, waived=_list("Finding"),
        claims={"type": "array", "items": {"type": "object"}},
    ),
    "Checked": _object("核对结果", files=_list("File"), findings=_list("Finding")),
    "Cell": _object("一格", row=_TEXTS, column=_TEXTS, path=_TEXT, text=_TEXT, value=_VALUE, state=_TEXT, place=_PLACE),
    "TableRead": _object("一张表", table=_TEXT, cells=_list("Cell")),
    "Section": _object("一部分正文", title=_MAYBE_TEXT, path=_TEXT, paragraphs=_TEXTS,
                       places={"type": "array", "items": _PLACE}),
    "ReadReport": _object(
        "读出的报告", file=_TEXT, form=_TEXT, year=_may_be_null("integer"), agency=_MAYBE_TEXT, title=_MAYBE_TEXT,
        signed_by=_MAYBE_TEXT, signed_on=_MAYBE_TEXT, tables=_list("TableRead"), sections=_list("Section"),
        findings=_list("Finding"),
    ),
    "Correction": _object("改正的一格", path=_TEXT, before=_TEXT, now=_VALUE, finding={"$ref": "#/$defs/Finding"}),
    "CorrectedReport": _object("改正后的报告", report=_DATA, corrected=_list("Correction"), findings=_list("Finding")),
    "Changed": _object("变了的一格", path=_TEXT, table=_TEXT, label=_TEXT, before=_VALUE, now=_VALUE),
    "Repeated": _object("相同的句子", name=_TEXT, share={"type": "number"}, sentences=_TEXTS),
    "Difference": _object("比较结果", cells=_list("Changed"), sections=_list("Repeated"), share={"type": "number"}),
    "Uncountable": _object("统计不了的行", at=_TEXT, message=_TEXT),
    "Late": _object("超期的申请", row=_TEXT, id=_TEXT, received=_MAYBE_TEXT, due=_MAYBE_TEXT, closed=_MAYBE_TEXT),
    "Counted": _object("统计结果", report=_DATA, uncountable=_list("Uncountable"), late=_list("Late"),
                       cases={"type": "object", "additionalProperties": _TEXTS}),
    "Summed": _object("汇总结果", report=_DATA, summed=_TEXTS, findings=_list("Finding")),
    "Rule": _object("规则", code=_TEXT, severity=_TEXT, message=_TEXT, remedy=_TEXT, source=_TEXT, law=_TEXT),
    "Rules": _object("全部规则", rules=_list("Rule")),
    "Form": _object("格式", name=_TEXT, first=_WHOLE, last=_may_be_null("integer"), notice=_TEXT),
    "Forms": _object("全部格式", forms=_list("Form")),
    "Schema": {"title": "JSON Schema", "type": "object"},
    "State": _object("服务的状态", status=_TEXT, version=_TEXT),
}  # fmt: skip


def checked_schema() -> Shape:
    """The JSON Schema of what `check` answers, with each shape under its name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gikreport:schema:findings",
        **SHAPES["Checked"],
        "$defs": {name: SHAPES[name] for name in _reached("Checked")},
    }


def _reached(name: str) -> list[str]:
    """The shapes that a shape rests on, in order."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        for other in refs(SHAPES[waiting.pop()]):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return sorted(found)


def refs(shape: Any) -> list[str]:
    """The names that a shape refers to."""
    if isinstance(shape, Mapping):
        own = [shape["$ref"].rpartition("/")[2]] if "$ref" in shape else []
        return own + [name for value in shape.values() for name in refs(value)]
    return [name for value in shape for name in refs(value)] if isinstance(shape, list) else []
