"""What the buttons of the page do: each takes the work as it is and gives the next page, or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..checking.waivers import Waiver, place_of, values_of
from ..errors import GikreportError, Unreadable, Words
from ..files import file_name
from ..lifecycle.new import new, stated_lines
from ..model.cell import Cell, State
from ..model.document import printed_number
from ..model.fields import Kind
from ..model.finding import Finding
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import prose_fields
from ..server import reports
from ..server.answers import Answer, disposition
from ..server.bodies import File, Given, Pace
from .entries import Posted
from .ledger import count, forget, look
from .pages import Page
from .review import review
from .views import judged, left
from .work import KEY, Work, begun, is_open, opened, read_work


@attrs.frozen(kw_only=True)
class Asked:
    """A button that was pressed: the form it stands in, the work, what stands behind the colon of its value."""

    form: Posted
    work: Work | None
    argument: str = ""
    office: bool = False
    pace: Pace = Pace.LONG

    @property
    def there(self) -> Work:
        """The work; raises GikreportError where the page carries none."""
        if self.work is None:
            raise GikreportError(_NO_WORK)
        return self.work

    def read(self, field: str) -> Reading:
        """The report in a field for files, older kinds of files through LibreOffice where the host lets it."""
        given = {field: self.file(field), "libreoffice": True}
        return Given(given, office=self.office, pace=self.pace).reading(field)

    def file(self, field: str) -> File:
        """The file in a field; raises GikreportError where none was chosen."""
        files = self.form.files(field)
        if not files:
            raise GikreportError(_NO_FILE)
        return files[0]


_NO_WORK: Final = Words("请先新建一份报告，或打开做到一半的", "begin a report first")
_NO_FILE: Final = Words("还没有选文件", "no file was chosen")
Next = Page | Answer


def _go(asked: Asked) -> Next:
    return Page(asked.argument, asked.work)


def _begin(asked: Asked) -> Next:
    last = asked.read("last_report") if asked.form.files("last_report") else None
    year, agency = asked.form.text("new_year"), asked.form.text("new_agency")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise GikreportError(Words("年度应为四位数字，如 2025", "the year is four digits"))
    if last is None and not (year and agency):
        raise GikreportError(_WHO)
    work = begun(agency or None, int(year) if year else None, last)
    return Page("tables" if last is None else "last", work, ("已新建，尚未填写的各格都是“待填”。",))


_WHO: Final = Words(
    "请写明单位名称和年度，或放入去年的年报", "name the office and the year, or give last year's report"
)


def _open(asked: Asked) -> Next:
    file = asked.file("begun")
    if file.suffix == ".json" and KEY.encode() in file.content[:4096] + file.content[-4096:]:
        return Page("tables", read_work(file.content.decode("utf-8-sig", "replace")), (f"已打开 {file.name}。",))
    reading = asked.read("begun")
    work = opened(reading)
    return Page("tables", work, (f"已打开 {file.name}。",), tuple(_not_carried(reading, work)))


def _not_carried(reading: Reading, work: Work) -> Iterator[str]:
    """What of a file the page cannot carry on, and what was not read of it, a line each."""
    report = read_work(work.text).report
    carried = report.prose
    for name, entry in prose_fields(reading.form.report).items():
        if reading.prose.get(name) != carried.get(name) and reading.prose.get(name):
            heading = reading.headings.get(name) or "".join(entry.words) or "开头的话"
            yield f"“{heading}”中的小表、图片、加粗等没有带过来，文字都在：请在生成的 Word 文件里补上。"
    if reading.attachments != report.attachments:
        yield "附件没有带过来：请在生成的 Word 文件里补上。"
    yield from left(reading)


def _last(asked: Asked) -> Next:
    work, last = asked.there, asked.read("last_report")
    report = work.report
    carried = new(report.agency, report.year, previous=last)
    cells = {
        path: cell for path, cell in carried.cells.items() if is_open(report.cells.get(path)) and not is_open(cell)
    }
    headings = {name: prose for name, prose in carried.prose.items() if not report.prose.get(name)}
    filled = attrs.evolve(report, cells={**report.cells, **cells}, prose={**report.prose, **headings})
    note = f"结转填好了 {len(cells)} 格；已经填了数的格没有动。"
    return Page("last", attrs.evolve(work, report=filled, previous=last), (note,))


def _zero(asked: Asked) -> Next:
    work = asked.there
    lines = stated_lines(work.report.form)
    cells = {path: _cell(0, line.kind, "0") for path, line in lines.items() if _opened_in(asked, path)}
    report = attrs.evolve(work.report, cells={**work.report.cells, **cells})
    return Page("tables", attrs.evolve(work, report=report), (f"{len(cells)} 个空格填了 0。",))


def _opened_in(asked: Asked, path: CellPath) -> bool:
    return path[0] == asked.argument and is_open(asked.there.report.cells.get(path))


def _cell(value: int | Decimal, kind: Kind, text: str) -> Cell:
    return Cell(text, State.NUMBER, Decimal(value) if kind is Kind.MONEY else value, kind)


def _finding(asked: Asked) -> Finding:
    found = (one for one in judged(asked.there).findings if one.fingerprint == asked.argument)
    one = next(found, None)
    if one is None:
        raise GikreportError(Words("这个问题已经没有了", "this finding is gone"))
    return one


def _adopt(asked: Asked) -> Next:
    work, finding = asked.there, _finding(asked)
    path, due = finding.at.path, finding.suggestion
    line = next((line for line in work.report.table(path[0]).lines if line.path == path[1:]), None)
    if line is None or not isinstance(due, int | Decimal):
        raise GikreportError(Words("这一处没有确定的改法，请自己改", "nothing certain is due here"))
    cells = {**work.report.cells, path: _cell(due, line.kind, printed_number(due, line))}
    report = attrs.evolve(work.report, cells=cells)
    note = f"{finding.at.table or ''}已改为 {due}。"
    return Page("check", attrs.evolve(work, report=report), (note,))


def _keep(asked: Asked) -> Next:
    finding, work = _finding(asked), asked.there
    reason, by = asked.form.text(f"reason.{asked.argument}"), asked.form.text("kept_by")
    if not reason or not by:
        said = Words("保留一个问题，要写明理由，并在上面写明经办人", "a reason and a name are required")
        raise GikreportError(said)
    waiver = Waiver(code=finding.code, place=place_of(finding), values=values_of(finding), reason=reason, by=by)
    return Page("check", attrs.evolve(work, waivers=(*work.waivers, waiver)), ("已保留，理由写在文件的属性里。",))


def _unkeep(asked: Asked) -> Next:
    kept = list(asked.there.waivers)
    number = int(asked.argument) if asked.argument.isdigit() else len(kept)
    if number >= len(kept):
        raise GikreportError(Words("没有这一条", "there is no such waiver"))
    del kept[number]
    return Page("check", attrs.evolve(asked.there, waivers=tuple(kept)), ("不再保留。",))


def _given(asked: Asked, **more: Any) -> Given:
    data = asked.there.data
    waivers = {"waivers": {"waiver": data["waivers"]}} if data["waivers"] else {}
    last = {"previous": data["previous"]} if data["previous"] is not None else {}
    values = {"report": data["report"], **waivers, **last, "libreoffice": True, **more}
    return Given(values, office=asked.office, pace=asked.pace)


def _file(asked: Asked) -> Next:
    """A document of the sound report; the data of any."""
    if asked.argument == "zip":
        return reports.publish_report(_given(asked, pdf=False))
    if asked.argument == "xlsx":
        return reports.convert_report(_given(asked, format="xlsx"))
    _among(asked.argument)
    return reports.render_report(_given(asked, format=asked.argument))


def _draft(asked: Asked) -> Next:
    _among(asked.argument)
    return reports.draft_report(_given(asked, format=asked.argument))


def _preview(asked: Asked) -> Next:
    """The page as it will be published, to be looked at and not to be saved."""
    make = reports.draft_report if asked.argument == "draft" else reports.render_report
    made = make(_given(asked, format="html"))
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
    return attrs.evolve(made, headers=headers)


def _among(ending: str) -> None:
    if ending not in ("docx", "html", "pdf"):
        raise Unreadable(Words("没有这种文件", "no such kind of file"))


def _save(asked: Asked) -> Next:
    """The work as a file to go on with another day, or on another computer."""
    report = asked.there.report
    name = file_name(f"{report.agency}{report.year}年报（做到一半）", otherwise="report")
    return Answer(
        kind="application/json", content=asked.there.text.encode("utf-8", "backslashreplace"),
        headers={"Content-Disposition": disposition(name, "json")}, verdict="kept",
    )  # fmt: skip


def _review(asked: Asked) -> Next:
    given = Given({}, office=asked.office, pace=asked.pace)
    files, last = asked.form.files("reports"), asked.form.files("last_reports")
    return review(files, last, given, packed=asked.argument == "zip")


Action = Callable[[Asked], Next]
ACTIONS: Final[Mapping[str, Action]] = {
    "go": _go, "begin": _begin, "open": _open, "last": _last, "zero": _zero, "adopt": _adopt, "keep": _keep,
    "unkeep": _unkeep, "file": _file, "draft": _draft, "preview": _preview, "save": _save, "review": _review,
    "ledger": lambda asked: look(asked.there, asked.file("register")),
    "count": lambda asked: count(asked.there, asked.form),
    "forget": lambda asked: forget(asked.there),
}  # fmt: skip


__all__ = ["ACTIONS", "Asked", "Next"]
