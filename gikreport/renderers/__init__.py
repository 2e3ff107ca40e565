"""Every output: one row a format."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import attrs

from ..errors import CannotRender, Problem, Words
from ..files import write_whole
from ..forms import form_of
from ..model.document import Draft, SoundReport
from ..model.options import Options
from ..model.reading import Reading
from ..model.report import Report, prose_fields

Subject = Reading | Report | SoundReport | Draft


@attrs.frozen
class Renderer:
    """One output format: a document needs a sound report or a draft, data takes any report or reading.

    `holds_figures` tells that small tables, pictures and attachments have a place in it.
    """

    suffix: str
    of_documents: bool
    function: Callable[..., bytes]
    holds_figures: bool = True


def render(
    subject: Reading | Report | SoundReport | Draft,
    suffix: str,
    *,
    options: Options | None = None,
    template: Any = None,
    lossy: bool = False,
) -> bytes:
    """A report in the format of a suffix, ".docx" or ".json".

    A document is made of what is sound, or of a draft: raises UnsoundReport for what is not. Where content of the file
    was not read, no data is made either, unless it is to be `lossy`.
    """
    renderer = _renderer(suffix)
    if renderer.of_documents:
        return renderer.function(_document(subject, options, lossy), template)
    data = _data(subject, lossy)
    if not (renderer.holds_figures or lossy):
        _refuse_figures(data, suffix)
    return renderer.function(data, suffix)


def save(
    subject: Reading | Report | SoundReport | Draft,
    path: str | Path,
    *,
    options: Options | None = None,
    template: Any = None,
    lossy: bool = False,
) -> Path:
    """Write a report in the format of the path's suffix: the whole file or, when anything fails, none.

    A file of that name is replaced, whoever made it; `write_keeping` keeps what is not this library's own.
    """
    target = Path(path)
    return write_whole(target, render(subject, target.suffix, options=options, template=template, lossy=lossy))


def _document(subject: Subject, options: Options | None, lossy: bool) -> SoundReport | Draft:
    if isinstance(subject, Reading | Report):
        from ..checking.sound import sound

        return sound(subject, options=options, lossy=lossy)
    return subject if options is None else attrs.evolve(subject, options=options)


def _data(subject: Subject, lossy: bool) -> Reading | Report:
    from ..checking.sound import published, whole

    if isinstance(subject, SoundReport):
        return published(subject)
    if isinstance(subject, Draft):
        raise CannotRender(
            Words("草稿只能成文；要数据，请给出报告本身", "a draft is a document; give the report itself for data")
        )
    return subject if lossy else whole(subject)


def _refuse_figures(subject: Reading | Report, suffix: str) -> None:
    """Raise CannotRender where figures or attachments would be left out."""
    stated = prose_fields(form_of(subject).report if isinstance(subject, Report) else subject.form.report)
    held = subject.prose if isinstance(subject, Reading) else {name: getattr(subject, name) for name in stated}
    count = sum(len(prose.figures) for prose in held.values()) + len(subject.attachments)
    if count:
        zh = f"{suffix} 里放不下正文中的小表、插图和附件（共 {count} 处）"
        en = f"{suffix} has no place for small tables, pictures and attachments ({count} in all)"
        remedy = Words(
            "写成 .json 或 .docx；确实不要的，加 --lossy", "write .json or .docx, or add --lossy to do without"
        )
        raise CannotRender(Words(zh, en), [Problem("", remedy)])


def _renderer(suffix: str) -> Renderer:
    for renderer in RENDERERS:
        if renderer.suffix == suffix.lower():
            return renderer
    known = " ".join(renderer.suffix for renderer in RENDERERS)
    zh, en = (f"不能生成“{suffix}”", f"no output {suffix!r}") if suffix else ("没有写扩展名", "there is no suffix")
    raise CannotRender(Words(f"{zh}；可用的是 {known}", f"{en}; there are {known}"))


def _plain(subject: Reading | Report, suffix: str) -> bytes:
    from ..datafile import encode

    return encode(subject, suffix).encode()


def _by(name: str) -> Callable[..., bytes]:
    """The renderer of a module, imported when it is first used: `docx.render_docx`."""

    def function(*args: Any) -> bytes:
        module = importlib.import_module(f".{name}", __name__)
        made: bytes = getattr(module, f"render_{name.rpartition('.')[2]}")(*args)
        return made

    return function


RENDERERS: Final[tuple[Renderer, ...]] = (
    Renderer(".docx", True, _by("docx")),
    Renderer(".html", True, _by("web.html")),
    Renderer(".pdf", True, _by("printed.pdf")),
    Renderer(".xlsx", False, _by("excel.xlsx"), holds_figures=False),
    Renderer(".json", False, _plain),
    Renderer(".toml", False, _plain),
    Renderer(".yaml", False, _plain),
    Renderer(".yml", False, _plain),
)
