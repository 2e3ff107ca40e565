"""The charts show the report's own numbers, in Word and on the page, and only when they are asked for."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies as st
from lxml import etree

import gikreport
from gikreport import FORMS, Report
from gikreport.model.options import Options
from gikreport.renderers.charts import Chart, charts
from gikreport.renderers.web.bar_chart import WIDTH, drawing
from gikreport.renderers.web.html import render_html
from support import ROOT
from support.strategies import figures

LINHAI = ROOT / "examples" / "linhai-2020.toml"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHARTED = [form for form in FORMS if form.name in ("y2021", "y2019")]
WITH = Options(charts=True)
ANY_CHARTED = st.sampled_from(CHARTED).flatmap(figures)


def members(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(chart: Chart) -> dict[str, dict[str, int]]:
    return {one.name: dict(zip(chart.categories, one.values, strict=True)) for one in chart.series}


def expected(report: Any) -> list[dict[str, dict[str, int]]]:
    """What the charts should show, counted by hand from the report's attributes."""
    t3, t4, of = report.t3, report.t4, report.t3.total.outcomes
    asked = {
        "自然人": t3.natural_person,
        "商业企业": t3.organizations.commercial,
        "科研机构": t3.organizations.research,
        "社会公益组织": t3.organizations.welfare,
        "法律服务机构": t3.organizations.legal_service,
        "其他": t3.organizations.other,
    }
    ended = {
        "予以公开": of.disclosed,
        "部分公开": of.partly_disclosed,
        "不予公开": of.withheld.total,
        "无法提供": of.unavailable.total,
        "不予处理": of.not_processed.total,
        "其他处理": getattr(of.other_handling, "total", of.other_handling),
    }
    cases = {
        "行政复议": t4.reconsideration,
        "未经复议直接起诉": t4.litigation.direct,
        "复议后起诉": t4.litigation.after_reconsideration,
    }
    results = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
    drawn = [
        {"本年新收政府信息公开申请数量": {name: column.received for name, column in asked.items()}},
        {"本年度办理结果": ended},
        {words: {case: getattr(of, result) for case, of in cases.items()} for words, result in results.items()},
    ]
    return [chart for chart in drawn if any(any(series.values()) for series in chart.values())]


@given(ANY_CHARTED)
def test_the_charts_show_the_numbers_of_the_report(report: Report) -> None:
    assert [shown(chart) for chart in charts(gikreport.sound(report, options=WITH))] == expected(report)


@given(ANY_CHARTED)
def test_each_chart_in_word_and_its_workbook_hold_the_same_numbers(report: Report) -> None:
    package = members(gikreport.render(report, ".docx", options=WITH))
    wanted = expected(report)
    parts = [name for name in package if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(parts) == len(wanted)
    for number, chart in enumerate(wanted, 1):
        root = etree.fromstring(package[f"word/charts/chart{number}.xml"])
        drawn = {
            _said(one, "tx")[0]: dict(zip(_said(one, "cat"), _said(one, "val"), strict=True))
            for one in root.iter(f"{C}ser")
        }
        assert drawn == {name: {label: str(value) for label, value in values.items()} for name, values in chart.items()}
        sheet = openpyxl.load_workbook(io.BytesIO(package[f"word/embeddings/chart{number}.xlsx"]))["Sheet1"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        first = next(iter(chart.values()))
        assert rows[0] == [None, *chart]
        assert rows[1:] == [[label, *(values[label] for values in chart.values())] for label in first]


def _said(series: etree._Element, part: str) -> list[str]:
    return [value.text or "" for value in series.iterfind(f"{C}{part}//{C}v")]


@given(ANY_CHARTED)
def test_each_chart_on_the_page_holds_the_same_numbers_and_says_them_in_words(report: Report) -> None:
    page = render_html(gikreport.sound(report, options=WITH)).decode()
    drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    wanted = expected(report)
    assert len(drawn) == len(wanted)
    for svg, chart in zip(drawn, wanted, strict=True):
        numbers = re.findall(r">(\d+)</text>", svg)
        labels = list(next(iter(chart.values())))
        assert numbers == [str(values[label]) for label in labels for values in chart.values()]
        words = re.search(r"<desc[^>]*>(.*?)</desc>", svg)
        assert words is not None
        assert all(f"{label}{value}" in words.group(1) for values in chart.values() for label, value in values.items())


@given(ANY_CHARTED)
def test_every_bar_is_as_long_as_its_number_says_and_stays_in_the_picture(report: Report) -> None:
    for chart in charts(gikreport.sound(report, options=WITH)):
        drawn = drawing(chart)
        longest = max(drawn.bars, key=lambda bar: bar.value)
        for bar in drawn.bars:
            assert bar.width == pytest.approx(longest.width * bar.value / longest.value, abs=0.02)
            assert bar.x + bar.width <= WIDTH - 40
            assert bar.y + bar.height <= drawn.height
        assert all(one.y < two.y for one, two in zip(drawn.bars, drawn.bars[1:], strict=False))


def test_charts_stand_at_the_end_of_the_first_section() -> None:
    report = gikreport.load(LINHAI)
    body = etree.fromstring(members(gikreport.render(report, ".docx", options=WITH))["word/document.xml"])
    kinds = ["chart" if one.find(".//{*}chart") is not None else "".join(map(str, one.itertext())) for one in body[0]]
    second = kinds.index("二、主动公开政府信息情况")
    assert kinds[second - 3 : second] == ["chart"] * 3
    page = render_html(gikreport.sound(report, options=WITH)).decode()
    assert page.index("（五）监督保障") < page.index("<figure") < page.index("二、主动公开政府信息情况")


def test_without_the_option_there_is_no_chart_and_not_a_byte_is_different() -> None:
    report = gikreport.load(LINHAI)
    plain = gikreport.render(report, ".docx")
    assert gikreport.render(report, ".docx", options=Options()) == plain
    assert not [name for name in members(plain) if "chart" in name]
    assert b"<svg" not in render_html(gikreport.sound(report))


def test_with_charts_the_same_report_gives_the_same_bytes() -> None:
    report = gikreport.load(LINHAI)
    assert gikreport.render(report, ".docx", options=WITH) == gikreport.render(report, ".docx", options=WITH)


def test_a_chart_is_drawn_only_of_what_is_known_and_not_of_zeros_alone() -> None:
    unknown = gikreport.draft(gikreport.new("某区人民政府办公室", 2022), options=WITH)
    assert charts(unknown) == ()
    nothing = gikreport.to_data(gikreport.load(LINHAI)) | {"t3": {}, "t4": {}}
    assert charts(gikreport.sound(gikreport.read(nothing), options=WITH)) == ()


@pytest.mark.slow  # the validator is a large program
def test_a_document_with_charts_passes_the_validator(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    target = gikreport.save(gikreport.load(LINHAI), tmp_path / "charts.docx", options=WITH)
    assert [str(error) for error in OpenXmlValidator().validate(target).errors] == []


def test_a_template_without_the_second_heading_says_so(tmp_path: Path) -> None:
    from gikreport.renderers.template.official import official_file

    report = gikreport.load(LINHAI)
    package = members(official_file(gikreport.form_of(report)))
    package["word/document.xml"] = package["word/document.xml"].replace(
        "二、主动公开".encode(), "贰、主动公开".encode()
    )
    template = tmp_path / "own.docx"
    with zipfile.ZipFile(template, "w") as own:
        for name, content in package.items():
            own.writestr(name, content)
    with pytest.raises(gikreport.BrokenTemplate) as raised:
        gikreport.render(report, ".docx", template=template, options=WITH)
    assert raised.value.told() == "模板中没有标题“二、主动公开政府信息情况”，图表无处可放"
