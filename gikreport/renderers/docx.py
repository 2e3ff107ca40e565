"""The report as a Word document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ..model.document import Draft, SoundReport
from .contents import with_contents
from .native import with_charts
from .package import in_order, member, packed
from .properties import waived, with_description
from .templates import Template, load_template, official
from .wordgrid import with_word_grid

Members = Mapping[str, bytes]


def render_docx(document: SoundReport | Draft, template: Template | str | Path | bytes | None = None) -> bytes:
    """The document as .docx, on the official template of its form or on an office's own."""
    if template is None:
        template = official(document.form)
    elif not isinstance(template, Template):
        template = load_template(template, document.form)
    content = template.render(document)
    wanted = [change for asked, change in _CHANGES if asked(document)]
    return _changed(content, document, wanted) if wanted else content


def _changed(
    content: bytes, document: SoundReport | Draft, changes: list[Callable[[Members, SoundReport | Draft], Members]]
) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members: Members = {name: package.read(name) for name in package.namelist()}
    for change in changes:
        members = change(members, document)
    return packed([member(name, members[name]) for name in in_order(members)])


# What not every document has: when it is asked for, and the change that it makes to the package.
_CHANGES: Final[tuple[tuple[Callable[[SoundReport | Draft], object], Callable[..., Members]], ...]] = (
    (waived, with_description),
    (lambda document: document.options.charts, with_charts),
    (lambda document: document.options.toc, with_contents),
    (lambda document: document.options.grid == "word", with_word_grid),
)
