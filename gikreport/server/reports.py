"""What is done with a report: checked, read, rendered, converted, annotated, corrected, compared, published."""

from __future__ import annotations

import io
import json
import pathlib
import tempfile
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from .. import forms
from ..checking.catalogue import RULES
from ..checking.check import check
from ..checking.files import judge, unused_waivers
from ..checking.lexicon import read_lexicon
from ..checking.sound import draft, sound
from ..checking.waivers import Waiver, read_waivers
from ..datafile import encode
from ..errors import Problem, Words
from ..findings.annotate import annotated
from ..findings.html import findings_page
from ..findings.json import finding_data, judged_data, value_data
from ..findings.reading import reading_data
from ..findings.sarif import sarif
from ..lifecycle.compare import compare
from ..lifecycle.correct import correct
from ..lifecycle.migrate import Migration, migrate
from ..model.reading import Reading
from ..model.report import TITLE
from ..proof.folder import publish
from ..proof.inputs import Inputs
from ..readers.formats.kinds import is_docx
from ..renderers import render
from ..units import read_units
from .answers import KINDS, Answer, Refused, as_document, as_json
from .bodies import File, Given


def check_report(given: Given) -> Answer:
    """Every finding about a report, as `check --format json` tells it."""
    reading = given.reading("report")
    name = reading.name or "report"
    waivers = _waivers(given)
    judged = judge(
        [name],
        waivers=waivers,
        previous=given.maybe("previous"),
        units=None if given["units"] is None else read_units(_mapping(given, "units")),
        lexicon=None if given["lexicon"] is None else read_lexicon(_mapping(given, "lexicon")),
        reader=lambda name: reading,
    )
    if judged[0].error is not None:
        raise judged[0].error
    beside = unused_waivers(judged, waivers)
    verdict = "unsound" if judged[0].exit_code else "sound"
    if given["format"] == "html":
        page = findings_page(judged, given.lang, beside)
        return Answer(kind=KINDS["html"], content=page.encode("utf-8", "xmlcharrefreplace"), verdict=verdict)
    if given["format"] == "sarif":
        made = as_json(sarif(judged, _version(), given.lang, beside), verdict=verdict)
        return Answer(kind=KINDS["sarif"], content=made.content, verdict=verdict)
    files = [judged_data(one, given.lang) for one in judged]
    listed = [finding_data(one, given.lang) for one in beside]
    return as_json({"files": files, "findings": listed}, verdict=verdict)


def read_report(given: Given) -> Answer:
    """What a document states, cell by cell, as `read` tells it."""
    reading = given.reading("report")
    return as_json(reading_data(reading, check(reading), given.lang), verdict="read")


def render_report(given: Given) -> Answer:
    """The official document of a sound report."""
    ending = _ending(given)
    reading = given.reading("report")
    document = sound(reading, options=given.options, waivers=_waivers(given), previous=given.maybe("previous"))
    return as_document(render(document, f".{ending}"), ending, "".join(document.title), document.warnings)


def draft_report(given: Given) -> Answer:
    """A draft of whatever is stated, marked on every page."""
    ending = _ending(given)
    made = draft(given.reading("report"), options=given.options, previous=given.maybe("previous"))
    return as_document(render(made, f".{ending}"), ending, "".join(made.title) + "（草稿）", made.findings)


def convert_report(given: Given) -> Answer:
    """The same report in another kind of file, or on another form."""
    ending = _ending(given)
    reading = given.reading("report")
    about_file = check(reading, only=[rule for rule in RULES if rule.code.startswith("F")])
    if given["form"]:
        moved = migrate(reading, forms.form_named(given["form"]))
        if moved.loses and not given["lossy"]:
            raise Refused("lossy", _LOSSY, _losses(moved))
        reading = moved.reading
    return as_document(render(reading, f".{ending}"), ending, _title(reading), about_file)


_LOSSY: Final = Words(
    "转换会丢失以下内容；确实要转换时写 lossy=true", "the conversion loses the below; lossy=true does it"
)


def _losses(moved: Migration) -> list[Problem]:
    return [
        Problem(lost.label, Words(f"{lost.value}（{lost.why.zh}）", f"{lost.value} ({lost.why.en})"))
        for lost in moved.lost
        if not lost.zero
    ]


def annotate_report(given: Given) -> Answer:
    """The Word document with a comment at each finding."""
    file = given["report"]
    if not is_docx(file.content, file.suffix):
        raise Refused("unknown-kind", Words(f"{file.name} 不是 .docx 文件", f"{file.name} is no .docx file"))
    findings = check(given.reading("report"), previous=given.maybe("previous"))
    name = pathlib.PurePath(file.name).stem or "report"
    return as_document(annotated(file.content, findings, file.name, given.lang), "docx", f"{name}（批注）", findings)


def correct_report(given: Given) -> Answer:
    """The data of a report with its certain corrections, each told, and what is left."""
    done = correct(given.reading("report"))
    corrected = [
        {
            "path": ".".join(one.path),
            "before": one.before,
            "now": value_data(one.now),
            "finding": finding_data(one.finding, given.lang),
        }
        for one in done.corrected
    ]
    left = [finding_data(one, given.lang) for one in done.findings]
    return as_json({"report": data_of(done.reading), "corrected": corrected, "findings": left}, verdict="corrected")


def compare_reports(given: Given) -> Answer:
    """What changed between two reports, as `diff --format json` tells it."""
    return as_json(compare(given.reading("last"), given.reading("this")).data, verdict="compared")


def publish_report(given: Given) -> Answer:
    """The folder to post as a zip: document, page, data, tables, index and manifest; a PDF where it is asked for."""
    pdf = bool(given["pdf"])
    if pdf:
        given.needs_office()
    inputs = _inputs(given)
    with tempfile.TemporaryDirectory(prefix="gikreport-") as folder:
        done = publish(
            inputs.document(given.options), pathlib.Path(folder) / "post", name="report", pdf=pdf, inputs=inputs
        )
        packed = _packed(done.folder, done.files)
    return as_document(packed, "zip", _title(inputs.reading), done.warnings)


def _inputs(given: Given) -> Inputs:
    """What a folder is made from, under names of our own."""
    data, previous = (_source(given, name) for name in ("report", "previous"))
    assert data is not None
    return Inputs(data=data, previous=previous, waivers=_waivers(given))


def _source(given: Given, name: str) -> tuple[str, bytes] | None:
    """The report in a field as a file; one that is no data is looked at as every report is."""
    value = given[name]
    if value is None:
        return None
    if isinstance(value, File):
        given.reading(name)
        return f"{name}{value.suffix}", value.content
    return f"{name}.json", encode(value, ".json").encode()


def _packed(folder: pathlib.Path, names: tuple[str, ...]) -> bytes:
    """Files as a zip that is the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(names):
            packed.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def data_of(reading: Reading) -> Any:
    """The plain data of a reading as JSON holds them: money as text, so that no reader of JSON rounds it."""
    return json.loads(encode(reading, ".json"))


def _title(reading: Reading) -> str:
    """The title that a report states, or the one that is due."""
    due = TITLE.format(agency=reading.agency or "", year=reading.year or "")
    return "".join(reading.title or (due,))


def _ending(given: Given) -> str:
    ending: str = given["format"]
    if ending == "pdf":
        given.needs_office()
    return ending


def _waivers(given: Given) -> tuple[Waiver, ...]:
    data = given.data("waivers")
    return () if data is None else read_waivers({"waiver": data} if isinstance(data, list) else data)


def _mapping(given: Given, name: str) -> Mapping[str, Any]:
    data = given.data(name)
    return data if isinstance(data, Mapping) else {name: data}


def _version() -> str:
    from importlib.metadata import version

    return version("gikreport")
