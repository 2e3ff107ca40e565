"""A fault of a template, and the sheet on which the faults of one template are collected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import attrs

from ...errors import Problem, Words
from ...model.cell import Place
from ...model.diagnostic import Severity
from ...model.form import Form
from ...model.report import tables
from ...signs import visible
from .tags import Vocabulary
from .template_grid import Spot, Tag

MAIN: Final = "word/document.xml"


@attrs.frozen
class Fault:
    """One thing that is wrong with a template: part, table, row and column, the text there, what to do."""

    words: Words
    part: str = ""
    place: Place = Place()
    text: str = ""
    severity: Severity = Severity.ERROR

    @property
    def problem(self) -> Problem:
        """The same as an error tells it."""
        text = f"“{self.text}”" if self.text else ""
        return Problem(" ".join(filter(None, [self.part, self.place.told(), text])), self.words)

    def told(self, lang: str = "zh") -> str:
        """Place, text and words in one line."""
        text = f"“{self.text}”" if self.text else ""
        where = " ".join(filter(None, [self.part, self.place.told(lang), text]))
        return visible(f"{where}: {self.severity.told(lang)} {self.words.told(lang)}")


@attrs.frozen
class Standing:
    """A tag with the conditions and loops that it stands under, outermost first."""

    tag: Tag
    under: tuple[str, ...]


@attrs.define
class Sheet:
    """Collects the faults of one template."""

    form: Form
    words: Vocabulary
    faults: list[Fault] = attrs.field(factory=list)

    @property
    def optional(self) -> set[str]:
        """The tables that a report may leave out."""
        fields = attrs.fields_dict(self.form.report)
        return {name for name in tables(self.form.report) if fields[name].default is not attrs.NOTHING}

    def fault(self, spot: Spot, zh: str, en: str, text: str = "", severity: Severity = Severity.ERROR) -> None:
        """Note a fault of the paragraph at this spot."""
        self.faults.append(Fault(Words(zh, en), spot.part, spot.place, text or spot.text[:60], severity))


def written(name: str) -> str:
    """A name as a tag writes it."""
    return f"{{{{{name} }}}}" if name.startswith("p ") else f"{{{{ {name} }}}}"


def any_error(found: Iterable[Any]) -> bool:
    """Whether one of the faults forbids the use of a template."""
    return any(fault.severity.forbids for fault in found)
