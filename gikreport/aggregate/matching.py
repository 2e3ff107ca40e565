"""Which report is which unit's, and which of them are summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ..model.reading import Reading
from ..model.text import unspaced
from ..units import Unit, Units


@attrs.define
class Matched:
    """The reports that are summed, by the unit's listed name, and what is the matter with the others."""

    parts: dict[str, Reading] = attrs.field(factory=dict)
    missing: list[str] = attrs.field(factory=list)
    duplicate: list[tuple[str, str]] = attrs.field(factory=list)
    renamed: list[tuple[str, str]] = attrs.field(factory=list)
    extra: list[tuple[str, str]] = attrs.field(factory=list)
    other_year: list[tuple[str, int | None]] = attrs.field(factory=list)
    inside: list[tuple[str, str]] = attrs.field(factory=list)


def matched(readings: Iterable[Reading], agency: str, year: int, units: Units) -> Matched:
    """The reports of an area's units and, under its own name, of the office itself (本级)."""
    result = Matched()
    found = _once(_named(readings, agency, year, units, result), result)
    if agency in found:
        result.parts[agency] = found.pop(agency)
    if units.listed:
        _take(units.children(agency), found, units, result)
        result.extra += [(name, f"（名录中不属于“{agency}”）") for name in found]
    else:
        result.parts |= found
    return result


def _named(
    readings: Iterable[Reading], agency: str, year: int, units: Units, result: Matched
) -> Iterator[tuple[str, Reading]]:
    """Each report of the year with the listed name of its office."""
    for reading in readings:
        said = reading.agency or reading.name
        unit = units.known_as(said)
        if reading.year != year:
            result.other_year.append((said, reading.year))
        elif unspaced(said) == unspaced(agency):
            yield agency, reading
        elif unit is not None:
            result.renamed += [(said, unit.name)] if unspaced(said) != unspaced(unit.name) else []
            yield unit.name, reading
        elif units.listed:
            near = units.near(said)
            result.extra.append((said, f"，是否为“{near}”？" if near else ""))
        else:
            yield said, reading


def _once(named: Iterable[tuple[str, Reading]], result: Matched) -> dict[str, Reading]:
    """The reports of offices that have one; an office with several is noted."""
    found: dict[str, list[Reading]] = {}
    for name, reading in named:
        found.setdefault(name, []).append(reading)
    several = {name: readings for name, readings in found.items() if len(readings) > 1}
    for name, readings in several.items():
        result.duplicate.append((name, "、".join(reading.name or "未命名" for reading in readings)))
    return {name: readings[0] for name, readings in found.items() if name not in several}


def _take(children: Iterable[Unit], found: dict[str, Reading], units: Units, result: Matched) -> None:
    """Take each unit by its own report, otherwise by those of its own units; what is inside a report is not taken."""
    for unit in children:
        below = units.children(unit.name)
        if unit.name in found:
            result.parts[unit.name] = found.pop(unit.name)
            _leave(unit, below, found, units, result)
        elif below:
            _take(below, found, units, result)
        elif unit.name not in dict(result.duplicate):
            result.missing.append(unit.name)


def _leave(whole: Unit, below: Iterable[Unit], found: dict[str, Reading], units: Units, result: Matched) -> None:
    for unit in below:
        if found.pop(unit.name, None) is not None:
            result.inside.append((unit.name, whole.name))
        _leave(whole, units.children(unit.name), found, units, result)
