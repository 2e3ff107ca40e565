"""The official yearly report on open government information: produced, checked and published.

Every public name is here; each is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .aggregate import Aggregate as Aggregate, aggregate_reports as aggregate_reports
    from .batching import Batch as Batch, Item as Item, Result as Result, batch as batch, items as items
    from .batching.cluster import cluster as cluster
    from .checking import RULES as RULES, check as check, draft as draft, load as load, sound as sound
    from .diff import Changed as Changed, Difference as Difference, Repeated as Repeated, compare as compare
    from .errors import (
        BrokenTemplate as BrokenTemplate,
        CannotRender as CannotRender,
        GikreportError as GikreportError,
        Problem as Problem,
        UnknownForm as UnknownForm,
        Unreadable as Unreadable,
        Words as Words,
    )
    from .expressions.proposing import Proposal as Proposal, bind as bind, propose as propose
    from .findings.annotate import annotated as annotated
    from .findings.html import findings_page as findings_page
    from .findings.json import file_data as file_data, finding_data as finding_data, judged_data as judged_data
    from .findings.reading import reading_data as reading_data
    from .findings.sarif import sarif as sarif
    from .findings.tally import tally as tally
    from .findings.text import explain as explain, label as label, summary as summary, tell as tell
    from .forms import FORMS as FORMS, form_for as form_for, form_named as form_named, form_of as form_of
    from .forms.categories import Categories as Categories, Category as Category
    from .forms.shared import (
        Litigation as Litigation,
        NotProcessed as NotProcessed,
        Results as Results,
        Table4 as Table4,
        Unavailable as Unavailable,
        Withheld as Withheld,
    )
    from .forms.statistics import Statistics as Statistics
    from .forms.y2008 import Report2008 as Report2008
    from .forms.y2014 import Report2014 as Report2014
    from .forms.y2019 import Report2019 as Report2019
    from .forms.y2021 import (
        Documents as Documents,
        Organizations as Organizations,
        OtherHandling as OtherHandling,
        Outcomes as Outcomes,
        Proactive as Proactive,
        Report2021 as Report2021,
        Requests as Requests,
        Table3 as Table3,
    )
    from .inspecting import check_layout as check_layout
    from .judging import (
        Judged as Judged,
        Previous as Previous,
        by_office as by_office,
        files_in as files_in,
        judge as judge,
        unused_waivers as unused_waivers,
        worst_first as worst_first,
        year_before as year_before,
    )
    from .migrating import Lost as Lost, Migration as Migration, Moved as Moved, migrate as migrate
    from .model.document import Draft as Draft, SoundReport as SoundReport
    from .model.form import Form as Form
    from .model.options import Options as Options
    from .model.prose import Prose as Prose
    from .model.reading import (
        Cell as Cell,
        NotAReport as NotAReport,
        Place as Place,
        Reading as Reading,
        Remark as Remark,
        State as State,
    )
    from .model.report import Report as Report
    from .model.rule import (
        At as At,
        Finding as Finding,
        Rule as Rule,
        Severity as Severity,
        UnsoundReport as UnsoundReport,
    )
    from .plain import encode as encode, schema as schema, to_data as to_data
    from .publishing import Published as Published, publish as publish
    from .register import (
        CountedRegister as CountedRegister,
        Late as Late,
        Uncountable as Uncountable,
        count_register as count_register,
    )
    from .renderers import render as render, save as save
    from .renderers.faults import Fault as Fault
    from .renderers.fonts import replaced_fonts as replaced_fonts
    from .renderers.own import export_template as export_template, lint_template as lint_template
    from .renderers.pdf import Pdf as Pdf, to_pdf as to_pdf
    from .renderers.templates import Template as Template, compile as compile
    from .sources import read as read
    from .starting import fill as fill, new as new
    from .units import Unit as Unit, Units as Units, read_units as read_units
    from .waivers import Waiver as Waiver, proposed as proposed, read_waivers as read_waivers
    from .writing import write_whole as write_whole

    __version__: str

_PUBLIC: Final = {
    "aggregate": "Aggregate aggregate_reports",
    "batching": "Batch Item Result batch items",
    "batching.cluster": "cluster",
    "checking": "RULES check draft load sound",
    "diff": "Changed Difference Repeated compare",
    "errors": "BrokenTemplate CannotRender GikreportError Problem UnknownForm Unreadable Words",
    "expressions.proposing": "Proposal bind propose",
    "findings.annotate": "annotated",
    "findings.html": "findings_page",
    "findings.json": "file_data finding_data judged_data",
    "findings.reading": "reading_data",
    "findings.sarif": "sarif",
    "findings.tally": "tally",
    "findings.text": "explain label summary tell",
    "forms": "FORMS form_for form_named form_of",
    "forms.categories": "Categories Category",
    "forms.shared": "Litigation NotProcessed Results Table4 Unavailable Withheld",
    "forms.statistics": "Statistics",
    "forms.y2008": "Report2008",
    "forms.y2014": "Report2014",
    "forms.y2019": "Report2019",
    "forms.y2021": "Documents Organizations OtherHandling Outcomes Proactive Report2021 Requests Table3",
    "inspecting": "check_layout",
    "judging": "Judged Previous by_office files_in judge unused_waivers worst_first year_before",
    "migrating": "Lost Migration Moved migrate",
    "model.document": "Draft SoundReport",
    "model.form": "Form",
    "model.options": "Options",
    "model.prose": "Prose",
    "model.reading": "Cell NotAReport Place Reading Remark State",
    "model.report": "Report",
    "model.rule": "At Finding Rule Severity UnsoundReport",
    "plain": "encode schema to_data",
    "publishing": "Published publish",
    "register": "CountedRegister Late Uncountable count_register",
    "renderers": "render save",
    "renderers.faults": "Fault",
    "renderers.own": "export_template lint_template",
    "renderers.fonts": "replaced_fonts",
    "renderers.pdf": "Pdf to_pdf",
    "renderers.templates": "Template compile",
    "sources": "read",
    "starting": "fill new",
    "units": "Unit Units read_units",
    "waivers": "Waiver proposed read_waivers",
    "writing": "write_whole",
}
_HOME: Final = {name: module for module, names in _PUBLIC.items() for name in names.split()}


if not TYPE_CHECKING:  # a name that is not above is an error to a type checker too

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
