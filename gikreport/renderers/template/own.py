"""An office's own templates: copied from the official ones, edited, and looked over before they are used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ...errors import BrokenTemplate, CannotRender, Problem, Words
from ...fence import fenced
from ...files import unwritten, write_whole
from ...forms import FORMS, form_named
from ...model.form import Form
from ...office.parts import MAIN, STYLES
from ..word.styles import Look, look
from .compile import compile_template
from .faults import Fault, any_error
from .guard import opened, parsed, part
from .lint import faults
from .official import FILE, official_file, official_folder, template_file
from .prepared import tagged_roots
from .tags import NAME, cells, vocabulary

PAGE: Final = "report.html.jinja"


def lint_template(source: str | Path | bytes, form: Form | str | None = None) -> tuple[Fault, ...]:
    """Everything that is wrong with an office's own template, all at once; empty where it is sound.

    Without a form, it is taken for a template of the form whose cells it names most. What stands in a template
    without an error is printed: every number, at its place. Raises BrokenTemplate where it cannot be opened.
    """
    named = form_named(form) if isinstance(form, str) else form
    newest = next(one for one in FORMS if one.last is None)
    data = source if isinstance(source, bytes) else template_file(Path(source), named or newest)
    return _faults(data, "" if isinstance(source, bytes) else Path(source).name, named)


@fenced
def _faults(data: bytes, name: str, form: Form | None) -> tuple[Fault, ...]:
    return tuple(linted(data, form or _likely(data)))


def _likely(data: bytes) -> Form:
    """The form whose cells a template names most."""
    text = "".join("".join(map(str, root.itertext())) for root in tagged_roots(opened(data)).values())
    named = {tuple(tag.split(".")) for tag in NAME.findall(text)}
    return max(FORMS, key=lambda form: len(named & set(cells(form))) - len(set(cells(form)) - named))


def linted(data: bytes, form: Form) -> list[Fault]:
    """Everything that is wrong with a template for a form."""
    roots = tagged_roots(opened(data))
    try:
        words = vocabulary(form, _look(opened(data)))
    except BrokenTemplate as error:
        return [Fault(problem.words, problem.at) for problem in error.problems or [Problem("", error.words)]]
    found = faults(form, words, roots, parsed(MAIN, opened(_model(form, data))[MAIN]))
    return found if any_error(found) else [*found, *_not_compiled(data, form)]


def _look(members: Mapping[str, bytes]) -> Look:
    return look(part(STYLES, members[STYLES]), part(MAIN, members[MAIN]))


def _model(form: Form, data: bytes) -> bytes:
    """The official template that a template is held against; a form without one has only its own."""
    try:
        return official_file(form)
    except BrokenTemplate:
        return data


def _not_compiled(data: bytes, form: Form) -> list[Fault]:
    try:
        compile_template(data, form)
    except BrokenTemplate as error:
        return [Fault(problem.words, problem.at) for problem in error.problems or [Problem("", error.words)]]
    return []


def export_template(form: Form | str, folder: str | Path) -> tuple[Path, ...]:
    """Copy the official templates of a form, of the document and of the page, for an office to edit.

    Raises CannotRender where a file of that name is already there.
    """
    chosen, target = form_named(form) if isinstance(form, str) else form, Path(folder)
    files = {name: (official_folder(chosen) / name).read_bytes() for name in (FILE, PAGE)}
    there = [target / name for name in files if (target / name).exists()]
    if there:
        raise CannotRender(Words(f"{there[0]} 已经存在，不会覆盖", f"{there[0]} is already there and is kept"))
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritten(target, error) from error
    return tuple(write_whole(target / name, content) for name, content in files.items())
