"""Which paragraphs of a file are the headings of the report's sections."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gikreport.forms import y2014, y2021
from gikreport.model.form import Form
from gikreport.model.reading import Place
from gikreport.model.report import prose_fields
from gikreport.readers.found import FoundParagraph
from gikreport.readers.headings import find_headings

OFFICIAL = {
    form: [e.words[0] for e in prose_fields(form.report).values() if e.words] for form in (y2014.FORM, y2021.FORM)
}


def found(headings: Sequence[str], form: Form, *, ours: bool = False) -> dict[str, str]:
    """The section that each heading opens, where the file calls all of these headings."""
    items = [
        FoundParagraph(words, Place(paragraph=at), role)
        for at, heading in enumerate(headings)
        for words, role in ((heading, "heading"), ("今年的工作照常进行。", ""))
    ]
    return {heading.field: items[heading.at].text for heading in find_headings(items, form, ours=ours)}


@pytest.mark.parametrize("form", OFFICIAL, ids=lambda form: form.name)
def test_a_heading_with_no_known_wording_is_told_by_its_place_among_the_others(form: Form) -> None:
    words = ["今年怎么样", *OFFICIAL[form][1:]]
    assert list(found(words, form).values()) == words


def test_wording_goes_before_order_in_a_file_of_others() -> None:
    swapped = [*OFFICIAL[y2021.FORM][:-2], "六、其他需要报告的事项", "五、存在的主要问题及改进情况"]
    assert found(swapped, y2021.FORM)["other_matters"] == "六、其他需要报告的事项"


def test_order_goes_before_wording_in_a_document_of_ours() -> None:
    swapped = [*OFFICIAL[y2014.FORM][:-2], "七、其他需要报告的事项", "综述"]
    assert found(swapped, y2014.FORM, ours=True)["problems"] == "七、其他需要报告的事项"


def test_more_headings_than_sections_are_told_by_their_wording() -> None:
    got = found(["今年怎么样", *OFFICIAL[y2021.FORM]], y2021.FORM, ours=True)
    assert list(got.values()) == OFFICIAL[y2021.FORM]
