"""Many files in one line: how many of them need what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ..checking.files import Judged
from ..model.diagnostic import Severity

_ZH: Final = {
    "unreadable": "读不出来", "error": "有错误", "uncertain": "待定", "warning": "只有提示", "sound": "没有发现问题",
}  # fmt: skip
_EN: Final = {
    "unreadable": "unreadable", "error": "with errors", "uncertain": "uncertain", "warning": "with warnings only",
    "sound": "sound",
}  # fmt: skip


def tally(judged: Iterable[Judged], lang: str = "zh") -> str:
    """How many files there are, and of how many the worst is what."""
    found = Counter(worst(one) for one in judged)
    if lang == "en":
        return f"{found.total()} files: " + ", ".join(
            f"{found[kind]} {said}" for kind, said in _EN.items() if found[kind]
        )
    return f"共 {found.total()} 份：" + "，".join(
        f"{said} {found[kind]} 份" for kind, said in _ZH.items() if found[kind]
    )


def worst(one: Judged) -> str:
    """The worst that is to be said of a file."""
    if one.error is not None:
        return "unreadable"
    return next((severity.value for severity in Severity if one.count(severity)), "sound")
