"""Small tables, pictures, words set off and attachments: what the model holds, and what it refuses."""

from __future__ import annotations

import pickle
import struct

import attrs
import pytest

from gikreport import Attachment, BadPicture, Merge, Paragraph, Picture, Prose, Run, SmallTable
from support import figures as made
from support.documents import plain

TABLE = SmallTable([["渠道", "条数"], ["网站", " 12 "]], caption=" 表1 渠道 ", unit="单位：条")


def test_prose_holds_figures_among_paragraphs_and_its_text_stays_the_words() -> None:
    prose = Prose.of("一句。\n二句。", TABLE, Paragraph(("三", Run("句", bold=True), "。")), Picture(made.png()))
    assert [type(block).__name__ for block in prose.blocks] == [
        "Paragraph", "Paragraph", "SmallTable", "Paragraph", "Picture",
    ]  # fmt: skip
    assert prose.text == "一句。\n二句。\n三句。"
    assert Prose.of(*prose.blocks) == prose
    assert (prose.is_plain, Prose.of("一句。").is_plain) == (False, True)
    assert plain(overview=["一句。\n二句。", TABLE]).overview == Prose.of("一句。", "二句。", TABLE)


def test_a_table_is_told_by_its_words_and_headed_by_its_first_row() -> None:
    assert (TABLE.rows[1], TABLE.caption, TABLE.header_rows) == (("网站", "12"), "表1 渠道", 1)
    assert SmallTable([["甲", "乙"]]).header_rows == 0


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"rows": [["甲", "乙"], ["丙"]]}, "the rows of a table are equally long"),
        ({"rows": [["甲"]]}, "a small table has words, and two cells at least"),
        ({"rows": [["", ""]]}, "a small table has words, and two cells at least"),
        ({"rows": [["甲", "乙"]], "merges": [Merge(0, 0, 1, 2)]}, "a cell under a merge is empty"),
        ({"rows": [["甲", "", "乙"]], "merges": [Merge(0, 2, 1, 2)]}, "a merge leaves the table"),
        ({"rows": [["甲", ""]] * 2, "merges": [Merge(0, 0, 2, 1)]}, "a cell under a merge is empty"),
        ({"rows": [["甲", "乙"]], "header_rows": 2}, "header_rows takes a number of rows that the table has"),
        ({"rows": [["甲"] * 61]}, "a small table has up to 3000 cells in up to 60 columns"),
    ],
)
def test_a_table_that_cannot_be_printed_is_refused(facts: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        SmallTable(**facts)  # type: ignore[arg-type]


def test_pictures_are_equal_by_their_bytes_and_survive_a_pickle() -> None:
    one, other = Picture(made.png(), alt="栏"), Picture(made.png(), alt="栏")
    assert one == other == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(other)
    assert "content" not in repr(one)
    assert one != Picture(made.png(shade=9), alt="栏")


@pytest.mark.parametrize(
    ("content", "kind", "width"),
    [
        (made.png(90, 60), "image/png", 24),
        (made.png(9000, 60), "image/png", 156),
        (made.png(300, 3000), "image/png", 20),
        (made.jpeg(40, 30), "image/jpeg", 11),
        (made.gif(40, 30), "image/gif", 11),
        (made.emf(5000, 3000), "image/x-emf", 50),
        (made.SVG, "image/svg+xml", 79),
    ],
)
def test_a_picture_is_told_by_its_bytes_and_stays_within_the_page(content: bytes, kind: str, width: int) -> None:
    picture = Picture(content)
    assert (picture.image.media_type, picture.width) == (kind, width)
    with pytest.raises(ValueError, match="width takes whole mm"):
        attrs.evolve(picture, width=picture.image.widest + 1)


def _svg(inner: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inner}</svg>'.encode()


ACTIVE = "SVG 图片中有脚本、动画或外部引用，请另存为 PNG"
BROKEN = "图片已损坏"


def test_a_drawing_may_name_its_own_parts() -> None:
    for name in ("#a", "'#a'", " &quot;#a&quot;"):
        content = _svg(f'<rect style="fill:url({name})"/>', 'width="20" height="10"')
        assert Picture(content).image.media_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BM" + b"\0" * 60, "不是能用的图片：应为 PNG、JPEG、GIF、SVG、EMF 或 WMF"),
        (made.png()[:-20], BROKEN),
        (made.jpeg()[:20], BROKEN),
        (made.emf(0, 0), BROKEN),
        (b"<svg", BROKEN),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + made.SVG, BROKEN),
        (_svg("<script/>"), ACTIVE),
        (_svg("<rect/>", 'onload="x()"'), ACTIVE),
        (_svg('<image href="http://example.org/a.png"/>'), ACTIVE),
        (_svg('<use href="other.svg#a"/>'), ACTIVE),
        (_svg('<rect style="fill:url(http://example.org)"/>'), ACTIVE),
        (_svg('<rect style="fill:url( &quot;http://example.org#a&quot;)"/>'), ACTIVE),
        (_svg("<style>@import 'a.css'</style>"), ACTIVE),
        (_svg("<foreignObject/>"), ACTIVE),
        (b'<?xml-stylesheet href="a"?>' + made.SVG, ACTIVE),
        (made.png() + b"\0" * (20 * 2**20), "图片超过 20 MB，请压缩后再用"),
    ],
    ids=range(16),
)
def test_what_is_no_inert_picture_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(BadPicture) as caught:
        Picture(content)
    assert caught.value.words.zh == said


def test_a_bomb_is_refused_by_its_head() -> None:
    head = struct.pack(">II", 65535, 65535)
    with pytest.raises(BadPicture) as caught:
        Picture(made.png(4, 3).replace(struct.pack(">II", 4, 3), head))
    assert caught.value.words.zh == "图片有 65535×65535 个像素，太大，请缩小后再用"


def test_runs_that_are_alike_are_one_and_plain_ones_are_text() -> None:
    bold = Run("甲", bold=True)
    assert Paragraph((bold, Run("乙", bold=True), "丙", "丁")).parts == (Run("甲乙", bold=True), "丙丁")
    with pytest.raises(ValueError, match="other words are plain text"):
        Run("甲")


def test_a_report_has_attachments() -> None:
    one = Attachment("指南", ["一、范围", TABLE], 1)
    assert (one.label, Attachment("图").label) == ("附件1", "附件")
    assert plain(attachments=[one]).attachments == (one,)
    with pytest.raises(TypeError):
        plain(attachments=["指南"])
