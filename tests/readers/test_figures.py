"""What stands among the text and behind the signature reads back as it was; of others' files it is carried or told."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings, strategies as st

from gikreport import Attachment, CannotRender, Merge, Picture, Report, Run, SmallTable, read, render
from gikreport.checking.sound import losses
from gikreport.forms import FORMS
from gikreport.model.prose import Prose
from support.figures import reports_with_figures, unlike
from support.foreign_figures import (
    END,
    EXAMPLE,
    MEDIA,
    document,
    drawing,
    edited,
    old_picture,
    paragraph,
    table,
)
from support.printed import as_printed


@pytest.mark.parametrize("suffix", [".docx", ".json", ".toml", ".yaml"])
@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_figures_and_attachments_read_back_as_they_were(suffix: str, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    report = as_printed(data.draw(reports_with_figures(form)))
    file = io.BytesIO(render(report, suffix))
    file.name = f"report{suffix}"
    back = read(file)
    assert (unlike(report, back.report), losses(back)) == ({}, ())


def figures_of(put: str, at: str = "overview") -> tuple[tuple[object, ...], list[str]]:
    """The figures of a section of a document that others made, and what is told of it."""
    reading = read(document(put, at))
    found = reading.prose[at].figures if at in reading.prose else ()
    return tuple(one.figure for one in found), [one.told() for one in reading.remarks]


CHANNELS = table("渠道 条数", "网站 12", "合计 12")


@pytest.mark.parametrize("section", ["overview", "requests", "problems", "other_matters"])
def test_a_table_in_the_text_is_carried_with_its_caption_and_unit(section: str) -> None:
    put = paragraph("各渠道公开情况如下。") + paragraph("表1 各渠道公开情况") + paragraph("单位：条") + CHANNELS
    due = SmallTable([["渠道", "条数"], ["网站", "12"], ["合计", "12"]], 1, (), "表1 各渠道公开情况", "单位：条")
    assert figures_of(put, section) == ((due,), [])
    reading = read(document(put, section))
    assert "表1" not in reading.prose[section].text
    assert unlike(reading.report, read(EXAMPLE).report).keys() == {section}
    assert reading.prose[section].figures[0].before == 1


def test_a_sentence_above_a_table_stays_a_sentence() -> None:
    put = paragraph("表1所列情况，都已核对。") + CHANNELS
    (found,), _ = figures_of(put)
    assert isinstance(found, SmallTable)
    assert found.caption == ""
    assert "表1所列情况，都已核对。" in read(document(put)).prose["overview"].text


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "emf", "svg"])
@pytest.mark.parametrize(("make", "width"), [(drawing, 40), (old_picture, 25)])
def test_a_picture_is_carried_with_its_caption(kind: str, make: Callable[[str], str], width: int) -> None:
    alt = "公开栏照片" if make is drawing else ""
    due = Picture(MEDIA[kind], width, alt, "图1 公开栏")
    assert figures_of(make(kind) + paragraph("图1 公开栏")) == ((due,), [])


def test_a_picture_that_floats_and_the_preview_of_an_object_are_carried() -> None:
    assert figures_of(drawing(frame="anchor"), "problems") == ((Picture(MEDIA["png"], 40, "公开栏照片"),), [])
    ole = '<o:OLEObject ProgID="Excel.Sheet.12"/>'
    assert figures_of(old_picture("emf", "object", ole)) == ((Picture(MEDIA["emf"], 25),), [])


def test_a_seal_is_none_of_the_text() -> None:
    found, told = figures_of(
        drawing(frame="anchor"), "本年度没有发出收费通知，没有收取信息处理费。没有其他需要报告的事项。"
    )
    assert (found, told) == ((), ["F324 第19段 图片没有读入：“公开栏照片”"])


def test_what_is_no_picture_is_told() -> None:
    assert figures_of(drawing("bmp")) == ((), ["F324 第3段 图片没有读入：“公开栏照片”"])
    assert figures_of(drawing("missing")) == ((), ["F324 第3段 图片没有读入：“公开栏照片”"])


def test_words_that_are_set_off_are_carried_and_a_heading_is_no_emphasis() -> None:
    put = paragraph("公开", "<w:b/>") + paragraph("（一）平台。", '<w:b/><w:u w:val="none"/>')
    first, second = read(document(put)).prose["overview"].paragraphs[:2]
    assert first.parts == (Run("公开", bold=True),)
    assert second.parts == ("（一）平台。",)


def test_attachments_behind_the_signature_are_carried() -> None:
    put = paragraph("附件1") + paragraph("公开指南") + paragraph("一、范围") + CHANNELS
    put += paragraph("附件2：照片") + drawing() + paragraph("图1 公开栏") + paragraph("抄送：区政府")
    reading = read(document(put, END))
    first, second = reading.attachments
    assert (first.number, first.title, first.content.text) == (1, "公开指南", "一、范围")
    assert [type(one.figure) for one in first.content.figures] == [SmallTable]
    assert second == Attachment("照片", [Picture(MEDIA["png"], 40, "公开栏照片", "图1 公开栏")], 2)
    assert [one.told() for one in reading.remarks] == ["F210 第27段 落款之后印的文字没有读入：“抄送：区政府”"]
    assert reading.signed_on == read(EXAMPLE).signed_on


def test_the_names_of_attachments_below_the_text_are_no_text() -> None:
    names = paragraph("附件：1. 公开指南") + paragraph("2. 照片")
    put = paragraph("附件1") + paragraph("公开指南") + paragraph("一、范围") + paragraph("附件2：照片") + drawing()
    whole = document(put, END)
    noted = _with_notes(whole, names)
    assert unlike(read(whole).report, read(noted).report) == {}
    other = read(_with_notes(whole, names.replace("公开指南", "别的指南")))
    assert other.prose["other_matters"].text.endswith("附件：1. 别的指南\n2. 照片")


def _with_notes(whole: bytes, names: str) -> bytes:
    """The document with lines above its signature."""
    return edited(whole, '<w:p><w:pPr><w:pStyle w:val="Signature"/>', names)


def evolved(**facts: Any) -> Report:
    """The example with other facts."""
    return attrs.evolve(read(EXAMPLE).report, **facts)


def test_a_page_of_ours_reads_back_with_its_figures() -> None:
    table = SmallTable([["渠道", ""], ["网站", "12"]], 1, [Merge(0, 0, 1, 2)], "渠道表", "单位：条")
    picture = Picture(MEDIA["png"], 40, "公开栏照片", "现场")
    report = evolved(
        overview=Prose.of("一句。", table, "二句。", picture),
        attachments=(Attachment("指南", ["一、范围", picture], 1),),
    )
    back = read(render(report, ".html"))
    assert (unlike(report, back.report), losses(back)) == ({}, ())


def test_a_page_cannot_show_what_no_browser_draws() -> None:
    report = evolved(overview=[Picture(MEDIA["emf"], caption="图1 流程")])
    with pytest.raises(CannotRender) as caught:
        render(report, ".html")
    assert caught.value.words.zh == "网页显示不了 EMF 图片“图1 流程”，请换成 PNG"


def test_a_workbook_leaves_no_figure_out_unasked() -> None:
    report = evolved(overview=["一句。", SmallTable([["甲", "乙"]])])
    with pytest.raises(CannotRender) as caught:
        render(report, ".xlsx")
    assert caught.value.words.zh == ".xlsx 里放不下正文中的小表、插图和附件（共 1 处）"
    assert render(report, ".xlsx", lossy=True)
