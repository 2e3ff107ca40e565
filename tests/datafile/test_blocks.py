"""Figures and attachments in data files: written as a clerk would, and every mistake told at its place."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from gikreport import Attachment, Merge, Paragraph, Picture, Prose, Run, SmallTable, Unreadable, read
from support.figures import png

ADDRESS = "data:image/png;base64," + base64.b64encode(png()).decode()


def data(**facts: Any) -> dict[str, Any]:
    return {"agency": "青石县水利局", "year": 2023, "form": "y2021", **facts}


def test_blocks_are_read_as_they_are_written() -> None:
    blocks = [
        "一句。",
        {"paragraph": ["公开", {"text": "12", "bold": True}, "件。"]},
        {"table": [["渠道", ""], ["网站", 12]], "merges": [[1, 1, 1, 2]], "caption": "表1 渠道", "unit": "单位：件"},
        {"picture": ADDRESS, "width": 30, "caption": "图1 公开栏"},
    ]
    due = Prose.of(
        "一句。",
        Paragraph(("公开", Run("12", bold=True), "件。")),
        SmallTable([["渠道", ""], ["网站", "12"]], 1, [Merge(0, 0, 1, 2)], "表1 渠道", "单位：件"),
        Picture(png(900, 600), 30, "", "图1 公开栏"),
    )
    address = ADDRESS.replace(base64.b64encode(png()).decode(), base64.b64encode(png(900, 600)).decode())
    blocks[3] = {**blocks[3], "picture": address}  # type: ignore[dict-item]
    reading = read(data(overview=blocks, attachments=[{"title": "指南", "content": blocks}]))
    assert (reading.prose["overview"], reading.attachments) == (due, (Attachment("指南", due),))


@pytest.mark.parametrize(
    ("block", "at", "said"),
    [
        (3, "overview.1", "应为文字、{paragraph = …}、{table = …} 或 {picture = …}，实为 3"),
        ({"table": [["甲", "乙"], ["丙"]]}, "overview.1", "表中各行的格数应相同"),
        ({"table": [["甲", "乙"]], "caption": 5}, "overview.1", "caption 应为一行文字，实为 5"),
        ({"paragraph": [{"text": 3}]}, "overview.1", "text 应为一行文字，实为 3"),
        ({"table": [["甲", "乙"]], "merges": [[1, 2, 1, 2]]}, "overview.1", "合并的格超出了表"),
        ({"table": [["甲", "乙"]], "captoin": ""}, "overview.1.captoin", "不认识的键，是否为 caption？"),
        (
            {"picture": "../图1.png"},
            "overview.1",
            "picture 应为图片本身，写作 data:image/png;base64,…；不会去读别处的文件。"
            "可把图片放进 Word 文件，再用 gikreport convert 转成数据",
        ),
        ({"picture": "data:image/png;base64,%"}, "overview.1", "图片的 base64 编码已损坏"),
        (
            {"picture": "data:image/png;base64,AAAA"},
            "overview.1",
            "不是能用的图片：应为 PNG、JPEG、GIF、SVG、EMF 或 WMF",
        ),
        ({"picture": ADDRESS, "width": 900}, "overview.1", "width 应为 1 至 156 的整数（毫米），实为 900"),
    ],
)
def test_every_mistake_is_told_at_its_place(block: object, at: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data(overview=[block]))
    (problem,) = caught.value.problems
    assert (problem.at, problem.words.zh) == (at, said)
