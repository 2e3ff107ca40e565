"""Where a title that is too long for one line breaks: 7.3.1, 梯形或菱形, 词意完整."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from .styles import ems

# Ends of words at which the name of an office, or a title, may break.
_ENDS = (
    "人民政府(?!办)|委员会(?!办)|办事处|办公[厅室]|[局厅院](?!办)|[0-9]年度?"
    "|[省市县区旗州盟乡镇](?!人民政府|委员会|办事处|[局厅院]|区|县)"
)


@functools.lru_cache(64)
def title_lines(lines: tuple[str, ...], agency: str, room: float) -> tuple[str, ...]:
    """The lines of a title as stated; a single line that is too long is broken, after the agency's name if it fits."""
    if lines[1:] or ems(lines[0]) <= room:
        return lines
    return tuple(line.strip() for line in _broken(lines[0], agency, room))


@functools.lru_cache(64)
def name_lines(name: str, room: float) -> tuple[str, ...]:
    """The lines of an office's name, broken where words end if it is too long for one."""
    return tuple(_broken(name, "", room))


def _broken(title: str, agency: str, room: float) -> Iterator[str]:
    rest = title
    while ems(rest) > room:
        ends = [at for at in _breaks(rest, agency) if ems(rest[:at]) <= room]
        if not ends:
            break
        after_agency = len(agency)
        at = after_agency if rest.startswith(agency) and after_agency in ends else _balanced(rest, ends)
        yield rest[:at]
        rest = rest[at:]
    yield rest


def _breaks(title: str, agency: str) -> list[int]:
    """Where words end, and where the agency's name does."""
    ends = {found.end() for found in re.finditer(_ENDS, title)}
    if title.startswith(agency):
        ends.add(len(agency))
    return sorted(end for end in ends if 0 < end < len(title))


def _balanced(title: str, ends: list[int]) -> int:
    """The end that makes this line and what follows most alike in length."""
    return min(ends, key=lambda at: abs(ems(title[:at]) - ems(title[at:])))
