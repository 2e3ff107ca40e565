"""The templates at hand, each made ready once: the official one of a form, and an office's own."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Final, cast

import attrs

from ...errors import BrokenTemplate
from ...forms import FORMS
from ...model.form import Form
from ...office.packing import codec_named
from .compile import WRONG, Template, compile_template, template_of
from .official import PREPARED, official_file, official_folder, template_file
from .prepared import loaded, prepare

_KEPT: Final = 32  # compiled templates of offices that are kept ready


def compile(source: Form | str | Path | bytes, form: Form | None = None, *, codec: str = "zlib") -> Template:
    """A template made ready once, to be filled by many threads: `compile("y2021").render(sound(report))`.

    It cannot be sent to another process, which makes its own.

    `source` is a form, or its name, for the official template; or an office's own template, which is for `form`, the
    newest unless it is given. Raises BrokenTemplate with everything that is wrong with it, CannotRender for a codec
    ("zlib", or "isal" with the extra `speed`) that is not there.
    """
    chosen = codec_named(codec)
    named = next((one for one in FORMS if source in (one, one.name)), None)
    newest = next(one for one in FORMS if one.last is None)
    template = official(named) if named else load_template(cast(Any, source), form or newest)
    return attrs.evolve(template, codec=chosen)


@functools.cache
def official(form: Form) -> Template:
    """The official template of a form, prepared beforehand."""
    data, beside = official_file(form), official_folder(form) / PREPARED
    prepared = loaded(beside.read_text("utf-8"), data) if beside.is_file() else None
    return template_of(prepared or prepare(data), form)


def load_template(source: str | Path | bytes, form: Form) -> Template:
    """An office's own template: a file, a folder that holds one, or its bytes."""
    data = source if isinstance(source, bytes) else template_file(Path(source), form)
    return _compiled(data, form)


@functools.lru_cache(_KEPT)
def _compiled(data: bytes, form: Form) -> Template:
    from .own import linted

    wrong = [fault.problem for fault in linted(data, form) if fault.severity.forbids]
    if wrong:
        raise BrokenTemplate(WRONG, wrong)
    return compile_template(data, form)
