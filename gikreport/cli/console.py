"""The one place that prints: whatever stands in a name, a key or a cell, only signs that are seen reach the console."""

from __future__ import annotations

import json
import re
from typing import IO, Any, Final

import click

from gikreport import visible

_LINE_OF_BAR: Final = "\r\x1b[K"  # back to the beginning of the line, and clear it
_STEERS: Final = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u4e00-\u9fff\u3001-\u3020\uff01-\uff5e]")


def say(line: str = "", *, err: bool = False, over_bar: bool = False, file: IO[Any] | None = None) -> None:
    """Print one line; a line break in it is shown as ⏎, so that no name can forge a line."""
    click.echo((_LINE_OF_BAR if over_bar else "") + visible(line), err=err, file=file)


def say_lines(text: str, *, err: bool = False) -> None:
    """Print lines that we made, each of signs that are seen."""
    click.echo("\n".join(map(visible, text.split("\n"))), err=err)


def say_json(text: str) -> None:
    """Print JSON, in UTF-8 whatever the locale; what would steer the console is written as JSON escapes it."""
    _print_utf8(_STEERS.sub(_json_escape, text) + "\n")


def say_page(text: str) -> None:
    """Print HTML, likewise."""
    _print_utf8(_STEERS.sub(_html_escape, text) + ("" if text.endswith("\n") else "\n"))


def _print_utf8(text: str) -> None:
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def draw_bar(line: str) -> None:
    """Draw how far the work is, over what was drawn before."""
    click.echo(_LINE_OF_BAR + visible(line), nl=False, err=True)


def _json_escape(found: re.Match[str]) -> str:
    sign = found.group()
    return sign if visible(sign) == sign else json.dumps(sign)[1:-1]


def _html_escape(found: re.Match[str]) -> str:
    sign = found.group()
    return sign if visible(sign) == sign else f"&#{ord(sign)};"
