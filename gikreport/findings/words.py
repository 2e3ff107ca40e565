"""The words around the findings, in the two languages of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ZH: Final = {
    "lang": "zh-CN", "title": "政府信息公开工作年度报告核对结果", "file": "文件", "office": "单位",
    "unreadable": "读不出来", "excused": "已豁免", "source": "依据", "remedy": "改法",
}  # fmt: skip
_EN: Final = {
    "lang": "en", "title": "Annual reports: what was found", "file": "file", "office": "office",
    "unreadable": "cannot be read", "excused": "waived", "source": "source:", "remedy": "remedy:",
}  # fmt: skip


def page_words(lang: str) -> Mapping[str, str]:
    """The words of a page of findings."""
    return _EN if lang == "en" else _ZH
