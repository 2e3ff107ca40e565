"""From a Report or a Reading to plain data, and to the text of a data file."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import CannotRender, Words
from ..forms import form_of
from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.fields import Kind
from ..model.options import Options
from ..model.outline import CellPath, Line, value_at
from ..model.prose import Paragraph, Part, Prose
from ..model.reading import Reading
from ..model.report import Report, own_words, prose_fields, tables
from ..model.table import Table, table_of
from .blocks import ATTACHMENTS_KEY, attachments_data, prose_data
from .parse import EXPRESSIONS_KEY, FACTS, FORMAT, HEADINGS_KEY, OUTPUT_KEY, PRINTED_KEY
from .remarks import REMARKS_KEY, remarks_data


def to_data(subject: Report | Reading) -> dict[str, Any]:
    """The plain data of a report or a reading: numbers, `Decimal` for 万元, `date`, text; printed totals apart.

    A cell of a table that is there and that the reading has not is 待填, never left out: what is left out of a data
    file counts as 0. What was remarked when the file was read goes with the data.
    """
    form = subject.form if isinstance(subject, Reading) else form_of(subject)
    data: dict[str, Any] = {"format": FORMAT, "form": form.name}
    prose = prose_fields(form.report)
    usual = _USUAL - set(own_words(subject)) if isinstance(subject, Report) else ()
    for name in (name for name in FACTS if name not in prose and name not in usual):
        _put(data, name, getattr(subject, name))
    if isinstance(subject, Reading):
        data |= _narrative({name: subject.prose[name] for name in prose if name in subject.prose})
        data |= {name: _stated_table(subject, name) for name in tables(form.report) if name in subject.tables}
        _put(data, PRINTED_KEY, _nested(_totals(subject)))
        _put(data, OUTPUT_KEY, changed(subject.options))
        _put(data, REMARKS_KEY, remarks_data(subject) or None)
    else:
        data |= _narrative({name: getattr(subject, name) for name in prose if getattr(subject, name)})
        data |= {name: _table(getattr(subject, name)) for name in tables(form.report) if getattr(subject, name)}
    _put(data, ATTACHMENTS_KEY, attachments_data(subject.attachments) or None)
    _put(data, HEADINGS_KEY, dict(getattr(subject, "headings", {})))
    return data


_USUAL: Final = frozenset(("title", "signed_by"))  # where they only repeat the name of the office, nobody stated them


def _narrative(found: Mapping[str, Prose]) -> dict[str, Any]:
    """The texts; where one holds expressions all are read so, and braces that are text are written as an expression."""
    if not any(prose.is_bound for prose in found.values()):
        return {name: prose_data(prose, _literal) for name, prose in found.items()}
    return {EXPRESSIONS_KEY: True, **{name: prose_data(prose, _with_expressions) for name, prose in found.items()}}


def _literal(paragraph: Paragraph) -> str:
    return paragraph.text


def _with_expressions(paragraph: Paragraph) -> str:
    return "".join(map(_part, paragraph.parts))


def _part(part: Part) -> str:
    return part.replace("{{", "{{ '{{' }}") if isinstance(part, str) else str(part)


def changed(options: Options) -> dict[str, Any]:
    """The options that are not what they would be without being named."""
    plain, default = attrs.asdict(options), attrs.asdict(Options())
    return {key: value for key, value in plain.items() if value != default[key]}


def _put(data: dict[str, Any], key: str, value: object) -> None:
    if value is not None and value != {}:
        data[key] = list(value) if isinstance(value, tuple) else value


def _table(held: object) -> Any:
    table = table_of(held)
    found = ((line, value_at(held, line.path)) for line in table.lines if not line.computed)
    return _listed(table, _nested((line.path, value) for line, value in found if value or line.kind is not Kind.WORDS))


def _stated_table(reading: Reading, name: str) -> Any:
    table = reading.table(name)
    lines = [line for line in table.lines if not line.computed]
    found = ((line, reading.cells.get((name, *line.path))) for line in lines)
    return _listed(table, _nested((line.path, _stated(cell)) for line, cell in found if not _says_nothing(line, cell)))


def _says_nothing(line: Line, cell: Cell | None) -> bool:
    """Whether a cell of words is empty, or not there: the two are the same."""
    return line.kind is Kind.WORDS and (cell is None or not cell.text)


def _stated(cell: Cell | None) -> Any:
    return UNFILLED_WORD if cell is None else _plain(cell)


def _listed(table: Table, nested: dict[str, Any]) -> Any:
    return list(nested.values()) if table.rows_are_own else nested


def _totals(reading: Reading) -> Iterator[tuple[CellPath, Any]]:
    for name in tables(reading.form.report):
        for line in reading.table(name).lines if name in reading.tables else ():
            path = (name, *line.path)
            if line.computed and path in reading.cells:
                yield path, _plain(reading.cells[path])


def _plain(cell: Cell) -> Any:
    fitting = cell.state is State.NUMBER and isinstance(cell.value, Decimal if cell.kind is Kind.MONEY else int)
    return cell.value if fitting else cell.text


def _nested(leaves: Any) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for path, value in leaves:
        block = root
        for step in path[:-1]:
            block = block.setdefault(step, {})
        block[path[-1]] = value
    return root


def encode(subject: Report | Reading | Mapping[str, Any], suffix: str) -> str:
    """The text of a data file, ".json", ".toml" or ".yaml"."""
    writer = _WRITERS.get(suffix)
    if writer is None:
        raise CannotRender(Words(f"不能写成 {suffix} 数据文件", f"no data file ends in {suffix}"))
    return writer(dict(subject) if isinstance(subject, Mapping) else to_data(subject))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=_json_value) + "\n"


def _json_value(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no plain data")


def _toml(data: dict[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(_toml_value(data), multiline_strings=True)


def _toml_value(value: Any) -> Any:
    """What TOML writes without change: an amount without decimals is a whole number, not 0.0."""
    if isinstance(value, dict):
        return {key: _toml_value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_toml_value(inner) for inner in value]
    return int(value) if isinstance(value, Decimal) and "." not in format(value, "f") else value


def _yaml(data: dict[str, Any]) -> str:
    from .yaml import dump

    stream = io.StringIO()
    dump(data, stream)
    return stream.getvalue()


_WRITERS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    ".json": _json, ".toml": _toml, ".yaml": _yaml, ".yml": _yaml,
}  # fmt: skip
