"""The official yearly report on open government information: produced, checked and published.

Every public name is here; each is imported when it is first used.
"""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .aggregate import Aggregate as Aggregate, aggregate_reports as aggregate_reports
    from .batching import Batch as Batch, Item as Item, Result as Result, batch as batch, items as items
    from .batching.cluster import cluster as cluster
    from .checking import RULES as RULES, check as check, draft as draft, load as load, sound as sound
    from .errors import (
        BrokenTemplate as BrokenTemplate,
        CannotRender as CannotRender,
        GikreportError as GikreportError,
        Problem as Problem,
        UnknownForm as UnknownForm,
        Unreadable as Unreadable,
        Words as Words,
    )
    from .findings.json import file_data as file_data, finding_data as finding_data
    from .findings.text import explain as explain, label as label, summary as summary, tell as tell
    from .forms import FORMS as FORMS, form_for as form_for, form_named as form_named, form_of as form_of
    from .forms.y2021 import Report2021 as Report2021
    from .migrate import Lost as Lost, Migration as Migration, Moved as Moved, migrate as migrate
    from .model.document import Draft as Draft, SoundReport as SoundReport
    from .model.form import Form as Form
    from .model.options import Options as Options
    from .model.prose import Prose as Prose
    from .model.reading import NotAReport as NotAReport, Reading as Reading
    from .model.report import Report as Report
    from .model.rule import Finding as Finding, Rule as Rule, UnsoundReport as UnsoundReport
    from .plain import encode as encode, schema as schema, to_data as to_data
    from .register import CountedRegister as CountedRegister, count_register as count_register
    from .renderers import render as render, save as save
    from .sources import read as read
    from .starting import new as new
    from .units import Unit as Unit, Units as Units, read_units as read_units
    from .writing import write_whole as write_whole

_PUBLIC: Final = {
    "aggregate": "Aggregate aggregate_reports",
    "batching": "Batch Item Result batch items",
    "batching.cluster": "cluster",
    "checking": "RULES check draft load sound",
    "errors": "BrokenTemplate CannotRender GikreportError Problem UnknownForm Unreadable Words",
    "findings.json": "file_data finding_data",
    "findings.text": "explain label summary tell",
    "forms": "FORMS form_for form_named form_of",
    "forms.y2021": "Report2021",
    "migrate": "Lost Migration Moved migrate",
    "model.document": "Draft SoundReport",
    "model.form": "Form",
    "model.options": "Options",
    "model.prose": "Prose",
    "model.reading": "NotAReport Reading",
    "model.report": "Report",
    "model.rule": "Finding Rule UnsoundReport",
    "plain": "encode schema to_data",
    "register": "CountedRegister count_register",
    "renderers": "render save",
    "sources": "read",
    "starting": "new",
    "units": "Unit Units read_units",
    "writing": "write_whole",
}
_HOME: Final = {name: module for module, names in _PUBLIC.items() for name in names.split()}

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("gikreport")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = found  # a module of the same name must not stand in its place
    return found


def __dir__() -> list[str]:
    return [*sorted(_HOME), "__version__"]
