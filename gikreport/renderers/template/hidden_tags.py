"""Tags that stand where no reader of a template sees them: there a tag is a plain name, or it is refused.

Jinja fills in the whole text of a part, its attributes and comments too. What stands in the text of paragraphs is
judged by the lint; an expression in an attribute could write any markup into every document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...errors import Words
from ..word.styles import W
from .tags import NAME

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BRACES: Final = re.compile(r"\{[{%#]|[}%#]\}")
_SHOWN: Final = 60


def faults_of(root: Element) -> Iterator[tuple[Element, Words]]:
    """Each element of a part with a tag outside its visible text that is not a plain name, with the reason."""
    for one in root.iter():
        yield from ((one, _told(text)) for text in _unseen(one) if _BRACES.search(NAME.sub("", text)))
        if not isinstance(one.tag, str) and _BRACES.search(one.text or ""):  # a comment or an instruction: no name even
            yield one, _told(one.text or "")


def _unseen(one: Element) -> Iterator[str]:
    """The texts of an element that are not printed as text of a paragraph."""
    if isinstance(one.tag, str):
        yield from map(str, one.values())
        if one.tag != f"{W}t" or next(one.iterancestors(f"{W}p"), None) is None:
            yield one.text or ""
    yield one.tail or ""


def _told(text: str) -> Words:
    shown = " ".join(text.split())[:_SHOWN]
    return Words(
        f"标签不在段落的文字中（{shown}）：属性、批注和段落之外只可用 {{{{ 名称 }}}}",
        f"a tag outside the text of paragraphs ({shown}): there only {{{{ a name }}}} may stand",
    )
