"""A file made whole again: what its way to us took apart, or ran together."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ...model.attachment import Attachment
from ...model.form import Form
from ...model.reading import Remark
from ..found import FileFacts, Found, Item, legible_items
from ..left import Left
from .label_rows import gather_label_rows
from .mixed_tables import divide_tables
from .page_breaks import join_cut_rows
from .row_numbers import without_row_numbers
from .run_in_headings import split_run_in_headings


@attrs.frozen(kw_only=True)
class Mended:
    """What was found, whole again, and the form that it follows."""

    name: str
    form: Form
    items: tuple[Item, ...]
    facts: FileFacts
    remarks: tuple[Remark, ...]
    left: tuple[Left, ...]
    attachments: tuple[Attachment, ...] = ()


def mend(found: Found, choice: Callable[[Found], Form]) -> Mended:
    """The file made whole; `choice` tells its form once its lines are tables again. A file of ours was never broken."""
    items = tuple(legible_items(found.items))
    items = items if found.facts.is_ours else without_row_numbers(items)
    found = attrs.evolve(found, items=gather_label_rows(join_cut_rows(items)), facts=found.facts.legible())
    form = choice(found)
    items = found.items if found.facts.is_ours else split_run_in_headings(divide_tables(found.items, form), form)
    return Mended(
        name=found.name, form=form, items=items, facts=found.facts, remarks=found.remarks, left=found.left,
        attachments=found.attachments,
    )  # fmt: skip
