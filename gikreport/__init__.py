"""The official yearly report on open government information: produced, checked and published.

Every public name is here; each is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .aggregate import Aggregate as Aggregate, aggregate_reports as aggregate_reports
    from .batches import Batch as Batch, Item as Item, Result as Result, batch as batch, items as items
    from .batches.cluster import cluster as cluster
    from .checking.check import RULES as RULES, check as check, draft as draft, load as load, sound as sound
    from .checking.files import (
        Judged as Judged,
        Previous as Previous,
        by_office as by_office,
        files_in as files_in,
        judge as judge,
        unused_waivers as unused_waivers,
        worst_first as worst_first,
        year_before as year_before,
    )
    from .checking.waivers import Waiver as Waiver, proposed as proposed, read_waivers as read_waivers
    from .checking.word_layout import check_layout as check_layout
    from .datafile import encode as encode, schema as schema, to_data as to_data
    from .errors import (
        BrokenTemplate as BrokenTemplate,
        CannotRender as CannotRender,
        GikreportError as GikreportError,
        Problem as Problem,
        UnknownForm as UnknownForm,
        Unreadable as Unreadable,
        Words as Words,
        reason as reason,
    )
    from .expressions.proposing import Proposal as Proposal, bind as bind, propose as propose
    from .files import write_whole as write_whole
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
    from .lifecycle.compare import (
        Changed as Changed,
        Difference as Difference,
        Repeated as Repeated,
        compare as compare,
    )
    from .lifecycle.migrate import Lost as Lost, Migration as Migration, Moved as Moved, migrate as migrate
    from .lifecycle.new import fill as fill, new as new
    from .model.document import Draft as Draft, SoundReport as SoundReport
    from .model.finding import At as At, Finding as Finding, UnsoundReport as UnsoundReport
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
    from .model.rule import Rule as Rule, Severity as Severity
    from .proof.folder import Published as Published, publish as publish
    from .proof.inputs import Inputs as Inputs
    from .proof.log import LogVerdict as LogVerdict, append_log as append_log, verify_log as verify_log
    from .proof.manifest import Manifest as Manifest, manifest as manifest
    from .proof.signature import (
        PublicKey as PublicKey,
        Signer as Signer,
        public_key_of as public_key_of,
        signature as signature,
        signer_of as signer_of,
    )
    from .proof.verify import Verification as Verification, read_manifest as read_manifest, verify as verify
    from .register import (
        CountedRegister as CountedRegister,
        Late as Late,
        Uncountable as Uncountable,
        count_register as count_register,
    )
    from .renderers import render as render, save as save
    from .renderers.printed.fonts import replaced_fonts as replaced_fonts
    from .renderers.printed.pdf import Pdf as Pdf, to_pdf as to_pdf
    from .renderers.template.compile import Template as Template
    from .renderers.template.faults import Fault as Fault
    from .renderers.template.library import compile as compile
    from .renderers.template.own import export_template as export_template, lint_template as lint_template
    from .sources import read as read
    from .units import Unit as Unit, Units as Units, read_units as read_units

    __version__: str

_PUBLIC: Final = {
    "aggregate": "Aggregate aggregate_reports",
    "batches": "Batch Item Result batch items",
    "batches.cluster": "cluster",
    "checking.check": "RULES check draft load sound",
    "lifecycle.compare": "Changed Difference Repeated compare",
    "errors": "BrokenTemplate CannotRender GikreportError Problem UnknownForm Unreadable Words reason",
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
    "checking.word_layout": "check_layout",
    "checking.files": "Judged Previous by_office files_in judge unused_waivers worst_first year_before",
    "lifecycle.migrate": "Lost Migration Moved migrate",
    "model.document": "Draft SoundReport",
    "model.form": "Form",
    "model.options": "Options",
    "model.prose": "Prose",
    "model.reading": "Cell NotAReport Place Reading Remark State",
    "model.report": "Report",
    "model.finding": "At Finding UnsoundReport",
    "model.rule": "Rule Severity",
    "datafile": "encode schema to_data",
    "proof.folder": "Published publish",
    "proof.inputs": "Inputs",
    "proof.log": "LogVerdict append_log verify_log",
    "proof.manifest": "Manifest manifest",
    "proof.signature": "PublicKey Signer public_key_of signature signer_of",
    "proof.verify": "Verification read_manifest verify",
    "register": "CountedRegister Late Uncountable count_register",
    "renderers": "render save",
    "renderers.template.faults": "Fault",
    "renderers.template.own": "export_template lint_template",
    "renderers.printed.fonts": "replaced_fonts",
    "renderers.printed.pdf": "Pdf to_pdf",
    "renderers.template.compile": "Template",
    "renderers.template.library": "compile",
    "sources": "read",
    "lifecycle.new": "fill new",
    "units": "Unit Units read_units",
    "checking.waivers": "Waiver proposed read_waivers",
    "files": "write_whole",
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
