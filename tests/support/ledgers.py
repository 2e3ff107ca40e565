"""Generated request registers: mostly sound rows, with every trap a real one has."""

import datetime
from collections.abc import Callable, Iterable, Sequence

from hypothesis import strategies as st

import gikreport
from gikreport.register.meaning import kinds, outcomes
from gikreport.register.vocabulary import BESIDE

YEAR = 2023
TODAY = datetime.date(2024, 6, 30)
FORM = gikreport.form_for(YEAR)
KINDS = sorted(kinds(FORM))
OUTCOMES = sorted(outcomes(FORM).keys() - {*BESIDE.split()})  # those say enough only beside another
HEADING = ("编号", "申请人类型", "收到日期", "办结日期", "办理结果")

Day = datetime.date
Row = tuple[str, str | None, Day | None, Day | None, str | None]

_days = st.dates(datetime.date(2021, 10, 1), datetime.date(2024, 8, 1))
_near = st.one_of(st.sampled_from([datetime.date(2022, 12, 31), datetime.date(2023, 1, 1)]), _days)


@st.composite
def sound_rows(draw: st.DrawFn, number: int) -> Row:
    """One row that counts in some year."""
    received = draw(st.dates(datetime.date(2021, 10, 1), TODAY))
    closed = draw(st.none() | st.dates(received, TODAY))
    outcome = draw(st.sampled_from(OUTCOMES)) if closed else draw(st.sampled_from(["", "办理中"]))
    return (f"申{number}", draw(st.sampled_from(KINDS)), received, closed, outcome)


@st.composite
def any_rows(draw: st.DrawFn, number: int) -> Row:
    """One row that may be anything: no kind, an unknown outcome, closed before received, a repeated id."""
    named = draw(st.sampled_from([f"申{number}", "申0", "申1", ""]))
    kind = draw(st.sampled_from(["自然人", " 公司 ", "律所", "外星人", "", None]))
    outcome = draw(st.sampled_from(["予以公开", "信息不存在", "办理中", "没听说过", "", None]))
    return (named, kind, draw(st.none() | _near), draw(st.none() | _near), outcome)


@st.composite
def mixed_rows(draw: st.DrawFn, number: int) -> Row:
    """A row that mostly counts, under an id that may stand in other rows too; or one that may be anything."""
    if draw(st.integers(0, 3)) == 0:
        return draw(any_rows(number))
    row = draw(sound_rows(number))
    return (draw(st.sampled_from([row[0], row[0], "申0"])), *row[1:])


@st.composite
def registers(draw: st.DrawFn, rows: Callable[[int], st.SearchStrategy[Row]]) -> list[Row]:
    """A register as rows of five cells."""
    size = draw(st.integers(0, 12))
    return [draw(rows(number)) for number in range(size)]


def items(register: Iterable[Sequence[object]]) -> list[dict[str, object]]:
    """The register as mappings."""
    return [dict(zip(HEADING, row, strict=True)) for row in register]
