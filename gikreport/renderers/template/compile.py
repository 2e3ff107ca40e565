"""A template compiled from its patched parts, with everything that is wrong with it told at once."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...errors import BrokenTemplate, Problem, Words
from ...model.document import Draft, SoundReport
from ...model.form import Form
from ...office.packing import ZLIB, Codec, in_order, member
from .plan import Plan, Scripted, Slotted, Still
from .prepared import Prepared, prepare
from .tags import NAME, Vocabulary, contexts, lost, scripted, slotted, unknown, vocabulary

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

WRONG: Final = Words("模板有误", "the template is wrong")


@attrs.frozen
class Template:
    """A template of one form, ready to be filled; safe to share between threads."""

    form: Form
    _plan: Plan = attrs.field(repr=False)
    marks_drafts: bool
    _codec: Codec = ZLIB

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
        return self._plan.render(document, self._codec)


def compile_template(data: bytes, form: Form) -> Template:
    """A template made ready; raises BrokenTemplate with everything that is wrong with it, all at once."""
    return template_of(prepare(data), form)


def template_of(prepared: Prepared, form: Form) -> Template:
    """The template that is made from what was patched before; raises BrokenTemplate with all that is wrong."""
    words = vocabulary(form, prepared.look)
    problems = list(prepared.problems)
    parts: list[Still | Slotted | Scripted] = []
    for name in in_order(prepared.members):
        part, found = _part(name, prepared.members[name], prepared.texts.get(name, ""), words)
        parts.append(part)
        problems += found
    problems += lost(prepared.texts.values(), words)
    if problems:
        raise BrokenTemplate(WRONG, problems)
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

    from ..word.runs import in_run

    def tabbed(value: Any) -> Any:
        plain = isinstance(value, str) and not isinstance(value, Markup)
        return Markup(in_run(value)) if plain else value

    finalize = tabbed if in_runs else None
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=finalize)
