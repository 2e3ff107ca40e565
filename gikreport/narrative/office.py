"""The office that reports: a government or not, and by which names it calls itself."""

from __future__ import annotations

import re
from typing import Final

import attrs

from .tokens import Token

_GOVERNMENT: Final = re.compile("(?:政府|[省市区县州旗盟]|行政公署|[区园港城岛湖山地](?:管委会|管理委员会))$")
_LEVELS: Final = "省市区县州旗"
_PARTS: Final = ("办", "室", "局", "委")
_SHORTEST: Final = 3


def is_government(agency: str | None) -> bool:
    """Whether a name is that of a government, or of the area whose government reports."""
    return bool(_GOVERNMENT.search(agency or ""))


@attrs.frozen
class Named:
    """A place in the name of an office: 石桥, 镇, and what stands behind it, 人民政府."""

    stem: str
    level: str
    rest: str


def places_of(name: str) -> tuple[Named, ...]:
    """The places that a name begins with, from the widest: 青石县石桥镇人民政府 has 青石县 and 石桥镇."""
    found: list[Named] = []
    at = 0
    while (place := _PLACE.match(name, at)) is not None and place.group(2) not in [one.level for one in found]:
        at = place.end()
        found.append(Named(place.group(1), place.group(2), name[at:]))
    return tuple(found)


_PLACE: Final = re.compile(
    "([\u4e00-\u9fff]{2,8}?)(自治区|自治州|自治县|街道|[省市县区旗盟州镇乡])(?!场|政|容|区|内|民|域|级|直)"
)


def office_in_title(title: str) -> str:
    """The office that a title names: what stands before the year and the kind of document; "" where it names none."""
    whole = re.sub("^(?:关于)?(?:(?:19|20)[0-9]{2}年?度?)?", "", "".join(title.split()))
    said = re.split("[（(]?(?:19|20)[0-9]{2}年|关于|政府信息公开|信息公开|政务公开", whole)[0].strip("（）()-—·的")
    said += "政府" if said.endswith("人民") else ""
    return said if _SHORTEST <= len(said) <= _LONGEST_NAME else ""


_LONGEST_NAME: Final = 40


def is_same_office(said: str, agency: str) -> bool:
    """Whether a name is that of an office, or a form of it: 石桥镇, 县发改委, 石桥镇人民政府办公室."""
    one, other = _bare(said), _bare(agency)
    return _in_order(one, other) or _in_order(other, one)


def _bare(name: str) -> str:
    return re.sub("人民政府|政府|办事处|办公室|办公厅|委员会|[（(].*?[）)]|[党委的]", "", "".join(name.split()))


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def names_another_place(said: str, agency: str) -> bool:
    """Whether a name is that of another place of the same level: 河湾镇 in place of 石桥镇."""
    if is_same_office(said, agency):
        return False
    own = {one.level: one.stem for one in places_of(agency)}
    others = {one.level: one.stem for one in places_of(said)}
    differ = [level for level in own.keys() & others.keys() if not _related(own[level], others[level])]
    return bool(differ)


def _related(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


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
