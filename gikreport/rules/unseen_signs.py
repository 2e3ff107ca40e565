"""Signs that nobody sees, or takes for others: told with their code points, since they blind a reader and a program."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from ..errors import Words
from ..model.check import Violation, single
from ..model.comparable import LOOKALIKE, NO_BREAK, PLAIN, STRANGE_DIGIT
from ..model.diagnostic import Rank, Severity
from ..model.outline import CellPath
from ..narrative.statement import Statement
from ..signs import DIRECTIONS, TAGS, UNSEEN

_GRAVE: Final = re.compile(f"[{DIRECTIONS}{TAGS}]")
_EMOJI: Final = re.compile("(?<=[\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f\u200d]")
_ENCLOSED: Final = re.compile("[①-⓿❶-➓㉈-㊿]")
_ENCLOSED_NUMBER: Final = re.compile(r"[①-⓿❶-➓㉈-㊿\d,，.\s]+")
_LETTER: Final = re.compile(r"[^\d.,，]")
_ZH: Final = {
    0xA0: "不换行空格", 0xAD: "软连字符", 0x61C: "阿拉伯文方向标记", 0x200B: "零宽空格",
    0x200C: "零宽非连接符", 0x200D: "零宽连接符", 0x200E: "从左到右标记", 0x200F: "从右到左标记",
    0x202A: "从左到右嵌入", 0x202B: "从右到左嵌入", 0x202C: "方向结束", 0x202D: "强制从左到右",
    0x202E: "强制从右到左", 0x202F: "窄的不换行空格", 0x2007: "数字宽的空格", 0x2060: "词连接符",
    0x2066: "从左到右隔离", 0x2067: "从右到左隔离", 0x2068: "自动方向隔离", 0x2069: "隔离结束",
    0xFEFF: "零宽不换行空格",
}  # fmt: skip
_RANGES_ZH: Final = ((0xE0000, 0xE007F, "标签字符"), (0xFE00, 0xFE0F, "变体选择符"), (0xE0100, 0xE01EF, "变体选择符"))
_MOST: Final = 6  # kinds of signs that are named; what follows them is counted


def unseen_signs(statement: Statement) -> Iterator[Violation]:
    """What a report says is what a reader sees: no hidden sign, no turned direction, no letter in place of a digit."""
    found: dict[tuple[CellPath, int | None], str] = {}
    for path, paragraph, text in statement.written():
        if not PLAIN.fullmatch(text):
            found[path, paragraph] = found.get((path, paragraph), "") + text + "\n"
    for (path, paragraph), text in found.items():
        signs = Counter(_signs(text, is_cell=len(path) > 1))
        if signs:
            yield _violation(path, paragraph, signs)


def _signs(text: str, *, is_cell: bool) -> Iterator[str]:
    """The signs that are told; a no-break space in a cell is how web pages are made, and so is no matter."""
    yield from UNSEEN.findall(_EMOJI.sub("", text))
    yield from STRANGE_DIGIT.findall(text)
    for found in LOOKALIKE.finditer(text):
        yield from _LETTER.findall(found.group())
    if not is_cell:
        yield from NO_BREAK.findall(text)
    elif _ENCLOSED_NUMBER.fullmatch(text):  # nothing is counted behind it, so it is no STRANGE_DIGIT
        yield from _ENCLOSED.findall(text)


def _violation(path: CellPath, paragraph: int | None, signs: Counter[str]) -> Violation:
    grave = any(_GRAVE.match(sign) for sign in signs)
    return Violation(
        at=path,
        paragraph=paragraph,
        severity=Severity.ERROR if grave else Severity.WARNING,
        facts={"count": signs.total(), "signs": Words(_told(signs, _name_zh, "、"), _told(signs, _name_en, ", "))},
    )


def _told(signs: Counter[str], name: Callable[[str], str], between: str) -> str:
    """The signs with their code points, names and how often each stands there, those that turn the text first."""
    ordered = sorted(signs, key=lambda sign: (not _GRAVE.match(sign), -signs[sign], sign))
    named = [f"U+{ord(sign):04X} {name(sign)} ×{signs[sign]}" for sign in ordered[:_MOST]]
    return between.join([*named, *(["…"] if len(ordered) > _MOST else [])])


def _name_zh(sign: str) -> str:
    known = next((name for first, last, name in _RANGES_ZH if first <= ord(sign) <= last), _ZH.get(ord(sign)))
    return known or (_name_en(sign) if UNSEEN.match(sign) else f"“{sign}”")


def _name_en(sign: str) -> str:
    return unicodedata.name(sign, "unnamed").lower()


CHECKS: Final = (
    single(
        "P020",
        unseen_signs,
        on=Statement,
        words=Words(
            "有 {count} 个看不见或容易看错的字符：{signs}",
            "{count} signs that hide or look like others: {signs}",
        ),
        remedy=Words(
            "删去这些字符，数字用键盘重新输入；从网页或聊天工具粘贴的文字常带有它们",
            "delete them and type the numbers anew; they often come with text pasted from a web page or a chat",
        ),
        source="{notice}（内容准确）",
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
)
