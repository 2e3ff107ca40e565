"""The words around the findings, in the two languages of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ZH: Final = {
    "lang": "zh-CN", "title": "政府信息公开工作年度报告核对结果", "file": "文件", "office": "单位",
    "unreadable": "读不出来", "excused": "已豁免", "source": "依据", "remedy": "改法",
    "told": "正文中的数", "number": "数", "concept": "是什么", "cells": "表中", "why": "核对", "unknown": "不知道",
    "zero": "没有", "or": "或", "all": "各项", "compared": "{n} 个数与表核对", "let_be": "{n} 个未核对",
    "code": "代码", "ended": "结果", "rule": "核对什么", "reason": "原因",
}  # fmt: skip
_EN: Final = {
    "lang": "en", "title": "Annual reports: what was found", "file": "file", "office": "office",
    "unreadable": "cannot be read", "excused": "waived", "source": "source:", "remedy": "remedy:",
    "told": "Numbers of the text", "number": "number", "concept": "what it is", "cells": "in the tables",
    "why": "compared", "unknown": "not known", "zero": "none", "or": "or", "all": "all of it",
    "compared": "{n} compared with the tables", "let_be": "{n} let be",
    "code": "code", "ended": "result", "rule": "what is looked for", "reason": "reason",
}  # fmt: skip


def page_words(lang: str) -> Mapping[str, str]:
    """The words of a page of findings."""
    return _EN if lang == "en" else _ZH
