"""The report as a Word document."""

from __future__ import annotations

from pathlib import Path

from ..model.document import Draft, SoundReport
from .native import with_charts
from .properties import waived, with_description
from .templates import Template, load_template, official


def render_docx(document: SoundReport | Draft, template: Template | str | Path | bytes | None = None) -> bytes:
    """The document as .docx, on the official template of its form or on an office's own."""
    if template is None:
        template = official(document.form)
    elif not isinstance(template, Template):
        template = load_template(template, document.form)
    content = with_description(template.render(document), waived(document))
    return with_charts(content, document) if document.options.charts else content
