"""`gikreport rules`: all rules, a line each."""

from __future__ import annotations

import gikreport

from .console import say
from .help import command as declare
from .options import lang_option


@declare(name="rules", short_help="列出全部核对规则。")
@lang_option
def command(lang: str) -> None:
    """列出全部核对规则：代码、轻重、说明。"""
    for rule in sorted(gikreport.RULES, key=lambda rule: rule.code):
        say(f"{rule.code}  {rule.severity.told(lang)}  {rule.told(lang)}")
