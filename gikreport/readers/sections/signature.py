"""落款 of a report: the name and the date at its end."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

import attrs

from ..found import FoundParagraph, Role
from ..wording import plain
from .front_matter import HAN_DIGITS, LONGEST_NAME, OFFICE

_FAR: Final = 30
_NEAR: Final = 4
_SEAL: Final = re.compile("[(（](?:公章|盖章|印章|章)[)）]$")
_DATE: Final = re.compile("^(?:([^。;]*?)[,，]?)?((?:19|20)[0-9]{2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?$")
_HAN_DATE: Final = re.compile(
    "^(二[〇○零O0][〇○零一二][一二三四五六七八九〇○零])年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)


@attrs.frozen
class Signature:
    """落款: who signed and when, and which paragraphs say so (from, to)."""

    by: str | None = None
    on: datetime.date | None = None
    first: int = 0
    last: int = 0
    unread: FoundParagraph | None = None  # what stands in place of the date and is none


def find_signature(after: Sequence[FoundParagraph], agency: str | None) -> Signature | None:
    """The signature at the end of the last section; what stands behind it is not part of the report."""
    for at in range(len(after) - 1, max(-1, len(after) - _FAR), -1):
        dated = date_in(after[at].text)
        if dated and (dated[1] or after[at].role is Role.DATE or _before(after, at)):
            return _signed_and_dated(after, at, dated)
    for at in range(len(after) - 1, max(-1, len(after) - _NEAR), -1):
        if after[at].role is Role.SIGNATURE or _is_name(after[at].text, agency):
            above = date_in(after[at - 1].text) if at else None
            bare = above[0] if above and not above[1] else None
            unread = _unread_date(after, at + 1)
            if unread is not None and bare is None:
                return Signature(_one_line(after[at].text), None, at, at + 2, unread)
            return Signature(_one_line(after[at].text), bare, at - (bare is not None), at + 1)
    dated = date_in(after[-1].text) if after else None
    if dated:
        return Signature(None, dated[0], len(after) - 1, len(after))
    unread = _unread_date(after, len(after) - 1) if after and after[-1].role is Role.DATE else None
    return Signature(None, None, len(after) - 1, len(after), unread) if unread else None


def _unread_date(after: Sequence[FoundParagraph], at: int) -> FoundParagraph | None:
    """The paragraph at a place where it is meant for a date, and no day can be read from it."""
    if at >= len(after):
        return None
    said = plain(after[at].text)
    meant = after[at].role is Role.DATE or (len(said) <= _LONGEST_DATE and _LIKE_A_DATE.search(said) is not None)
    return after[at] if meant and date_in(after[at].text) is None else None


_LONGEST_DATE: Final = 16
_LIKE_A_DATE: Final = re.compile(
    "^(?:[0-9〇○零一二三四五六七八九十元xX×]{1,4}[年./-])?[0-9〇○零一二三四五六七八九十元xX×]{0,3}[月./-]"
    "[0-9〇○零一二三四五六七八九十xX×]{0,3}[日号]?$|^[0-9〇○零一二三四五六七八九十]{4}年$"
)


def _before(after: Sequence[FoundParagraph], at: int) -> bool:
    return at > 0 and _could_sign(after[at - 1])


def _could_sign(item: FoundParagraph) -> bool:
    said = plain(item.text)
    return item.role is Role.SIGNATURE or (1 < len(said) <= LONGEST_NAME and not re.search("[。;:,!?]", said))


def _signed_and_dated(after: Sequence[FoundParagraph], at: int, dated: tuple[datetime.date, str]) -> Signature:
    if dated[1]:
        return Signature(dated[1], dated[0], at, at + 1)
    if _before(after, at):
        return Signature(_one_line(after[at - 1].text), dated[0], at - 1, at + 1)
    return Signature("", dated[0], at, at + 1)


def _one_line(text: str) -> str:
    """A name that was set on two lines, without the word for its seal."""
    return _SEAL.sub("", text.strip().replace("\n", ""))


def date_in(text: str) -> tuple[datetime.date, str] | None:
    """The date that a paragraph is, with the name before it on the same line."""
    said = re.sub("(?<=[0-9]年)元月", "1月", plain(text)).replace("年元月", "年一月")
    found = _DATE.match(said)
    try:
        if found:
            name = _one_line(found.group(1) or "")
            day = datetime.date(int(found.group(2)), int(found.group(3)), int(found.group(4)))
            return (day, name) if not name or (OFFICE.search(name) and len(name) <= LONGEST_NAME) else None
        han = _HAN_DATE.match(said)
        if han:
            year = int("".join(HAN_DIGITS[sign] for sign in han.group(1)))
            return datetime.date(year, _han(han.group(2)), _han(han.group(3))), ""
    except ValueError:
        pass
    return None


def _han(text: str) -> int:
    """十 is 10, 二十一 is 21."""
    tens, ten, ones = text.rpartition("十")
    units = "〇一二三四五六七八九".index(ones) if ones else 0
    if not ten:
        return units
    return 10 * ("〇一二三四五六七八九".index(tens) if tens else 1) + units


def _is_name(text: str, agency: str | None) -> bool:
    said = plain(text)
    if not 3 < len(said) <= LONGEST_NAME or re.search("[。;:,、!?]", said):
        return False
    known = plain(agency or "")
    return bool(known and (said.endswith(known) or known.endswith(said))) or OFFICE.search(said) is not None
