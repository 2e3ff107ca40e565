"""The report as a Word document."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ..model.document import Draft, SoundReport
from ..office.packing import in_order, member, packed
from .template.compile import Template
from .template.library import load_template, official
from .word.properties import described

Members = Mapping[str, bytes]


def render_docx(document: SoundReport | Draft, template: Template | str | Path | bytes | None = None) -> bytes:
    """The document as .docx, on the official template of its form or on an office's own."""
    if template is None:
        template = official(document.form)
    elif not isinstance(template, Template):
        template = load_template(template, document.form)
    content = template.render(document)
    wanted = [home for asked, home in _CHANGES if asked(document)]
    return _changed(content, document, wanted) if wanted else content


def _changed(content: bytes, document: SoundReport | Draft, wanted: list[tuple[str, str]]) -> bytes:
    from ..office.opc import package_to_read

    members: Members = package_to_read(content).contents()
    for home, change in wanted:
        members = getattr(importlib.import_module(f".word.{home}", __package__), change)(members, document)
    return packed([member(name, members[name]) for name in in_order(members)])


# What not every document has: when it is asked for, and where the change to the package is, imported when asked for.
_CHANGES: Final[tuple[tuple[Callable[[SoundReport | Draft], object], tuple[str, str]], ...]] = (
    (described, ("properties", "with_description")),
    (lambda document: document.has_figures, ("media", "with_figures")),
    (lambda document: document.options.charts, ("word_charts", "with_charts")),
    (lambda document: document.options.toc, ("toc", "with_contents")),
    (lambda document: document.options.grid == "word", ("character_grid", "with_word_grid")),
)
