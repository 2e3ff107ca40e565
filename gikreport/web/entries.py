"""What a form sends: its fields as text, its files, and the work with all that was typed since it was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from ..errors import Problem, Words
from ..lifecycle.new import stated_lines
from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.outline import CellPath, Line
from ..model.prose import EMPTY, Prose
from ..model.reading import Reading
from ..model.report import prose_fields
from ..readers.amounts import cell_of
from ..server.bodies import FORM, Body, File
from ..server.multipart import form_parts
from .work import Work, day, read_work


@attrs.frozen
class Posted:
    """The fields of one form, by name."""

    parts: Mapping[str, list[File | str]] = attrs.field(factory=dict)

    def text(self, name: str) -> str:
        """A field of text without blanks around it, "" where there is none; where it stands twice, the last."""
        texts = [part for part in self.parts.get(name, ()) if isinstance(part, str)]
        return texts[-1].strip() if texts else ""

    def has(self, name: str) -> bool:
        """Whether the form has the field."""
        return name in self.parts

    def files(self, name: str) -> list[File]:
        """The files that were chosen; a field for files without one sends an empty one."""
        return [part for part in self.parts.get(name, ()) if isinstance(part, File) and (part.name or part.content)]


def posted(body: Body) -> Posted:
    """The fields of a body, none where it is no form."""
    is_form = body.kind.partition(";")[0].strip().lower() == FORM
    return Posted(form_parts(body.kind, body.content)) if is_form and body.content else Posted()


@attrs.frozen
class Typed:
    """The work as it is now, and what was typed that cannot be taken."""

    work: Work
    problems: tuple[Problem, ...] = ()


def typed(form: Posted) -> Typed | None:
    """The work that a form carries, with what was typed in its fields; None where it carries none."""
    if not form.has("work"):
        return None
    work = read_work(form.text("work"))
    reading, problems = _prose(_cells(work.report, form), form)
    return Typed(attrs.evolve(work, report=_facts(reading, form)), problems)


def field_name(path: CellPath) -> str:
    """The name of the field of a cell, t3.natural_person.received."""
    return ".".join(path)


def _cells(reading: Reading, form: Posted) -> Reading:
    """The cells as typed. In a table in which something was changed, printed totals are no longer those of a file."""
    lines = stated_lines(reading.form)
    changed = {path: cell for path, line in lines.items() for cell in _changed(reading, form, path, line)}
    if not changed:
        return reading
    touched = {path[0] for path in changed}
    kept = {path: cell for path, cell in reading.cells.items() if path in lines or path[0] not in touched}
    return attrs.evolve(reading, cells={**kept, **changed})


def _changed(reading: Reading, form: Posted, path: CellPath, line: Line) -> Iterator[Cell]:
    name = field_name(path)
    if not form.has(name):
        return
    said, before = form.text(name), reading.cells.get(path)
    if before is None or said != shown(before):
        yield cell_of(said, line.kind, line.unit)[0] if said else Cell(UNFILLED_WORD, State.UNFILLED, None, line.kind)


def shown(cell: Cell | None) -> str:
    """What the field of a cell shows: what is stated in it, nothing where that is still open."""
    return "" if cell is None or cell.state is State.UNFILLED else cell.text


def _prose(reading: Reading, form: Posted) -> tuple[Reading, tuple[Problem, ...]]:
    """The sections as typed; what has not changed stays what it was, with its expressions."""
    found, problems = dict(reading.prose), []
    for name, entry in prose_fields(reading.form.report).items():
        if form.has(name) and lines_of(form.text(name)) != lines_of(found[name].text if name in found else ""):
            try:
                found[name] = _retyped(found.get(name, EMPTY), form.text(name))
            except ValueError:
                problems.append(Problem(entry.words[0] if entry.words else name, _SIGNS))
    return attrs.evolve(reading, prose={name: prose for name, prose in found.items() if prose}), tuple(problems)


def _retyped(before: Prose, text: str) -> Prose:
    """A section as typed: lines that stand as they stood keep what is set off in them, figures stay where they were."""
    known = {paragraph.text: paragraph for paragraph in before.paragraphs}
    lines = tuple(known.get(one.text, one) for one in Prose.of(text).paragraphs)
    return Prose(lines, tuple(attrs.evolve(one, before=min(one.before, len(lines))) for one in before.figures))


_SIGNS = Words("有不能用在文件里的控制字符，这一部分没有改动", "holds characters that no document can; not changed")


def lines_of(text: str) -> list[str]:
    """The lines of a text as prose has them."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def _facts(reading: Reading, form: Posted) -> Reading:
    """Agency, signature and day, where the page has fields for them."""
    if form.has("signed_on"):
        reading = attrs.evolve(reading, signed_on=day(form.text("signed_on")))
    if form.text("agency"):
        reading = attrs.evolve(reading, agency=form.text("agency"))
    if form.has("signed_by"):
        said = form.text("signed_by")
        reading = attrs.evolve(reading, signed_by=said if said and said != reading.agency else None)
    return reading
