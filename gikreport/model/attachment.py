"""附件: what a report has behind its signature, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import attrs

from .fields import to_prose
from .figures import words
from .prose import EMPTY, Prose


def _number(attachment: object, attribute: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or not 0 <= value < 100:
        raise ValueError(f"number takes the number of an attachment, or 0 where it has none, not {value!r}")


def _content(value: object) -> Prose:
    return cast(Prose, to_prose(value))


@attrs.frozen
class Attachment:
    """An attachment: its title, what it holds, and its number; 0 where a report has a single one without a number.

    GB/T 9704-2012, 7.3.4 and 7.4.
    """

    title: str = words()
    content: Prose = attrs.field(default=EMPTY, converter=_content, validator=attrs.validators.instance_of(Prose))
    number: int = attrs.field(default=0, validator=_number)

    @property
    def label(self) -> str:
        """What stands at the top left of its first page: 附件, with its number."""
        return f"{LABEL}{self.number or ''}"


LABEL = "附件"


def attachments() -> Any:
    """Declare the attachments of a report, in their order."""
    each = attrs.validators.instance_of(Attachment)
    return attrs.field(default=(), converter=_in_order, validator=attrs.validators.deep_iterable(each))


def _in_order(given: Iterable[Attachment]) -> tuple[Attachment, ...]:
    return tuple(given)  # attrs reads the signature of a converter, and takes long for that of `tuple`
