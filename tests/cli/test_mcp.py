"""The tools for assistants: what they answer, and that none of them makes anything final."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from typing import Any

import pytest

import gikreport
from gikreport.cli import mcp as tools
from support.service import SOUND, UNSOUND


def test_the_tools_tell_and_excuse_nothing() -> None:
    made = json.loads(tools.check(UNSOUND))
    assert [one["code"] for one in made["findings"]] == ["T301"]
    assert tools.check({"agency": 1}).startswith("数据 有")
    assert tools.explain("t301").startswith("T301  错误")
    assert tools.explain("X") == "no rule X"
    word = gikreport.render(gikreport.read(SOUND), ".docx")
    read = json.loads(tools.read(base64.b64encode(json.dumps(SOUND).encode()).decode(), "a.json"))
    assert (read["agency"], read["file"]) == ("某县自然资源局", "a.json")
    assert tools.read("!", "a.docx").startswith("content 不是 base64 / no base64: ")
    page = tools.draft(SOUND)
    assert "草稿" in page
    assert page.encode() != gikreport.render(gikreport.read(SOUND), ".html")
    assert word


@pytest.mark.slow  # a process of its own, over its standard input and output
def test_an_assistant_sees_four_tools_and_no_others() -> None:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def asked() -> tuple[list[str], Any]:
        command = StdioServerParameters(command=sys.executable, args=["-m", "gikreport", "mcp"])
        async with stdio_client(command) as streams, ClientSession(*streams) as session:
            await session.initialize()
            listed = [tool.name for tool in (await session.list_tools()).tools]
            return listed, await session.call_tool("check", {"report": UNSOUND})

    names, answer = asyncio.run(asked())
    assert names == ["check", "explain", "read", "draft"]
    assert "T301" in answer.content[0].text
