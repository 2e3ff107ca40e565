"""What a request brings: JSON or the parts of a form, each field looked at, every mistake told at once."""

from __future__ import annotations

import datetime
import enum
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from ..datafile import decode
from ..errors import Problem, Words
from ..model.options import Options
from ..model.reading import Reading
from ..office.libreoffice import program
from ..readers.formats import kinds
from ..signs import visible
from ..sources import READERS, read
from .answers import JSON, Refused, bad_request
from .multipart import File, form_parts

FORM: Final = "multipart/form-data"


class Takes(enum.Enum):
    """What a field of a request holds."""

    REPORT = "report"  # an object in JSON, a file of any readable kind in a form
    REPORTS = "reports"  # several
    WORD = "word"  # a Word document, in a form only
    ROWS = "rows"  # a register: an array of objects, or a .csv or .xlsx file
    DATA = "data"  # an object, or a TOML file
    OPTIONS = "options"  # an object, in JSON only
    TEXT = "text"
    INTEGER = "integer"
    FLAG = "flag"
    DATE = "date"


FILES: Final = (Takes.REPORT, Takes.REPORTS, Takes.WORD, Takes.ROWS, Takes.DATA)
LISTS: Final = (Takes.REPORTS, Takes.ROWS)


@attrs.frozen
class Field:
    """One field of a request: its name, what it holds, what it is for; the first choice stands where none is given."""

    name: str
    takes: Takes
    words: Words
    required: bool = False
    choices: tuple[str, ...] = ()


@attrs.frozen
class Body:
    """A request as it came: its content type, its bytes, the language of the answer."""

    kind: str
    content: bytes
    lang: str = "zh"


class Pace(enum.Enum):
    """How a request is worked on: within a slice of time, within the limits of a file, or as what takes long."""

    QUICK = "quick"
    SLOW = "slow"
    LONG = "long"


class Elsewhere(Exception):
    """This work is for other workers, which `pace` names."""

    def __init__(self, pace: Pace) -> None:
        super().__init__(pace)
        self.pace = pace


@attrs.frozen
class Given:
    """The fields of a request. `office` says whether the server lets LibreOffice be started, `pace` how it is done."""

    values: Mapping[str, Any]
    lang: str = "zh"
    office: bool = False
    pace: Pace = Pace.LONG

    def __getitem__(self, name: str) -> Any:
        """A field, None where it is not given."""
        return self.values.get(name)

    @property
    def options(self) -> Options | None:
        """The options of the document that are asked for, those of the data where none are."""
        stated = self["options"]
        try:
            return None if stated is None else Options(**stated)
        except (TypeError, ValueError) as error:
            raise bad_request([Problem("options", Words(str(error), str(error)))]) from None

    def reading(self, name: str) -> Reading:
        """The report in a field."""
        return self._read(self[name])

    def maybe(self, name: str) -> Reading | None:
        """The report in a field that may be left out."""
        return None if self[name] is None else self._read(self[name])

    def readings(self, name: str) -> list[Reading]:
        """The reports in a field."""
        return [self._read(one) for one in self[name]]

    def data(self, name: str) -> Any:
        """The data in a field: those of JSON, or of a TOML file."""
        value = self[name]
        return decode(value.content, ".toml", value.name) if isinstance(value, File) else value

    def _read(self, value: Any) -> Reading:
        if not isinstance(value, File):
            return read(value)
        self._kind(value)
        file = io.BytesIO(value.content)
        file.name = value.name
        return read(file)

    def _kind(self, file: File) -> None:
        """Refuse a file of no readable kind, or one that LibreOffice has to open where it may not."""
        reader = next((one for one in READERS if one.knows(file.content, file.suffix)), None)
        if reader is None or kinds.refused(file.content, file.suffix) is not None:
            raise Refused("unknown-kind", Words(f"{file.name} 不是能读的格式", f"{file.name} is of no readable kind"))
        if reader.knows in (kinds.is_old_office, kinds.is_open_document):
            self.needs_office()
        if reader.knows in _SLOW and self.pace is Pace.QUICK:
            raise Elsewhere(Pace.SLOW)

    def needs_office(self) -> None:
        """Refuse work that needs LibreOffice, unless the request asks for it and the server lets it and has it."""
        if not self.office:
            raise Refused("office-not-allowed", _NOT_ALLOWED)
        if not self["libreoffice"]:
            raise Refused("office-not-allowed", _NOT_ASKED)
        if program() is None:
            raise Refused("no-office", _NO_OFFICE)
        if self.pace is not Pace.LONG:
            raise Elsewhere(Pace.LONG)


_SLOW: Final = (kinds.is_pdf, kinds.is_xlsx)  # kinds that take five to ten times as long as a .docx
_NOT_ALLOWED: Final = Words("这要用 LibreOffice，本服务没有开放", "this needs LibreOffice, which is not offered here")
_NOT_ASKED: Final = Words(
    "这要用 LibreOffice；请求中写 libreoffice=true 才会启动它", "this needs LibreOffice; ask for it: libreoffice=true"
)
_NO_OFFICE: Final = Words("服务器上没有 LibreOffice", "the server has no LibreOffice")


def given(body: Body, fields: Sequence[Field], *, office: bool = False, pace: Pace = Pace.LONG) -> Given:
    """The fields of a body; raises Refused with everything that is wrong with them at once."""
    is_form = body.kind.partition(";")[0].strip().lower() == FORM
    raw = form_parts(body.kind, body.content) if is_form else _of_json(body)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    known = {field.name: field for field in fields}
    for name in sorted(set(raw) - set(known)):
        problems.append(_problem(name, "没有这个字段", f"unknown field; there are {', '.join(known)}"))
    for field in fields:
        try:
            if field.name in raw:
                values[field.name] = _value(raw[field.name], field, is_form)
            elif field.required:
                problems.append(_problem(field.name, "必须给出", "is required"))
            elif field.choices:
                values[field.name] = field.choices[0]
        except _Wrong as wrong:
            problems.append(_problem(field.name, *wrong.args))
    if problems:
        raise bad_request(problems)
    return Given(values, body.lang, office, pace)


class _Wrong(Exception):
    """Why a field cannot be taken, in two languages."""


def _problem(name: str, zh: str, en: str) -> Problem:
    return Problem(visible(name[:60]), Words(zh, en))


def _of_json(body: Body) -> Mapping[str, Any]:
    data = decode(body.content, ".json")
    if not isinstance(data, Mapping):
        raise bad_request([_problem("", '应为一个对象，如 {"report": …}', 'takes an object, {"report": …}')])
    return data


def _value(raw: Any, field: Field, is_form: bool) -> Any:
    if is_form:
        return _of_parts(raw, field)
    if not isinstance(raw, _JSON[field.takes]) or (isinstance(raw, bool) and field.takes is not Takes.FLAG):
        raise _Wrong(*_TAKES[field.takes])
    if field.takes in LISTS and not (isinstance(raw, list) and all(isinstance(one, Mapping) for one in raw)):
        raise _Wrong(*_TAKES[field.takes])
    return _checked(raw, field)


# What JSON holds for each kind of field; a Word document stands in no JSON, which has no bytes.
_JSON: Final[Mapping[Takes, Any]] = {
    Takes.REPORT: Mapping, Takes.REPORTS: list, Takes.WORD: (), Takes.ROWS: list, Takes.DATA: (Mapping, list),
    Takes.OPTIONS: Mapping, Takes.TEXT: str, Takes.INTEGER: int, Takes.FLAG: bool, Takes.DATE: str,
}  # fmt: skip
_TAKES: Final[Mapping[Takes, tuple[str, str]]] = {
    Takes.REPORT: ("应为一份报告的数据或文件", "takes the data or the file of a report"),
    Takes.REPORTS: ("应为若干报告的数据或文件", "takes the data or the files of reports"),
    Takes.WORD: ("应为 .docx 文件，用 multipart/form-data 发送", "takes a .docx file, sent as multipart/form-data"),
    Takes.ROWS: ("应为各行，或 .csv、.xlsx 文件", "takes rows, or a .csv or .xlsx file"),
    Takes.DATA: ("应为数据，或 TOML 文件", "takes data, or a TOML file"),
    Takes.OPTIONS: ("应为版式选项，只能用 JSON 给出", "takes options of a document, in JSON only"),
    Takes.TEXT: ("应为文字", "takes text"),
    Takes.INTEGER: ("应为整数", "takes a whole number"),
    Takes.FLAG: ("应为 true 或 false", "takes true or false"),
    Takes.DATE: ("应为日期，如 2024-01-05", "takes a date such as 2024-01-05"),
}


def _of_parts(parts: Sequence[File | str], field: Field) -> Any:
    """The parts of one name as what the field holds."""
    wrong = _Wrong(*_TAKES[field.takes])
    if field.takes in FILES:
        files = [part if isinstance(part, File) else File("", part.encode()) for part in parts]
        if field.takes is Takes.REPORTS:
            return files
        if len(files) != 1:
            raise _Wrong("只能给出一次", "is given more than once")
        return files[0]
    if len(parts) != 1 or isinstance(parts[0], File) or field.takes is Takes.OPTIONS:
        raise wrong
    return _checked(_typed(parts[0], field.takes, wrong), field)


def _typed(text: str, takes: Takes, wrong: _Wrong) -> Any:
    """A field of a form, which is text, as what it stands for."""
    if takes is Takes.INTEGER:
        if not text.isascii() or not text.isdigit() or len(text) > 18:
            raise wrong
        return int(text)
    if takes is Takes.FLAG:
        if text not in ("true", "false"):
            raise wrong
        return text == "true"
    return text


def _checked(value: Any, field: Field) -> Any:
    if field.takes is Takes.DATE:
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise _Wrong(*_TAKES[Takes.DATE]) from None
    if field.choices and value not in field.choices:
        known = "、".join(field.choices)
        raise _Wrong(f"应为 {known} 之一", f"takes one of {', '.join(field.choices)}")
    return value


__all__ = ["FILES", "FORM", "JSON", "LISTS", "Body", "Elsewhere", "Field", "File", "Given", "Pace", "Takes", "given"]
