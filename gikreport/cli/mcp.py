"""`gikreport mcp`: check, explain, read and draft as tools of the Model Context Protocol, over stdio."""

from __future__ import annotations

import base64
import json
from typing import Any

import gikreport

from .common import NOT_RENDERED
from .console import say
from .help import command as declare

_WHAT = (
    "Yearly reports on open government information (政府信息公开工作年度报告). A report is given as its data (JSON). "
    "Nothing here makes a final document, changes a number or excuses a finding: these are for a person."
)


@declare(name="mcp", short_help="供智能助手使用的工具（MCP）。")
def command() -> None:
    """在标准输入输出上提供 MCP 工具：核对、说明规则、读出、生成草稿。

    不生成正式文件，不改数，也不豁免问题：这些由人来做。
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        say('没有安装 mcp；请运行 pip install "gikreport[mcp]"', err=True)
        raise SystemExit(NOT_RENDERED) from None
    server = MCPServer("gikreport", instructions=_WHAT, version=gikreport.__version__)
    for tool in (check, explain, read, draft):
        server.tool()(tool)
    server.run("stdio")


def check(report: dict[str, Any], previous: dict[str, Any] | None = None) -> str:
    """Every finding about a report, as JSON: cell, expected, actual, law, remedy. `previous` is last year's report."""
    return _told(lambda: _findings(report, previous))


def _findings(report: dict[str, Any], previous: dict[str, Any] | None) -> dict[str, Any]:
    before = None if previous is None else gikreport.read(previous)
    reading = gikreport.read(report)
    findings = gikreport.check(reading, previous=before)
    return gikreport.file_data("", reading.form.name, findings)


def explain(code: str) -> str:
    """A rule in full, by its code (T301): what it says, its source, what to do."""
    rule = next((rule for rule in gikreport.RULES if rule.code == code.upper()), None)
    return f"no rule {code}" if rule is None else gikreport.explain(rule)


def read(content: str, name: str) -> str:
    """What a document states, cell by cell, as JSON; `content` is the file in base64."""
    return _told(lambda: _read(content, name))


def _read(content: str, name: str) -> dict[str, Any]:
    reading = gikreport.read(base64.b64decode(content, validate=True), isolated=True)
    return {**gikreport.reading_data(reading, gikreport.check(reading)), "file": name}


def draft(report: dict[str, Any]) -> str:
    """A draft as a web page, marked 草稿: whatever is stated, 待填 where nothing is. A person makes it final."""
    try:
        return gikreport.render(gikreport.draft(gikreport.read(report)), ".html").decode()
    except gikreport.GikreportError as error:
        return error.told()


def _told(work: Any) -> str:
    """What a tool answers; an error in words."""
    try:
        return json.dumps(work(), ensure_ascii=False)
    except (gikreport.GikreportError, ValueError) as error:
        return (
            error.told() if isinstance(error, gikreport.GikreportError) else f"content 不是 base64 / no base64: {error}"
        )
