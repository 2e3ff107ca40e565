"""The next year's report starts from last year's: carried figures filled in, the rest 待填, no prose but headings."""

import pytest
from hypothesis import given, strategies as st

import gikreport
from gikreport import Report
from gikreport.forms.shared import Balanced
from gikreport.model.cell import State
from gikreport.model.outline import block_paths, value_at
from gikreport.model.prose import Prose
from support.strategies import reports

NEWEST = gikreport.FORMS[0] if gikreport.FORMS[0].last is None else gikreport.FORMS[-1]


@given(reports(NEWEST))
def test_carried_figures_are_last_years(last: Report) -> None:
    begun = gikreport.new(previous=last)
    filled = {path: cell.value for path, cell in begun.cells.items() if cell.state is State.NUMBER}
    columns = [path for path, _ in block_paths(type(last), Balanced)]
    assert filled == {(*path, "carried_over"): value_at(last, path).carried_forward for path in columns}
    assert len(columns) == 6
    assert {cell.state for cell in begun.cells.values()} == {State.NUMBER, State.UNFILLED}
    assert (begun.agency, begun.year, begun.form) == (last.agency, last.year + 1, NEWEST)


@given(
    st.lists(
        st.sampled_from(["（一）主动公开。公开了3条。", "（二）全年12件。详情如下", "没有编号的一句。"]), max_size=5
    )
)
def test_only_headings_of_the_prose_are_kept(lines: list[str]) -> None:
    last = gikreport.new("某局", 2023)
    last = type(last)(form=last.form, agency="某局", year=2023, prose={"overview": Prose.of("\n".join(lines))})
    begun = gikreport.new(previous=last)
    text = begun.prose["overview"].text if "overview" in begun.prose else ""
    assert text.split("\n") == (["（一）主动公开。"] * lines.count("（一）主动公开。公开了3条。") or [""])


def test_a_year_that_does_not_follow_is_refused() -> None:
    with pytest.raises(gikreport.GikreportError, match="2026年的上一年不是2023年"):
        gikreport.new("某局", 2026, previous=gikreport.new("某局", 2023))
    with pytest.raises(gikreport.GikreportError, match="必须写明行政机关和年度"):
        gikreport.new("某局")


def test_what_last_year_left_open_stays_open() -> None:
    begun = gikreport.new(previous=gikreport.new("某局", 2023))
    assert {cell.state for cell in begun.cells.values()} == {State.UNFILLED}
