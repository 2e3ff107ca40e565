"""The office that reports: a government or not, and by which names it calls itself."""

from __future__ import annotations

import re
from typing import Final

from .tokens import Token

_GOVERNMENT: Final = re.compile("(?:政府|[省市区县州旗盟]|行政公署|[区园港城岛湖山地](?:管委会|管理委员会))$")
_LEVELS: Final = "省市区县州旗"
_PARTS: Final = ("办", "室", "局", "委")
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

    def calls_itself(self, unit: str) -> bool:
        """Whether 我委 and the like are the office itself, not a part of a government."""
        return unit not in _PARTS or self.agency.endswith(("委员会", "管委会") if unit == "委" else unit)

    def is_below(self, level: str) -> bool:
        """Whether its name says that it lies in an area of some level: 全区 in the report of 澜台区青塘镇人民政府."""
        at = self.letters.find(level) if level in _LEVELS else -1
        return at > 0 and any(lower in self.letters[at + 1 :] for lower in "镇乡街县区旗")

    def owns(self, text: str, unit: Token) -> bool:
        """Whether a unit is the office itself: by the end of its name, by letters of it, by its level."""
        said = text[unit.start - 1 : unit.end]
        own = self.agency.endswith("委员会" if unit.text == "委" else unit.text)
        level = text[unit.start - 3 : unit.start - 2] if unit.start >= _SHORTEST else ""
        own = own and not (level in _LEVELS and level not in self.agency)
        names = [text[max(0, unit.start - before) : unit.end] for before in ((2, 3) if own else (3,))]
        shortened = any(self._is_shortened(name, _SHORTEST if own else _SHORTEST + 1) for name in names)
        return bool(self.agency) and (said in self.agency or shortened or self._by_level(said))

    def _is_shortened(self, name: str, least: int) -> bool:
        """Whether a name is letters of the office's own, in their order: 城管局, 国资委."""
        letters = iter(self.letters)
        return len(name) >= least and all(letter in letters for letter in name)

    def _by_level(self, said: str) -> bool:
        level, unit = said[0], said[1:]
        return level in _LEVELS and level in self.agency and self.agency.endswith(unit)
