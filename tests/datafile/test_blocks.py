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
        ({"table": [["甲", "乙"], ["丙"]]}, "overview.1", "写得不对：the rows of a table are equally long"),
        ({"table": [["甲", "乙"]], "captoin": ""}, "overview.1.captoin", "不认识的键，是否为 caption？"),
        (
            {"picture": "../图1.png"},
            "overview.1",
            "写得不对：picture takes the picture itself, data:image/png;base64,…; files are not fetched",
        ),
        ({"picture": "data:image/png;base64,%"}, "overview.1", "写得不对：the base64 of the picture is broken"),
        (
            {"picture": "data:image/png;base64,AAAA"},
            "overview.1",
            "不是能用的图片：应为 PNG、JPEG、GIF、SVG、EMF 或 WMF",
        ),
        ({"picture": ADDRESS, "width": 900}, "overview.1", "写得不对：width takes whole mm from 1 to 156, not 900"),
    ],
)
def test_every_mistake_is_told_at_its_place(block: object, at: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data(overview=[block]))
    (problem,) = caught.value.problems
    assert (problem.at, problem.words.zh) == (at, said)
