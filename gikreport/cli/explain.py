"""`gikreport explain`: one rule in full; or every number of a narrative, and what it was taken for."""

from __future__ import annotations

import json
from pathlib import Path

import click

import gikreport

from .common import USAGE, read, told_errors
from .console import say, say_json, say_lines
from .help import command as declare
from .options import lang_option, lexicon_option, style_option


@declare(name="explain", short_help="详细说明一条规则，或正文中的每个数。")
@click.argument("code", metavar="代码", required=False)
@click.option("--text", metavar="文件", help="说明正文中每个数对应表中哪一格，或为什么不核对；可以是文件夹。")
@lexicon_option
@style_option("text", "json")
@lang_option
def command(code: str | None, text: str | None, lexicon: str | None, kind: str, lang: str) -> None:
    """详细说明一条规则：说的是什么、依据、怎样改。用 --text 说明一份报告的正文：每个数是什么、与哪一格核对。"""
    if text is not None:
        with told_errors(lang):
            _tell_text(text, gikreport.read_lexicon(lexicon) if lexicon else None, kind, lang)
        return
    rule = next((rule for rule in gikreport.RULES if code is not None and rule.code == code.upper()), None)
    if rule is None:
        listed = "gikreport rules lists them" if lang == "en" else "全部规则见 gikreport rules"
        say(f"no rule {code}; {listed}" if lang == "en" else f"没有规则 {code}；{listed}", err=True)
        raise SystemExit(USAGE)
    say_lines(gikreport.explain(rule, lang))


def _tell_text(source: str, words: gikreport.Lexicon | None, kind: str, lang: str) -> None:
    """The numbers of one report; of a folder the words beside numbers that nobody knows, the most frequent first."""
    if Path(source).is_dir():
        found = [one for path in sorted(Path(source).iterdir()) if path.is_file() for one in _numbers(str(path), words)]
        for word, number in gikreport.stopping(found):
            say(f"{number} {word}")
        return
    told = _numbers(source, words)
    if kind == "json":
        say_json(json.dumps({"claims": [one.data for one in told]}, ensure_ascii=False, indent=2, default=str))
        return
    sentence = None
    for one in told:
        if one.sentence != sentence:
            sentence = one.sentence
            say(sentence)
        say(f"    {one.told(lang)}")


def _numbers(source: str, words: gikreport.Lexicon | None) -> list[gikreport.ToldNumber]:
    return list(gikreport.claims(read(source), lexicon=words))
