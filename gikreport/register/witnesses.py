"""What the columns beside a request say against it: 是否公开 against the outcome, 备注 against the dates, a lawsuit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ..errors import Words
from ..model.outline import CellPath
from .cases import text
from .dates import Day, day
from .faults import shown
from .ledger import Row
from .meaning import NOTE, Dictionary
from .period import Period
from .vocabulary import YES, key

_DISCLOSED: Final[tuple[CellPath, ...]] = (("outcomes", "disclosed"), ("outcomes", "partly_disclosed"))
_YES: Final = frozenset(map(key, ("是", "公开", "予以公开", "已公开", "√", "全部公开", "y", "yes")))
_NO: Final = frozenset(map(key, ("否", "不公开", "不予公开", "未公开", "×", "n", "no")))
_PARTLY: Final = frozenset(map(key, ("部分", "部分公开")))
_CARRIED: Final = re.compile("上年结转|上年度结转|去年结转|跨年结转")
_DONE: Final = re.compile(r"(?:已|已经)(?:答复|办结|回复)")


def remarked(
    rows: Iterable[Row], outcomes: Dictionary, period: Period, tell: Callable[[Row, Words], None]
) -> Iterator[Row]:
    """The same rows; what contradicts itself in one of them is told as it goes by."""
    for row in rows:
        if row.openness:
            _openness(row, outcomes, tell)
        if row.note:
            _note(row, period, tell)
        if row.litigation_filed:
            _lawsuit(row, outcomes, tell)
        yield row


def _openness(row: Row, outcomes: Dictionary, tell: Callable[[Row, Words], None]) -> None:
    path, said = outcomes.path(text(row.outcome)), key(text(row.openness))
    if not path or path[0] != "outcomes":
        return
    opened, partly = path in _DISCLOSED, path == _DISCLOSED[1]
    if (said in _YES and not opened) or (said in _NO and opened) or (said in _PARTLY and not partly):
        outcome, beside = shown(text(row.outcome).partition(NOTE)[0]), shown(row.openness)
        zh = f"办理结果是“{outcome}”，是否公开却写“{beside}”；按办理结果计，请核对"
        tell(row, Words(zh, f"the outcome is “{outcome}”, and 是否公开 says “{beside}”; counted by the outcome"))


def _lawsuit(row: Row, outcomes: Dictionary, tell: Callable[[Row, Words], None]) -> None:
    """A lawsuit over a refusal without reconsideration: since 2024 that goes first (行政复议法 art. 23, 1, item 4)."""
    path, filed = outcomes.path(text(row.outcome)), day(row.litigation_filed)
    refused = path is not None and path[:2] == ("outcomes", "withheld") and path[2:] != _INQUIRIES
    reviewed = text(row.reconsideration_filed) or key(text(row.as_reviewer)) in YES
    if refused and not reviewed and isinstance(filed, Day) and filed >= _REVIEW_FIRST:
        zh = f"不予公开的，{filed} 起诉而没有申请复议的日期；按实务应当先申请复议，现计入直接起诉，请核对"
        en = f"a refusal sued over on {filed} without reconsideration, which as a rule goes first; counted as 直接起诉"
        tell(row, Words(zh, en))


_INQUIRIES: Final = ("administrative_inquiries",)  # practice is not of one mind about these
_REVIEW_FIRST: Final = datetime.date(2024, 1, 1)


def _note(row: Row, period: Period, tell: Callable[[Row, Words], None]) -> None:
    note, received = text(row.note), day(row.received)
    if _CARRIED.search(note) and isinstance(received, Day) and period.first <= received <= period.last:
        zh = f"备注写“{shown(note)}”，收到日期却是 {received}；按收到日期计，请核对"
        tell(row, Words(zh, f"the remark says “{shown(note)}”, and it was received on {received}; counted by that day"))
    if _DONE.search(note) and not text(row.closed):
        zh = f"备注写“{shown(note)}”，办结日期却空着；请核对"
        tell(row, Words(zh, f"the remark says “{shown(note)}”, and the day of closing is empty"))
