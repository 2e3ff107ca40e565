"""The one table of what a service does: routes, the description and the examples of the tests are made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from ..errors import Words
from ..forms import FORMS
from . import facts, reports, sums
from .answers import Answer
from .bodies import FORM, JSON, Field, Given, Takes


@attrs.frozen(kw_only=True)
class Operation:
    """One thing that a service does.

    `answers` gives each content type with the name of its shape, "" for the bytes of a file. `effort` is how many
    times the usual seconds it may take; what takes more than one is worked on in the lane for long work. `example`
    is a body that is answered with 200.
    """

    name: str
    path: str
    words: Words
    handler: Callable[[Given], Answer]
    fields: tuple[Field, ...]
    answers: Mapping[str, str]
    effort: int = 1
    example: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def takes_json(self) -> bool:
        """Whether all that it needs can stand in JSON."""
        return not any(field.takes is Takes.WORD and field.required for field in self.fields)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The content types that it takes."""
        return (JSON, FORM) if self.takes_json else (FORM,)


@attrs.frozen(kw_only=True)
class Lookup:
    """One thing that a service tells of itself: no body, the same answer to everybody."""

    name: str
    path: str
    words: Words
    handler: Callable[[str, str], Answer]  # the language, and what stands in the path
    shape: str
    of: tuple[str, ...] = ()  # what may stand in the path


_FORM_NAMES: Final = tuple(form.name for form in FORMS)


def _field(name: str, takes: Takes, zh: str, en: str, **more: Any) -> Field:
    return Field(name, takes, Words(zh, en), **more)


_REPORT: Final = _field(
    "report", Takes.REPORT, "报告：数据，或任何能读的文件", "the report: data, or a file", required=True
)
_PREVIOUS: Final = _field("previous", Takes.REPORT, "上一年的报告", "last year's report")
_WAIVERS: Final = _field("waivers", Takes.DATA, "豁免清单（waivers.toml）", "waivers (waivers.toml)")
_UNITS: Final = _field("units", Takes.DATA, "单位名录（units.toml）", "the list of offices (units.toml)")
_LEXICON: Final = _field("lexicon", Takes.DATA, "本单位的词表", "the office's own words")
_OPTIONS: Final = _field("options", Takes.OPTIONS, "版式选项，同数据文件的 output", "as `output` of a data file")
_OFFICE: Final = _field("libreoffice", Takes.FLAG, "可以启动 LibreOffice", "LibreOffice may be started")
_AGENCY: Final = _field("agency", Takes.TEXT, "行政机关全称", "the full name of the office", required=True)
_INTO: Final = _field("into", Takes.REPORT, "填入这份报告：正文照旧", "a report to fill in: its text stays")


def _format(*choices: str) -> Field:
    return _field("format", Takes.TEXT, "生成哪种文件", "the kind of file", choices=choices)


def _files(*endings: str) -> dict[str, str]:
    from .answers import KINDS

    return {KINDS[ending]: "ReportData" if ending == "json" else "" for ending in endings}


_SOUND: Final = {"agency": "某县自然资源局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
_BEFORE: Final = {**_SOUND, "year": 2023}
_SLIPPED: Final = {
    **_SOUND,
    "t3": {"natural_person": {"received": 2, "outcomes": {"disclosed": 3}}},
    "printed": {
        "t3": {
            "natural_person": {"outcomes": {"total": 2}},
            "total": {"received": 2, "outcomes": {"disclosed": 2, "total": 2}},
        }
    },
}
_ROW: Final = {
    "编号": "2024-001",
    "收到日期": "2024-03-01",
    "申请人类型": "自然人",
    "办结日期": "2024-03-12",
    "处理结果": "予以公开",
}
_DOCUMENTS: Final = ("docx", "html", "pdf")
_DATA_FILES: Final = ("json", "toml", "yaml", "xlsx")

OPERATIONS: Final[tuple[Operation, ...]] = (
    Operation(
        name="check", path="/v1/check", handler=reports.check_report,
        words=Words("核对一份报告，列出全部问题", "Check a report: every finding"),
        fields=(_REPORT, _PREVIOUS, _WAIVERS, _UNITS, _LEXICON, _format("json", "html", "sarif"), _OFFICE),
        answers={JSON: "Checked", **_files("html", "sarif")}, example={"report": _SOUND},
    ),
    Operation(
        name="read", path="/v1/read", handler=reports.read_report,
        words=Words("读出文件中的每一格", "Read a file: every cell"),
        fields=(_REPORT, _OFFICE), answers={JSON: "ReadReport"}, example={"report": _SOUND},
    ),
    Operation(
        name="render", path="/v1/render", handler=reports.render_report,
        words=Words("生成正式文件；数据不相符时列出问题（422）", "Make the official document; 422 with findings"),
        fields=(_REPORT, _format(*_DOCUMENTS, *_DATA_FILES), _PREVIOUS, _WAIVERS, _OPTIONS, _OFFICE),
        answers=_files(*_DOCUMENTS, *_DATA_FILES), example={"report": _SOUND, "format": "docx"},
    ),
    Operation(
        name="convert", path="/v1/convert", handler=reports.convert_report,
        words=Words("转成另一种文件格式，或转到另一种年度报告格式", "Convert to another kind of file, or form"),
        fields=(
            _REPORT, _format(*_DATA_FILES, *_DOCUMENTS), _OFFICE,
            _field("form", Takes.TEXT, "转到哪种年度报告格式", "the other form", choices=("", *_FORM_NAMES)),
            _field("lossy", Takes.FLAG, "会丢失内容也照转", "convert though something is lost"),
        ),
        answers=_files(*_DATA_FILES, *_DOCUMENTS), example={"report": _SOUND, "format": "toml"},
    ),
    Operation(
        name="draft", path="/v1/draft", handler=reports.draft_report,
        words=Words("生成草稿：每页标明“草稿”", "Make a draft, marked on every page"),
        fields=(_REPORT, _format(*_DOCUMENTS), _PREVIOUS, _OPTIONS, _OFFICE),
        answers=_files(*_DOCUMENTS), example={"report": {"agency": "某县自然资源局", "year": 2024}},
    ),
    Operation(
        name="annotate", path="/v1/annotate", handler=reports.annotate_report,
        words=Words("在 Word 文件中给每个问题加批注", "Put a comment at each finding of a Word document"),
        fields=(
            _field("report", Takes.WORD, "报告（.docx）", "the report (.docx)", required=True), _PREVIOUS, _OFFICE,
        ),
        answers=_files("docx"),
    ),
    Operation(
        name="correct", path="/v1/correct", handler=reports.correct_report,
        words=Words("改正合计能够证明的错格，逐格列出", "Put right the cells that the totals prove wrong"),
        fields=(_REPORT, _OFFICE), answers={JSON: "CorrectedReport"}, example={"report": _SLIPPED},
    ),
    Operation(
        name="compare", path="/v1/compare", handler=reports.compare_reports,
        words=Words("比较两份报告", "Compare two reports"),
        fields=(
            _field("last", Takes.REPORT, "上一年", "last year's report", required=True),
            _field("this", Takes.REPORT, "本年", "this year's report", required=True), _OFFICE,
        ),
        answers={JSON: "Difference"}, example={"last": _BEFORE, "this": _SOUND},
    ),
    Operation(
        name="publish", path="/v1/publish", handler=reports.publish_report,
        words=Words("生成可直接发布的文件夹（zip）", "Make the folder to post, as a zip"),
        fields=(_REPORT, _PREVIOUS, _WAIVERS, _OPTIONS, _OFFICE, _field("pdf", Takes.FLAG, "含 PDF", "with a PDF")),
        answers=_files("zip"), effort=2, example={"report": _SOUND},
    ),
    Operation(
        name="register", path="/v1/register", handler=sums.register,
        words=Words("由申请台账统计表三、表四", "Count tables 3 and 4 from a register"),
        fields=(
            _field("register", Takes.ROWS, "台账", "the register", required=True), _AGENCY,
            _field("year", Takes.INTEGER, "统计哪一年", "the year to count", required=True),
            _field("mapping", Takes.DATA, "对照表（register.toml）", "its words (register.toml)"),
            _field("today", Takes.DATE, "统计日", "the day of counting"), _INTO,
            _field("late", Takes.FLAG, "列出超期的申请", "list requests beyond the legal time"),
            _field("trace", Takes.FLAG, "列出每格由哪些编号构成", "list the ids behind each cell"),
            _field("partial", Takes.FLAG, "有统计不了的行时也统计其余", "count the rest where a row cannot be"),
        ),
        answers={JSON: "Counted"}, effort=10,
        example={"register": [_ROW], "agency": "某县自然资源局", "year": 2024, "today": "2025-01-10"},
    ),
    Operation(
        name="aggregate", path="/v1/aggregate", handler=sums.aggregate,
        words=Words("汇总各单位的报告", "Sum the reports of many offices"),
        fields=(
            _field("reports", Takes.REPORTS, "各单位的报告", "the reports", required=True), _AGENCY,
            _field("year", Takes.INTEGER, "汇总哪一年", "the year"), _UNITS, _INTO,
            _field("against", Takes.REPORT, "与这份已发布的汇总核对", "a published sum to compare with"), _OFFICE,
        ),
        answers={JSON: "Summed"}, effort=10, example={"reports": [_SOUND], "agency": "某县人民政府"},
    ),
)  # fmt: skip
LOOKUPS: Final[tuple[Lookup, ...]] = (
    Lookup(name="rules", path="/v1/rules", words=Words("全部核对规则", "All rules"), handler=facts.rules,
           shape="Rules"),
    Lookup(name="forms", path="/v1/forms", words=Words("全部年度报告格式", "All forms"), handler=facts.forms,
           shape="Forms"),
    Lookup(name="findings_schema", path="/v1/schema/findings",
           words=Words("核对结果的 JSON Schema", "JSON Schema of findings"),
           handler=facts.findings_schema, shape="Schema"),
    Lookup(name="schema", path="/v1/schema/{form}", words=Words("一种格式的 JSON Schema", "JSON Schema of a form"),
           handler=facts.form_schema, shape="Schema", of=_FORM_NAMES),
)  # fmt: skip
