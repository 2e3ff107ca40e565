"""The page of a rule: why it is there, a small report that breaks it, and what is said about that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("[A-Za-z]")
_BLOCK: Final = re.compile(r"^```\w*.*?^```$", re.MULTILINE | re.DOTALL)

# Between paragraphs, and where a paragraph goes over from one language into the other.
_BREAK: Final = re.compile(r"\n{2,}|(?<=[.:)])\s+(?=[\u4e00-\u9fff“《])")


def page_of(code: str, lang: str = "zh") -> str:
    """The page of a rule in a language, with its example; "" where the pages are not installed."""
    file = _folder() / f"{code}.md"
    if not file.is_file():
        return ""
    text = file.read_text("utf-8").split("\n", 1)[1]
    parts = _parts(text)
    told = [part for part in parts if _is_in(part, lang)]
    if all(part.startswith("```") for part in told):  # a page that was written in one language only
        told = parts
    return "\n\n".join(told).strip()


def _folder() -> Path:
    """Where the pages are: in the package, or beside it in the repository."""
    installed = Path(__file__).resolve().parents[1] / "pages"
    return installed if installed.is_dir() else installed.parents[1] / "tests" / "errors"


def _parts(text: str) -> list[str]:
    """The paragraphs of a page, each block of an example as one."""
    blocks = _BLOCK.findall(text)
    said = [part.strip() for part in _BREAK.split(_BLOCK.sub("\0", text)) if part.strip()]
    following = iter(blocks)
    return [re.sub("\0", lambda _: next(following), part) for part in said]


def _is_in(part: str, lang: str) -> bool:
    """Whether a paragraph is in a language; an example is in both."""
    if part.startswith("```"):
        return True
    chinese = len(_HAN.findall(part)) > len(_LATIN.findall(part)) / 3
    return chinese == (lang == "zh")
