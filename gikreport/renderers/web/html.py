"""The report as a web page: one file that needs nothing else, as an office posts it in 政府信息公开年报."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import attrs

from ...errors import BrokenTemplate, Problem, Words
from ...model.document import DRAFT_MARK, Draft, SoundReport
from ...model.options import SITE_TAGS
from ..charts import charts, place
from ..environment import environment
from ..word.properties import left_out
from ..word.titles import title_lines
from .bar_chart import drawing
from .page import annexes, refuse_undrawn, sections
from .page_addresses import refuse_addresses

FILE: Final = "report.html.jinja"
_OWN: Final = (".jinja", ".html")  # a file that is a page
_WORD: Final = ".docx"  # one that says nothing of the page
_TITLE_ROOM: Final = 13  # characters of a title on a narrow screen; a wide one breaks it at fewer of these places


@attrs.frozen
class Attachment:
    """A file beside the page, or in a folder beside it, that readers may take with them."""

    name: str
    words: str

    @property
    def address(self) -> str:
        """Its address as seen from the page; never anything but a file in the same folder or one inside it."""
        return "./" + "/".join(quote(part, safe="") for part in self.name.split("/") if part.strip("."))


def render_html(document: SoundReport | Draft, template: Any = None, attachments: Iterable[Attachment] = ()) -> bytes:
    """The document as one .html file, on the official template of its form or on an office's own.

    Raises BrokenTemplate where an office's template cannot be filled in, or would have browsers fetch from elsewhere.
    """
    refuse_undrawn(document)
    context = _context(document, tuple(attachments))
    folder, names = _folder(template), _names(template, document.form.name)
    try:
        page = environment(folder, names[0]).select_template(names).render(context)
        if folder is not None:
            refuse_addresses(page, names[0])
        return page.encode()
    except BrokenTemplate:
        raise
    except Exception as error:  # a template may fail in any way that a program can
        place = f"{getattr(error, 'name', None) or FILE}"
        problem = Problem(place, Words(str(error), str(error)), getattr(error, "lineno", None))
        raise BrokenTemplate(Words("网页模板有误", "the template of the page is wrong"), [problem]) from error


def _context(document: SoundReport | Draft, attachments: tuple[Attachment, ...]) -> dict[str, Any]:
    return {
        "document": document,
        "title": "".join(document.title),
        "title_lines": [title_lines((line,), document.agency, _TITLE_ROOM) for line in document.title],
        "draft_mark": DRAFT_MARK if isinstance(document, Draft) else "",
        "sections": sections(document),
        "annexes": annexes(document),
        "tags": dict(site_tags(document)),
        "left_out": left_out(document),
        "attachments": attachments,
        "charts": tuple(map(drawing, charts(document))),
        "charts_in": place(document),
    }


def site_tags(document: SoundReport | Draft) -> Iterator[tuple[str, str]]:
    """网页标签 of the page, in the order of the guideline: those of the office, and what the report itself tells."""
    known: Mapping[str, str] = {"ArticleTitle": "".join(document.title), "ContentSource": document.agency}
    given = {**known, **document.options.site}
    yield from ((name, given[name]) for name in SITE_TAGS if given.get(name))


def _folder(template: Any) -> Path | None:
    if not isinstance(template, str | Path):
        return None
    path = Path(template)
    if not path.exists():
        raise BrokenTemplate(Words(f"没有模板 {path}", f"there is no template {path}"))
    if not path.is_dir() and path.suffix.lower() not in (*_OWN, _WORD):
        due = " ".join((*_OWN, _WORD))
        raise BrokenTemplate(Words(f"{path} 不是模板；应为 {due}", f"{path} is no template; there are {due}"))
    return path if path.is_dir() else path.parent


def _names(template: Any, form: str) -> list[str]:
    """The office's own page, then the official one; a Word template says nothing of the page."""
    path = Path(template) if isinstance(template, str | Path) else Path()
    own = [FILE] if path.is_dir() else [path.name] if path.suffix in _OWN else []
    return [*own, f"{form}/{FILE}"]
