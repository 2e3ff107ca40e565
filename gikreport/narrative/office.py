"""The office that reports: a government or not, and by which names it calls itself."""

from __future__ import annotations

import re
from typing import Final

from .tokens import Token

_GOVERNMENT: Final = re.compile("(?:政府|[省市区县州旗盟]|行政公署|管委会|管理委员会)$")
_LEVELS: Final = "省市区县州旗"
_SHORTEST: Final = 3


def is_government(agency: str | None) -> bool:
    """Whether a name is that of a government, or of the area whose government reports."""
    return bool(_GOVERNMENT.search(agency or ""))


class Office:
    """The office that reports, and by which names it calls itself."""

    def __init__(self, agency: str | None, year: int | None) -> None:
        self.agency = agency or ""
        self.year = year
        self.government = is_government(agency)
        self.letters = self.agency.replace("人民政府", "")

    def is_below(self, level: str) -> bool:
        """Whether its name says that it lies in an area of some level: 全区 in the report of 澜台区青塘镇人民政府."""
        at = self.letters.find(level) if level in _LEVELS else -1
        return at > 0 and any(lower in self.letters[at + 1 :] for lower in "镇乡街县区旗")

    def owns(self, text: str, unit: Token) -> bool:
        """Whether a unit is the office itself: by the end of its name, by letters of it, by its level."""
        start = unit.start - 1
        said, name = text[start : unit.end], text[max(0, start - 2) : unit.end]
        letters = iter(self.letters)
        shortened = len(name) > _SHORTEST and all(letter in letters for letter in name)
        return bool(self.agency) and (said in self.agency or shortened or self._by_level(said))

    def _by_level(self, said: str) -> bool:
        level, unit = said[0], said[1:]
        return level in _LEVELS and level in self.agency and self.agency.endswith(unit)
