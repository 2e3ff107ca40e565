"""Of how many parts a report says it is made, and which kind of office it calls itself."""

from __future__ import annotations

import pytest

from gikreport import check, read


def told(text: str, *, agency: str = "某县水利局", year: int = 2023, section: str = "preface") -> list[str]:
    reading = read({"agency": agency, "year": year, "t2": {}, "t3": {}, "t4": {}, section: text})
    return [finding.code for finding in check(reading, only=["P019", "P021"])]


@pytest.mark.parametrize(
    "text",
    [
        "本报告由五个部分组成。",
        "本年度报告包括总体情况、存在问题等七部分内容。",
        "本报告分为5个部分：总体情况等。",
        "年报共五项内容。",
    ],
)
def test_another_number_of_parts_is_told(text: str) -> None:
    assert told(text) == ["P019"]


@pytest.mark.parametrize(
    "text",
    ["本报告由六个部分组成。", "本报告包括总体情况等6部分内容。", "本报告说明五个部分的信息。", "分五个部分培训。"],
)
def test_the_number_of_the_form_is_let_be(text: str) -> None:
    assert told(text) == []
    assert told("本报告由五个部分组成。", section="overview") == []


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        ("某县水利局", "我镇按月更新目录。"), ("某县水利局", "我街道按月更新目录。"),
        ("某县青山镇人民政府", "我局按月更新目录。"),
        ("某县青山乡人民政府", "我镇按月更新目录。"), ("某区青山街道办事处", "我乡按月更新目录。"),
    ],
)  # fmt: skip
def test_another_kind_of_office_is_told(agency: str, text: str) -> None:
    assert told(text, agency=agency) == ["P021"]


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        ("某县水利局", "我局和我县按月更新目录。"), ("某县水利局", "突破自我局限。"),
        ("某县青山镇人民政府", "突破自我局限，我镇更新目录。"),
        ("某县人民政府办公室", "我镇、我局按月更新目录。"), ("某县水利局", "群众来信“我镇的水”已办。"),
    ],
)  # fmt: skip
def test_the_own_kind_and_other_offices_are_let_be(agency: str, text: str) -> None:
    assert told(text, agency=agency) == []
