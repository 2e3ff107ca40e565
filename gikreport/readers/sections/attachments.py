"""附件 behind the signature, and 附件说明 below the text, as somebody typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...model.attachment import Attachment
from ...model.prose import Block
from ..figures import attachment, attachment_number, lines_of
from ..found import FoundParagraph, Item
from ..wording import plain
from .texts import Texts

_RUN_IN: Final = re.compile(r"(附件\s{0,9}[0-9一二三四五六七八九十]{1,3})\s{0,9}[:：.．、\s]\s{0,9}(\S.*)")
_LONGEST_TITLE: Final = 60
_NOTE: Final = re.compile(r"附件\s*[:：]\s*")
_NUMBER: Final = re.compile(r"^[0-9]{1,2}\s*[.．、]\s*(?=\S)")


# What an office prints below the signature of any document.
_IMPRINT: Final = re.compile(
    r"^(抄送|抄报|分送|主送|印发|信息公开选项|公开选项|公开属性|主动公开|此件|联系人|联系电话|电话|地址|邮编|传真|校对|核稿)"
    r"|年\d{1,2}月\d{1,2}日印发|印发$"
)


def is_imprint(text: str) -> bool:
    """Whether a line is of those that an office prints below the signature of any document."""
    return _IMPRINT.search(plain(text)) is not None


def first_label(tail: Sequence[FoundParagraph]) -> int | None:
    """Where the first line stands that opens an attachment; None where none does."""
    return next((at for at, item in enumerate(tail) if _opens(item) is not None), None)


def _opens(item: Item | None) -> tuple[int, str] | None:
    """The number, and the title where it stands on the same line, of the attachment that a line opens."""
    if not isinstance(item, FoundParagraph):
        return None
    number = attachment_number(item.text)
    if number is not None:
        return number, ""
    found = _RUN_IN.fullmatch(item.text.strip())
    number = attachment_number(found[1]) if found and len(found[2]) <= _LONGEST_TITLE else None
    return (number, found[2]) if found and number else None


def find_attachments(
    items: Sequence[Item | None], texts: Texts
) -> tuple[tuple[Attachment, ...], tuple[FoundParagraph, ...]]:
    """The attachments among what follows a signature, and the paragraphs that belong to none; those of an imprint too.

    A line that opens an attachment of which nothing follows only names it.
    """
    starts = [at for at, item in enumerate(items) if _opens(item) is not None]
    if not starts:
        return (), tuple(item for item in items if isinstance(item, FoundParagraph))
    ends = next((at for at in range(starts[-1] + 1, len(items)) if _is_imprint(items[at])), len(items))
    bounds = [*starts[1:], ends]
    made = [_attachment(items[start:end], texts) for start, end in zip(starts, bounds, strict=True) if start < end]
    if not made or not all(made):
        return (), tuple(item for item in items if isinstance(item, FoundParagraph))
    others = [*items[: starts[0]], *items[ends:]]
    return tuple(filter(None, made)), tuple(item for item in others if isinstance(item, FoundParagraph))


def _is_imprint(item: Item | None) -> bool:
    return isinstance(item, FoundParagraph) and is_imprint(item.text)


def _attachment(items: Sequence[Item | None], texts: Texts) -> Attachment | None:
    opened = _opens(items[0])
    there = [item for item in items[1:] if item is not None]
    if opened is None or not (there or texts.has_behind(items[0])):
        return None
    number, title = opened
    blocks = list(_behind(items[0], texts))
    if not title and not blocks and isinstance(there[0], FoundParagraph) and _is_title(there[0].text):
        title = there[0].text
        blocks = list(_behind(there.pop(0), texts))
    for item in there:
        blocks += [*(lines_of(item) if isinstance(item, FoundParagraph) else ()), *_behind(item, texts)]
    return attachment(number, title, blocks)


def _behind(item: Item | None, texts: Texts) -> Iterator[Block]:
    return iter(()) if item is None else texts.take(item.place)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not re.search("[。；;！!？?]", text)


def without_notes(said: list[FoundParagraph], attachments: Sequence[Attachment]) -> list[FoundParagraph]:
    """The paragraphs without 附件说明 at their end, where it names the attachments that are there."""
    start = next((at for at, item in enumerate(said) if _NOTE.match(item.text)), None) if attachments else None
    if start is None:
        return said
    lines = [line for item in said[start:] for line in item.text.splitlines()]
    names = [plain(_NUMBER.sub("", _NOTE.sub("", line.strip()).strip())) for line in lines]
    return said[:start] if [name for name in names if name] == [plain(one.title) for one in attachments] else said
