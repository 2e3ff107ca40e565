"""What is summed: many offices' reports, and a register of requests."""

from __future__ import annotations

import pathlib
import tempfile
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ..aggregate import aggregate_reports
from ..errors import Words
from ..findings.json import finding_data
from ..lifecycle.new import fill
from ..register import CountedRegister, count_register
from ..units import read_units
from .answers import Answer, Refused, as_json
from .bodies import File, Given
from .reports import data_of

_REGISTERS: Final = (".csv", ".xlsx")


def aggregate(given: Given) -> Answer:
    """The reports of many offices as one, with what is the matter; or a published sum held against them."""
    units = given.data("units")
    readings = [
        attrs.evolve(one, name=one.name or f"reports[{number}]") for number, one in enumerate(given.readings("reports"))
    ]
    listed = None if units is None else read_units(units if isinstance(units, Mapping) else {"units": units})
    result = aggregate_reports(readings, agency=given["agency"], year=given["year"], units=listed)
    against = given.maybe("against")
    findings = result.findings if against is None else result.check(against)
    into = given.maybe("into")
    reading = result.reading if into is None else fill(into, result.reading)
    told = [finding_data(one, given.lang) for one in findings]
    return as_json({"report": data_of(reading), "summed": list(result.names), "findings": told}, verdict="summed")


def register(given: Given) -> Answer:
    """Tables 3 and 4 of a register; rows that cannot be counted are told, and refused unless a part is asked for."""
    with tempfile.TemporaryDirectory(prefix="gikreport-") as folder:
        counted = count_register(
            _rows(given["register"], pathlib.Path(folder)),
            year=given["year"], agency=given["agency"], mapping=_mapping(given), today=given["today"],
            late=bool(given["late"]), trace=bool(given["trace"]),
        )  # fmt: skip
    if counted.uncountable and not given["partial"]:
        number = len(counted.uncountable)
        words = Words(
            f"有 {number} 行统计不了；写 partial=true 时只统计其余", f"{number} rows cannot be counted; see partial"
        )
        raise Refused("uncountable", words, [one.problem for one in counted.uncountable])
    return as_json(_told(counted, given), verdict="counted")


def _told(counted: CountedRegister, given: Given) -> dict[str, Any]:
    into = given.maybe("into")
    reading = counted.reading if into is None else fill(into, counted.reading)
    problems = [{"at": one.problem.at, "message": one.words.told(given.lang)} for one in counted.uncountable]
    late = [{name: str(value) if value is not None else None for name, value in attrs.asdict(one).items()}
            for one in counted.late]  # fmt: skip
    cases = {".".join(path): list(ids) for path, ids in counted.cases.items()} if given["trace"] else {}
    return {"report": data_of(reading), "uncountable": problems, "late": late, "cases": cases}


def _rows(value: Any, folder: pathlib.Path) -> Any:
    """The rows of JSON; a file of a form under a name of our own, so that no name or address is ever followed."""
    if not isinstance(value, File):
        return iter(value)
    if value.suffix not in _REGISTERS:
        known = " ".join(_REGISTERS)
        raise Refused("unknown-kind", Words(f"台账应为 {known} 文件", f"a register is a file of {known}"))
    path = folder / f"register{value.suffix}"
    path.write_bytes(value.content)
    return path


def _mapping(given: Given) -> Mapping[str, Any] | None:
    data = given.data("mapping")
    return data if data is None or isinstance(data, Mapping) else {"columns": data}
