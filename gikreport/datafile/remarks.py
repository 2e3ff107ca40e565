"""What was remarked of a file when it was read, as plain data: it goes with the numbers that were read of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..errors import Words
from ..model.cell import Place
from ..model.diagnostic import Diagnostic, Severity
from ..model.outline import CellPath
from ..model.reading import Reading, Remark
from ..model.text import clean_line, legible, split_lines
from .problems import Problems
from .values import shown

REMARKS_KEY: Final = "remarks"
_KEYS: Final = ("code", "message", "severity", "at", "place", "facts")
_FACT: Final = re.compile(r"\{(\w+)")


def remarks_data(reading: Reading) -> list[dict[str, Any]]:
    """Each remark with its code, its words, the cell or part that it is about, where that stood, and its facts."""
    return [dict(_remark_data(remark)) for remark in reading.remarks]


def _remark_data(remark: Remark) -> Iterator[tuple[str, Any]]:
    facts = {name: _plain(fact) for name, fact in remark.facts.items()}
    yield "code", remark.code
    yield "message", _line(remark.diagnostic.words.zh.format(**{n: _zh(fact) for n, fact in remark.facts.items()}))
    if remark.severity is not None:
        yield "severity", remark.severity.value
    if remark.at:
        yield "at", ".".join(remark.at)
    if remark.place is not None:
        yield "place", remark.place.original or remark.place.told()
    if facts:
        yield "facts", facts


def _zh(fact: object) -> object:
    return fact.zh if isinstance(fact, Words) else fact


def _plain(fact: object) -> Any:
    """A fact as data has it: a number, a text, or a text in two languages."""
    if isinstance(fact, Words):
        return {"zh": _line(fact.zh), "en": _line(fact.en)}
    return fact if type(fact) is int else _line(str(fact))


def _line(text: str) -> str:
    """The text in one line, short enough for a cell of a workbook."""
    line = legible(" ".join(split_lines(text)))
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


_LONGEST: Final = 1000


def remarks_of(data: object, known: Sequence[Diagnostic], problems: Problems) -> tuple[Remark, ...]:
    """The remarks that data state, of diagnostics that are known; what is none is a problem."""
    if not isinstance(data, list):
        problems.add((REMARKS_KEY,), "应为若干条提示的列表", "takes a list of remarks")
        return ()
    by_code = {one.code: one for one in known}
    made = (_remark(one, (REMARKS_KEY, str(index)), by_code, problems) for index, one in enumerate(data))
    return tuple(remark for remark in made if remark is not None)


def _remark(data: object, path: CellPath, known: Mapping[str, Diagnostic], problems: Problems) -> Remark | None:
    if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
        problems.add(path, f"应为一组键和值，实为 {shown(data)}", f"takes keys and values, not {shown(data)}")
        return None
    for key in (key for key in data if key not in _KEYS):
        problems.add_unknown((*path, key), _KEYS)
    code, facts = data.get("code"), _facts(data.get("facts", {}))
    diagnostic = known.get(code) if isinstance(code, str) else None
    if diagnostic is None:
        said = shown(code)
        problems.add((*path, "code"), f"没有编号为 {said} 的提示", f"no remark has the code {said}")
    elif facts is None or not asked(diagnostic) <= set(facts):
        due = "、".join(sorted(asked(diagnostic)))
        problems.add((*path, "facts"), f"应有 {due}，都是文字或整数", f"takes {due}, each a text or a whole number")
    elif data.get("severity") not in (None, *(one.value for one in Severity)):
        due = "、".join(one.value for one in Severity)
        problems.add((*path, "severity"), f"应为 {due} 之一", f"takes one of {due}")
    elif not all(_is_line(data.get(key, "")) for key in ("at", "place", "message")):
        problems.add(path, "at、place、message 应为一行文字", "at, place and message take one line of text")
    else:
        place = Place(original=data["place"]) if data.get("place") else None
        at = tuple(data["at"].split(".")) if data.get("at") else ()
        severity = Severity(data["severity"]) if data.get("severity") else None
        return Remark(diagnostic=diagnostic, facts=facts, at=at, place=place, severity=severity)
    return None


def asked(diagnostic: Diagnostic) -> set[str]:
    """The facts that the words of a diagnostic are filled with."""
    return {name for words in (diagnostic.words.zh, diagnostic.words.en) for name in _FACT.findall(words)}


def _facts(data: object) -> dict[str, object] | None:
    if not isinstance(data, Mapping):
        return None
    made = {name: _fact(value) for name, value in data.items() if isinstance(name, str)}
    return None if None in made.values() or len(made) < len(data) else made


def _fact(value: object) -> object | None:
    if isinstance(value, Mapping) and set(value) == {"zh", "en"} and all(map(_is_line, value.values())):
        return Words(value["zh"], value["en"])
    return value if type(value) is int or _is_line(value) else None


def _is_line(value: object) -> bool:
    return isinstance(value, str) and not clean_line(value)
