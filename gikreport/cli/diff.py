"""`gikreport diff`: what changed between two reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

import gikreport

from .common import read, told_errors
from .console import say, say_json
from .help import command as declare
from .options import lang_option, style_option


@declare(name="diff", short_help="比较两份报告。")
@click.argument("last", metavar="上一年")
@click.argument("this", metavar="本年")
@style_option("text", "json")
@lang_option
def command(last: str, this: str, kind: str, lang: str) -> None:
    """比较两份报告：表中变了的数，正文中与另一份相同的句子（数字不计）所占的比例，数变了的并列写出。

    同一年的两个版本，还列出删去的句子（－）和新写的句子（＋）。
    """
    with told_errors(lang):
        found = gikreport.compare(read(last), read(this))
    if kind == "json":
        say_json(json.dumps(found.data, ensure_ascii=False, indent=2))
        return
    for cell in found.cells:
        say(f"{cell.table} {cell.label}: {_said(cell.before)} → {_said(cell.now)}{_more(cell.difference)}")
    if not found.cells:
        say("every cell is the same" if lang == "en" else "各表的数都相同")
    for section in found.sections:
        say(f"{section.heading}: {_repeats(section.share, lang)}")
        for line in _sentences(section, versions=found.of_one_year):
            say(f"    {line}")
    say(f"{'the whole text' if lang == 'en' else '全文'}: {_repeats(found.share, lang)}")


def _sentences(section: gikreport.Repeated, *, versions: bool) -> Iterator[str]:
    """The sentences of both, those with other numbers below each other; of two versions what went and came too."""
    before = {now: old for old, now in section.retold}
    for sentence in section.sentences:
        yield from (before[sentence], f"→ {sentence}") if sentence in before else (sentence,)
    if versions:
        yield from (f"－ {sentence}" for sentence in section.gone)
        yield from (f"＋ {sentence}" for sentence in section.added)


def _said(value: Any) -> str:
    return "—" if value is None else f"{value:f}" if not isinstance(value, int) else str(value)


def _more(difference: Any) -> str:
    if difference is None:
        return ""
    sign = "+" if difference > 0 else ""
    return f"（{sign}{_said(difference)}）"


def _repeats(share: Any, lang: str) -> str:
    percent = f"{share * 100:.0f}%"
    return f"{percent} repeated" if lang == "en" else f"{percent} 与另一份相同"
