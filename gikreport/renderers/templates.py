"""Where templates come from, and how one is made ready: found, opened, patched by docxtpl, compiled."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from ..errors import BrokenTemplate, Problem, Words
from ..forms import FORMS
from ..model.document import Draft, SoundReport
from ..model.form import Form
from .compiled import Plan, Scripted, Slotted, Still
from .package import ZLIB, Codec, codec_named, in_order, member
from .prepared import Prepared, loaded, prepare
from .tags import NAME, Vocabulary, contexts, lost, scripted, slotted, unknown, vocabulary

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FILE: Final = "report.docx"
PREPARED: Final = "report.json"  # the same, prepared: made by tools/build_templates.py
_KEPT: Final = 32  # compiled templates of offices that are kept ready


@attrs.frozen
class Template:
    """A template of one form, ready to be filled; safe to share between threads."""

    form: Form
    plan: Plan = attrs.field(repr=False)
    marks_drafts: bool
    codec: Codec = ZLIB

    def render(self, document: SoundReport | Draft) -> bytes:
        """The document as .docx; raises BrokenTemplate where a draft would go unmarked."""
        if document.form.name != self.form.name:
            raise BrokenTemplate(
                Words(
                    f"模板属于格式 {self.form.name}，报告属于 {document.form.name}",
                    f"a template for {self.form.name}, a report on {document.form.name}",
                )
            )
        if isinstance(document, Draft) and not self.marks_drafts:
            raise BrokenTemplate(
                Words(
                    "模板的页眉中没有 {{ draft_mark }}，不能用于草稿",
                    "no {{ draft_mark }} in the template's headers: not for drafts",
                )
            )
        return self.plan.render(document, self.codec)


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
    return _template(prepared or prepare(data), form)


def official_file(form: Form) -> bytes:
    """The official template as it is shipped, or as it lies in a checkout."""
    return (official_folder(form) / FILE).read_bytes()


def official_folder(form: Form) -> Path:
    """Where the official templates of a form lie."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / form.name / FILE).is_file():
            return folder / form.name
    raise BrokenTemplate(Words(f"没有安装 {form.name} 的模板", f"the template of {form.name} is not installed"))


def load_template(source: str | Path | bytes, form: Form) -> Template:
    """An office's own template: a file, a folder that holds one, or its bytes."""
    data = source if isinstance(source, bytes) else template_file(Path(source), form)
    return _compiled(data, form)


def template_file(path: Path, form: Form) -> bytes:
    """The bytes of an office's own template: a file, or a folder that holds one."""
    try:
        if path.is_dir():
            path = next((p for p in (path / FILE, path / form.name / FILE) if p.is_file()), path / FILE)
        return path.read_bytes()
    except OSError as error:
        raise BrokenTemplate(Words(f"不能读取模板 {path}", f"cannot read the template {path}")) from error


@functools.lru_cache(_KEPT)
def _compiled(data: bytes, form: Form) -> Template:
    from .own import linted

    wrong = [fault.problem for fault in linted(data, form) if fault.severity.forbids]
    if wrong:
        raise BrokenTemplate(_WRONG, wrong)
    return compile_template(data, form)


_WRONG: Final = Words("模板有误", "the template is wrong")


def compile_template(data: bytes, form: Form) -> Template:
    """A template made ready; raises BrokenTemplate with everything that is wrong with it, all at once."""
    return _template(prepare(data), form)


def _template(prepared: Prepared, form: Form) -> Template:
    words = vocabulary(form, prepared.look)
    problems = list(prepared.problems)
    parts: list[Still | Slotted | Scripted] = []
    for name in in_order(prepared.members):
        part, found = _part(name, prepared.members[name], prepared.texts.get(name, ""), words)
        parts.append(part)
        problems += found
    problems += lost(prepared.texts.values(), words)
    if problems:
        raise BrokenTemplate(_WRONG, problems)
    return Template(form, Plan(tuple(parts)), prepared.marks_drafts)


def _part(name: str, content: bytes, text: str, words: Vocabulary) -> tuple[Still | Slotted | Scripted, list[Problem]]:
    if scripted(text):
        return _script(name, text, words)
    part, problems = slotted(name, text, words)
    return (part, problems) if len(part.pieces) > 1 else (Still(member(name, content, 9)), [])


def _script(name: str, text: str, words: Vocabulary) -> tuple[Scripted, list[Problem]]:
    from jinja2 import TemplateSyntaxError, meta

    marked = _with_blocks(text)
    environment = sandbox(in_runs=name.startswith("word/"))
    try:
        names = meta.find_undeclared_variables(environment.parse(marked))
        part = Scripted(name, environment.from_string(marked), words.facts, words.blocks)
    except TemplateSyntaxError as error:
        raise BrokenTemplate(
            Words("模板标签有语法错误", "a tag of the template has a syntax error"),
            [Problem(name, Words(str(error), str(error)))],
        ) from error
    first = {known.partition(".")[0] for known in words.known()} | {"blocks"}
    return part, [unknown(name, one, "xml", words) for one in sorted(names - first)]


def _with_blocks(text: str) -> str:
    """Structural tags by their full name, since title is a text and a block."""
    cut = NAME.split(text)
    for at, where in zip(range(1, len(cut), 2), contexts(cut[::2]), strict=False):
        prefix = "blocks." if where == "block" else ""
        cut[at] = f"{{{{ {prefix}{cut[at]} }}}}"
    return "".join(cut)


@functools.cache
def sandbox(*, in_runs: bool) -> ImmutableSandboxedEnvironment:
    """The environment of templates with loops: strict, escaping, nothing can be called that changes anything."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    from .blocks import in_run

    def tabbed(value: Any) -> Any:
        plain = isinstance(value, str) and not isinstance(value, Markup)
        return Markup(in_run(value)) if plain else value

    finalize = tabbed if in_runs else None
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=finalize)
