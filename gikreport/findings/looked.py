"""What the verdict looked at, in one line, and folded on the reviewers' page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from ..checking.files import Judged
from ..checking.status import CheckResult, Status
from .words import page_words

_ZH: Final = {
    Status.PASSED: "相符", Status.FAILED: "不符", Status.NOT_APPLICABLE: "不适用", Status.NOT_CHECKED: "未能核对",
}  # fmt: skip
_EN: Final = {
    Status.PASSED: "passed", Status.FAILED: "failed", Status.NOT_APPLICABLE: "not applicable",
    Status.NOT_CHECKED: "not checked",
}  # fmt: skip


def status_word(status: Status, lang: str = "zh") -> str:
    """The word for how a check ended."""
    return (_EN if lang == "en" else _ZH)[status]


def looked_at(checks: Sequence[CheckResult], lang: str = "zh") -> str:
    """One line: how many checks there were, how many of them ended how, and why some could not be made."""
    counted = Counter(one.status for one in checks)
    found = [(counted[status], status_word(status, lang)) for status in _ZH if counted[status]]
    if lang == "en":
        said = ", ".join(f"{number} {word}" for number, word in found)
        return f"{len(checks)} checks: {said}{_because(checks, lang)}"
    said = "，".join(f"{number} 项{word}" for number, word in found)
    return f"核对 {len(checks)} 项：{said}{_because(checks, lang)}"


def not_checked(checks: Iterable[CheckResult], lang: str = "zh") -> str:
    """How many checks could not be made and why; "" where all were."""
    open_ones = [one for one in checks if one.status is Status.NOT_CHECKED]
    if not open_ones:
        return ""
    count = len(open_ones)
    return (f"{count} not checked" if lang == "en" else f"{count} 项未能核对") + _because(open_ones, lang)


def _because(checks: Iterable[CheckResult], lang: str) -> str:
    reasons = dict.fromkeys(one.why.told(lang) for one in checks if one.status is Status.NOT_CHECKED)
    told = [one for one in reasons if not any(one != other and one.startswith(other) for other in reasons)]
    if not told:
        return ""
    return ": " + "; ".join(told) if lang == "en" else "：" + "；".join(told)


def looked_at_all(judged: Iterable[Judged], lang: str = "zh") -> str:
    """The same of many files: why some checks could not be made, each with the number of files; "" where all were."""
    told: Counter[str] = Counter()
    for one in judged:
        told.update(
            dict.fromkeys(check.why.told(lang) for check in one.checks if check.status is Status.NOT_CHECKED).keys()
        )
    if not told:
        return ""
    if lang == "en":
        return "not checked: " + "; ".join(f"{why} ({count} files)" for why, count in told.most_common())
    return "未能核对：" + "；".join(f"{why}（{count} 份）" for why, count in told.most_common())


def folded_checks(one: Judged, lang: str) -> Iterator[str]:
    """Every check of a file and how it ended, folded."""
    if one.checks:
        from ..checking.catalogue import RULES

        rules = {rule.code: rule.told(lang) for rule in RULES}
        words = page_words(lang)
        yield f'<details class="checks"><summary><b>{escape(looked_at(one.checks, lang))}</b></summary>'
        heads = "".join(f'<th scope="col">{words[name]}</th>' for name in ("code", "ended", "rule", "reason"))
        yield f'<div class="wide"><table class="told">\n<thead><tr>{heads}</tr></thead>'
        for check in sorted(one.checks, key=lambda check: (_ORDER.index(check.status), check.code)):
            cells = (check.code, status_word(check.status, lang), rules[check.code], check.why.told(lang))
            row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            yield f'<tr class="{check.status.value}">{row}</tr>'
        yield "</table></div></details>"


_ORDER: Final = (Status.FAILED, Status.NOT_CHECKED, Status.NOT_APPLICABLE, Status.PASSED)
