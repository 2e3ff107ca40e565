"""`gikreport explain`: one rule in full."""

from __future__ import annotations

import click

import gikreport

from .common import USAGE
from .console import say, say_lines
from .help import command as declare
from .options import lang_option


@declare(name="explain", short_help="详细说明一条规则。")
@click.argument("code", metavar="代码")
@lang_option
def command(code: str, lang: str) -> None:
    """详细说明一条规则：说的是什么、依据、怎样改。"""
    rule = next((rule for rule in gikreport.RULES if rule.code == code.upper()), None)
    if rule is None:
        listed = "gikreport rules lists them" if lang == "en" else "全部规则见 gikreport rules"
        say(f"no rule {code}; {listed}" if lang == "en" else f"没有规则 {code}；{listed}", err=True)
        raise SystemExit(USAGE)
    say_lines(gikreport.explain(rule, lang))
