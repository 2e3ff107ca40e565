"""A report against another: every changed cell, and how much of the text was copied."""

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport import Prose, Report
from gikreport.lifecycle.compare import Difference
from gikreport.model.outline import CellPath, leaves, value_at
from support.strategies import changed, reports

FORM = gikreport.form_for(2023)


@settings(max_examples=20)
@given(reports(FORM))
def test_a_report_does_not_differ_from_itself(report: Report) -> None:
    found = gikreport.compare(report, report)
    assert found.cells == ()
    assert found.share in (0, 1)


@settings(max_examples=20)
@given(reports(FORM), st.sampled_from([path for path in leaves(FORM.report) if path[0] == "t3"]))
def test_a_changed_cell_is_told_with_the_totals_that_follow(report: Report, path: CellPath) -> None:
    grown = changed(report, path, value_at(report, path) + 5)
    found = gikreport.compare(report, grown).cells
    own = next(one for one in found if one.path == path)
    assert (own.before, own.now, own.difference) == (value_at(report, path), value_at(report, path) + 5, 5)
    assert {one.difference for one in found} == {5}
    assert ("t3", "total", *path[-1:]) in {(one.path[0], "total", one.path[-1]) for one in found if one.path != path}


def test_cells_of_one_form_only_are_told_too() -> None:
    found = gikreport.compare(gikreport.new("某局", 2020), gikreport.new("某局", 2021))
    assert found.cells == ()
    old = gikreport.read({"agency": "某局", "year": 2020, "t2": {"licensing": {"previous": 3}}})
    only = gikreport.compare(old, gikreport.read({"agency": "某局", "year": 2021, "t2": {}})).cells
    assert [(one.before, one.now, one.difference) for one in only if one.path == ("t2", "licensing", "previous")] == [
        (3, None, None)
    ]
    assert [one.path for one in only] == [("t2", "licensing", "previous")]


def told(last: str, this: str) -> Difference:
    """The share of this text that stands in the other."""
    before, now = (gikreport.read({"agency": "某局", "year": 2023, "overview": text}) for text in (last, this))
    return gikreport.compare(before, now)


def test_a_copied_text_with_new_numbers_is_a_copied_text() -> None:
    last = "2022年主动公开政府信息3500条，比上年有所增加。健全了发布审核制度。"
    copied = told(last, "2023年主动公开政府信息4100条，比上年有所增加。新建了政策咨询窗口和热线。")
    assert copied.sections[0].sentences == ("2023年主动公开政府信息4100条，比上年有所增加。",)
    assert 0.4 < copied.share < 0.7
    assert told(last, last).share == 1
    assert told(last, "全部是今年新写的一段话，没有一句相同。").share == 0


def test_a_version_is_told_by_the_sentences_that_changed() -> None:
    kept, old, new = "发布前由两人分别核稿。", "政府网站共设11个栏目。", "政府网站共设14个栏目。"
    [section] = told(f"{kept}{old}便民大厅有触摸屏。", f"{kept}{new}每季度通报一次更新情况。").sections
    assert section.sentences == (kept, new)
    assert section.retold == ((old, new),)
    assert (section.gone, section.added) == (("便民大厅有触摸屏。",), ("每季度通报一次更新情况。",))


def test_proposals_name_the_cell_of_a_literal_number() -> None:
    reading = gikreport.read({
        "agency": "某局", "year": 2023, "t2": {"licensing": 7012}, "t4": {},
        "overview": "办理行政许可7012件。新收申请35件，其中予以公开30件，占86%。2023年另有88件。",
        "t3": {"natural_person": {"received": 35, "outcomes": {"disclosed": 30, "partly_disclosed": 5}}},
    })  # fmt: skip
    found = {one.number: one for one in gikreport.propose(reading)}
    assert {number: (one.expressions[0], one.sure) for number, one in found.items()} == {
        "7012": ("t2.licensing", True),
        "35": ("t3.total.received", True),
        "30": ("t3.total.outcomes.disclosed", True),
    }
    bound = gikreport.bind(reading)
    assert bound.prose["overview"].is_bound
    assert gikreport.draft(bound).prose == gikreport.draft(reading).prose


PROPOSED = [
    ("收到申请35件", ("t3.total.received",), True),
    ("收到申请三十五件", ("t3.total.received | chinese",), True),
    ("收到申请３５件", ("t3.total.received",), False),  # binding would print other digits
    ("不予公开4件", ("t3.total.outcomes.withheld.total",), True),  # a subtotal that the form does not print
    ("属于国家秘密不予公开4件", ("t3.total.outcomes.withheld.state_secret",), True),
    ("收到申请36件", (), False),
    ("通过网络收到申请35件", (), False),
    ("2022年收到申请35件", (), False),
    ("收到申请约35件", (), False),
    ("办理申请35件", ("t3.total.received",), True),
    ("接听来电12件", (), False),
    ("行政诉讼3件", (), False),  # two cells together: no expression adds them up
    ("收取行政事业性收费12.5万元", ("t2.fees",), False),  # the table has 12.50
    ("收取行政事业性收费12.50万元", ("t2.fees",), True),
    ("推动工程30处", (), False),
    ("推动诸事30件", ("t3.total.outcomes.disclosed",), False),  # nobody knows what it counts
]


@pytest.mark.parametrize(("text", "expressions", "sure"), PROPOSED, ids=[text for text, _, _ in PROPOSED])
def test_a_proposal_follows_what_the_words_say(text: str, expressions: tuple[str, ...], sure: bool) -> None:
    disclosed = {"received": 35, "outcomes": {"disclosed": 30, "withheld": {"state_secret": 4}}, "carried_forward": 1}
    reading = gikreport.read({
        "agency": "某局", "year": 2023, "t2": {"fees": "12.50"}, "overview": f"2023年，{text}。",
        "t3": {"natural_person": disclosed},
        "t4": {"litigation": {"direct": {"upheld": 2}, "after_reconsideration": {"upheld": 1}}},
    })  # fmt: skip
    found = [(one.expressions, one.sure) for one in gikreport.propose(reading)]
    assert found == ([(expressions, sure)] if expressions else [])
    assert gikreport.draft(gikreport.bind(reading)).prose == gikreport.draft(reading).prose


def test_a_number_is_bound_where_it_stands() -> None:
    reading = gikreport.read({
        "agency": "某局", "year": 2023, "t2": {}, "t4": {}, "overview": "  一、总体。收到申请35件；收到申请35件。",
        "t3": {"natural_person": {"received": 35, "carried_forward": 35}},
    })  # fmt: skip
    told = "一、总体。收到申请{{ t3.total.received }}件；收到申请{{ t3.total.received }}件。"
    assert gikreport.bind(reading).prose["overview"].text == told


@settings(max_examples=20)
@given(reports(FORM))
def test_binding_never_changes_what_is_printed(report: Report) -> None:
    reading = gikreport.read(gikreport.to_data(report))
    received = value_at(report, ("t3", "total", "received"))
    literal = attrs.evolve(reading, prose={"overview": Prose.of(f"新收{received}件")})
    assert gikreport.draft(gikreport.bind(literal)).prose == gikreport.draft(literal).prose
