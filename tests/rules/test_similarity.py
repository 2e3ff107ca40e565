"""When narratives of two offices count as alike: how much, of how much, and what is left out."""

from __future__ import annotations

import itertools

import attrs
import pytest

from gikreport import read
from gikreport.model.cell import Cell, State
from gikreport.model.check import Violation
from gikreport.model.reading import Reading
from gikreport.rules.similarity import Neighbours, digest, handed_in_again, neighbours, shared_narrative


def sentence(length: int, number: int) -> str:
    """A sentence of so many characters, no two of them alike."""
    return "".join(chr(0x4E00 + 40 * number + at % 40) for at in range(length))


def report(*sentences: str, agency: str = "", **more: object) -> Reading:
    """The report of an office, another one each time, whose overview says this."""
    agency = agency or f"甲县第{next(_NUMBERS)}小学"
    return read(
        {"agency": agency, "year": 2023, "t2": {}, "t3": {}, "t4": {}, "overview": "。".join(sentences) + "。", **more}
    )


_NUMBERS = itertools.count()


def told(*reports: Reading) -> list[Violation]:
    """What is told of the first of several reports."""
    return list(shared_narrative(beside(*reports)))


def beside(*reports: Reading) -> Neighbours:
    """The first of several reports beside the others."""
    return dict(neighbours({f"{number}.docx": digest(one) for number, one in enumerate(reports)}))["0.docx"]


SHARED = [sentence(30, number) for number in range(4)]


@pytest.mark.parametrize(("own", "percent"), [(80, 60), (83, None)])
def test_from_sixty_per_cent_on_two_narratives_are_alike(own: int, percent: int | None) -> None:
    found = told(report(*SHARED, sentence(own, 5)), report(*SHARED))
    assert [one.facts["percent"] for one in found] == ([percent] if percent else [])


@pytest.mark.parametrize(("last", "alike"), [(30, True), (29, False)])
def test_a_narrative_of_fewer_than_120_characters_is_too_short_to_tell(last: int, alike: bool) -> None:
    whole = [*SHARED[:3], sentence(last, 3)]
    assert bool(told(report(*whole), report(*whole))) is alike


@pytest.mark.parametrize(("length", "count"), [(12, 5), (11, 4)])
def test_a_sentence_of_fewer_than_twelve_characters_is_anybodys(length: int, count: int) -> None:
    whole = [*SHARED, sentence(length, 5)]
    [one] = told(report(*whole), report(*whole))
    assert (one.facts["percent"], one.facts["count"]) == (100, count)


@pytest.mark.parametrize("word", ["条例", "国务院", "国办", "办函", "统计期限", "组成部分", "附件", "下载"])
def test_what_cites_the_law_or_tells_of_the_report_itself_is_the_same_everywhere(word: str) -> None:
    whole = [*SHARED, word + sentence(30, 5)]
    [one] = told(report(*whole), report(*whole))
    assert one.facts["count"] == 4


def test_the_report_that_is_most_alike_is_named_and_the_others_are_counted() -> None:
    near, nearest = report(*SHARED), report(*SHARED, sentence(40, 5))
    [one] = told(report(*SHARED, sentence(40, 5), sentence(30, 6)), near, nearest, report(sentence(30, 7)))
    assert (one.facts["other"], one.facts["percent"], one.facts["more"]) == ("2.docx", 84, 1)


def test_the_first_three_sentences_are_quoted_sixty_characters_each() -> None:
    whole = [sentence(70, 0) + "乙" * 5, *SHARED[1:]]
    [one] = told(report(*whole), report(*whole))
    assert one.facts["quote"] == "；".join([whole[0][:60], *SHARED[1:3]])


def again(*reports: Reading) -> list[object]:
    """The other files that the first of several reports is told to be in, with the cells that differ."""
    return [tuple(one.facts.values()) for one in handed_in_again(beside(*reports))]


def test_two_files_of_one_office_are_no_copy_of_another_s_narrative() -> None:
    own = [report(*SHARED, agency="甲县某局") for _ in range(2)]
    assert told(*own) == []
    assert len(told(*own, report(*SHARED))) == 1


def test_an_office_that_is_not_known_is_not_the_same() -> None:
    unknown = [attrs.evolve(report(*SHARED), agency=None) for _ in range(2)]
    assert len(told(*unknown)) == 1
    assert again(*unknown) == []


def test_two_files_of_one_office_and_year_with_other_numbers_are_told() -> None:
    first = report(agency="甲县某局", t2={"licensing": 1, "penalties": 2})
    second = report(agency="甲县某局", t2={"licensing": 2, "penalties": 3})
    assert again(first, second, report(t2={"licensing": 9})) == [("1.docx", 2)]
    assert again(first, report(agency="甲县 某局", t2={"licensing": 1, "penalties": 2})) == []
    assert again(first, attrs.evolve(second, year=2022)) == []


def test_a_blank_cell_and_a_nought_are_the_same_number() -> None:
    first, path = report(agency="甲县某局"), ("t2", "licensing")
    blank = attrs.evolve(first, cells={**first.cells, path: Cell("", State.BLANK)})
    assert again(first, blank) == []
    assert again(first, attrs.evolve(first, cells={path: Cell("若干", State.TEXT)})) == [("1.docx", 1)]


@pytest.mark.parametrize(
    ("others", "zh", "en"),
    [(1, "", ""), (2, "，另有 1 份也相近", "; 1 more are alike"), (3, "，另有 2 份也相近", "; 2 more are alike")],
)
def test_how_many_more_are_alike_is_said_only_where_there_are_more(others: int, zh: str, en: str) -> None:
    [one] = told(report(*SHARED), *(report(*SHARED) for _ in range(others)))
    assert (one.facts["beside"], one.facts["beside_en"]) == (zh, en)
