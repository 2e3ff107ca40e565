"""`gikreport rules`: all rules, a line each, or as data."""

from __future__ import annotations

import json

import gikreport

from .console import say, say_json
from .help import command as declare
from .options import lang_option, style_option


@declare(name="rules", short_help="列出全部核对规则。")
@style_option("text", "json")
@lang_option
def command(kind: str, lang: str) -> None:
    """列出全部核对规则：代码、轻重、说明。

    --format json 另有依据的层级：法律法规、国办文件、表内印明、地方或实务、推断。
    """
    rules = sorted(gikreport.RULES, key=lambda rule: rule.code)
    if kind == "json":
        told = [gikreport.rule_data(rule, lang) for rule in rules]
        say_json(json.dumps({"rules": told}, ensure_ascii=False, indent=2))
        return
    for rule in rules:
        say(f"{rule.code}  {rule.severity.told(lang)}  {rule.told(lang)}")
