"""Title, agency and year of a report, as the file prints them before its first heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import attrs

from ..found import FoundParagraph, Role
from ..wording import plain, simplified

_REPORT: Final = re.compile("政府信息公开.{0,6}(年度报告|年报|工作报告)|信息公开.{0,4}年度报告|政务公开.{0,6}年度报告")
_YEAR: Final = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年")
_LOOSE_YEAR: Final = re.compile("(?<![0-9])(20[0-9]{2})(?![0-9])")
_HAN_YEAR: Final = re.compile("(二[〇○零O0][〇○零一二][一二三四五六七八九〇○零])年")
HAN_DIGITS: Final = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零O0", "0")
_PERIOD: Final = re.compile("((?:19|20)[0-9]{2})年1月1日")
OFFICE: Final = re.compile(
    "(政府|办公室|办公厅|办事处|委员会|[局厅院所处部]|中心|大队|支队|总队|街道|[省市县区旗州盟乡镇]|公司|学校|大学|中学|小学"
    "|幼儿园|园区|银行|管委会|集团|小组|[站馆])$"
)
_LONGEST_TITLE: Final = 60
LONGEST_NAME: Final = 40


@attrs.frozen
class Front:
    """What stands before the first heading: the title, and how many paragraphs are over once it has been said."""

    title: tuple[str, ...] = ()
    ends: int = 0
    first: int = 0


def find_front(before: Sequence[FoundParagraph]) -> Front:
    """The title among the paragraphs before the first heading; the last one that reads like it, with its first line."""
    marked = [index for index, item in enumerate(before) if item.role is Role.TITLE]
    if marked:
        last = _run_end(marked)
        return Front(tuple(line for i in marked if i <= last for line in _lines(before[i])), last + 1, marked[0])
    at = next((i for i in range(len(before) - 1, -1, -1) if is_title(_with_next(before, i))), None)
    if at is None:
        return Front()
    ends = at + 1 + (not is_title(before[at].text))
    below = [ends] if ends < len(before) and _ONLY_YEAR.match(plain(before[ends].text)) else []
    while at and plain(before[at - 1].text) == plain(before[at].text):
        at -= 1
    first = at
    while first and _opens_title(before[first - 1].text, before[first].text):
        first -= 1
    at += not is_title(before[at].text)
    lines = tuple(line for item in [*before[first : at + 1], *(before[i] for i in below)] for line in _lines(item))
    return Front(lines, ends + len(below), first)


_ONLY_YEAR: Final = re.compile(r"\((?:19|20)[0-9]{2}年?度?\)$")


def _with_next(before: Sequence[FoundParagraph], at: int) -> str:
    """A paragraph, with the next one where only both together read like a title."""
    text = before[at].text
    alone = is_title(text) or at + 1 == len(before) or is_title(before[at + 1].text) or len(text) > LONGEST_NAME
    return text if alone else text + before[at + 1].text


def _run_end(marked: list[int]) -> int:
    last = marked[0]
    for index in marked[1:]:
        if index != last + 1:
            break
        last = index
    return last


def _lines(item: FoundParagraph) -> list[str]:
    return [line.strip() for line in item.text.split("\n") if line.strip()]


def is_title(text: str) -> bool:
    """Whether a paragraph reads like the title of a yearly report."""
    said = plain(text)
    return len(said) <= _LONGEST_TITLE and _REPORT.search(said) is not None and not re.search("[。;:>《]", said)


def _opens_title(text: str, following: str) -> bool:
    """Whether a line is the title's first part: the office, perhaps with the year, where the next line names none."""
    said, rest = plain(text), plain(following)
    begun = re.sub("^(关于)?((19|20)[0-9]{2}年?度?)?", "", rest)
    if begun and not begun.startswith(("政府信息公开", "信息公开", "政务公开")):
        return False
    bare = re.sub("((19|20)[0-9]{2}年?度?)$|^((19|20)[0-9]{2}年?度?)", "", said)
    return 1 < len(said) <= LONGEST_NAME and (OFFICE.search(bare) is not None or bare == "")


def agency_in(title: Sequence[str]) -> str | None:
    """The office that a title names: what is left of it without year and kind of document."""
    whole = "".join("".join(line.split()) for line in title)
    found = _REPORT.search(simplified(whole))
    before = whole[: found.start()] if found else whole
    name = re.sub(
        "[（(]?(?:(?:19|20)[0-9]{2}|二[〇○零一二三四五六七八九]{3})年?度?[)）]?|^关于(印发|公布|发布)?|的$", "", before
    )
    name = re.sub(r"^[【\[［][^】\]］]{1,6}[】\]］]", "", name)
    name = re.sub("关于(报送|上报|印发|公布|发布|公开|编制)?$", "", name).strip("-—_　 ·:：")
    name += "政府" if name.endswith("人民") else ""
    return name if 1 < len(name) <= LONGEST_NAME and "信息公开" not in name else None


def is_office(name: str) -> bool:
    """Whether a name ends as the names of offices do."""
    return OFFICE.search(plain(name)) is not None


def year_in(text: str) -> int | None:
    """The year that a text names, in Arabic or Chinese digits."""
    said = plain(text)
    found = _YEAR.search(said)
    if found:
        return int(found.group(1))
    han = _HAN_YEAR.search(said)
    return int("".join(HAN_DIGITS[sign] for sign in han.group(1))) if han else None


def loose_year_in(text: str) -> int | None:
    """The year of a title that leaves out the word 年."""
    found = _LOOSE_YEAR.search(plain(text))
    return int(found.group(1)) if found else None


def period_in(texts: Sequence[str]) -> int | None:
    """The year of 统计期限, from …年1月1日."""
    for text in texts:
        found = _PERIOD.search(plain(text))
        if found:
            return int(found.group(1))
    return None
