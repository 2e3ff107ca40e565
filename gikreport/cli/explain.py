"""`gikreport explain`: one rule in full."""

from __future__ import annotations

import click

import gikreport

from .common import USAGE, lang_option
from .help import command as declare


@declare(name="explain", short_help="详细说明一条规则。")
@click.argument("code", metavar="代码")
@lang_option
def command(code: str, lang: str) -> None:
    """详细说明一条规则：说的是什么、依据、怎样改。"""
    rule = next((rule for rule in gikreport.RULES if rule.code == code.upper()), None)
    if rule is None:
        known = "、".join(sorted(rule.code for rule in gikreport.RULES))
        click.echo(f"no rule {code}; there are {known}" if lang == "en" else f"没有规则 {code}；有 {known}", err=True)
        raise SystemExit(USAGE)
    click.echo(gikreport.explain(rule, lang))
