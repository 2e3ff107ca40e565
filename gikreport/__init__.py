"""The official yearly report on open government information: produced, checked and published.

Every public name is here, or in the module of its form (`gikreport.y2019.Table3`); each is imported when it is first
used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from . import y2008 as y2008, y2014 as y2014, y2019 as y2019, y2021 as y2021
    from .aggregate import Aggregate as Aggregate, aggregate_reports as aggregate_reports
    from .batches import Batch as Batch, Item as Item, Result as Result, batch as batch, items as items
    from .batches.cluster import cluster as cluster
    from .batches.task import Settings as Settings
    from .checking.catalogue import RULES as RULES
    from .checking.check import Only as Only, check as check
    from .checking.claims import claims as claims
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
    from .checking.lexicon import read_lexicon as read_lexicon
    from .checking.sound import draft as draft, load as load, sound as sound
    from .checking.status import CheckResult as CheckResult, Status as Status, check_results as check_results
    from .checking.waivers import Waiver as Waiver, proposed as proposed, read_waivers as read_waivers
    from .checking.word_layout import check_layout as check_layout
    from .datafile import encode as encode, schema as schema, to_data as to_data
    from .errors import (
        BrokenTemplate as BrokenTemplate,
        CannotRender as CannotRender,
        GikreportError as GikreportError,
        InternalError as InternalError,
        Problem as Problem,
        UnknownForm as UnknownForm,
        Unreadable as Unreadable,
        Words as Words,
        refused as refused,
    )
    from .expressions.proposing import Proposal as Proposal, bind as bind, propose as propose
    from .fence import Exhausted as Exhausted, isolation as isolation
    from .files import write_whole as write_whole
    from .findings.annotate import annotated as annotated
    from .findings.html import findings_page as findings_page
    from .findings.json import (
        file_data as file_data,
        finding_data as finding_data,
        findings_data as findings_data,
        judged_data as judged_data,
        rule_data as rule_data,
    )
    from .findings.looked import looked_at as looked_at, looked_at_all as looked_at_all
    from .findings.reading import reading_data as reading_data
    from .findings.sarif import sarif as sarif
    from .findings.schema import findings_schema as findings_schema
    from .findings.tally import tally as tally
    from .findings.text import closing as closing, explain as explain, label as label, summary as summary, tell as tell
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
    from .lifecycle.correct import Corrected as Corrected, Correction as Correction, correct as correct
    from .lifecycle.migrate import Lost as Lost, Migration as Migration, Moved as Moved, migrate as migrate
    from .lifecycle.new import fill as fill, new as new
    from .lifecycle.replace import replace as replace
    from .limits import Limits as Limits, limits_of as limits_of
    from .model.attachment import Attachment as Attachment
    from .model.cell import Cell as Cell, Number as Number, Place as Place, State as State
    from .model.check import Violation as Violation
    from .model.diagnostic import (
        Diagnostic as Diagnostic,
        Rank as Rank,
        Rule as Rule,
        Severity as Severity,
        Strength as Strength,
        Value as Value,
    )
    from .model.document import Draft as Draft, SoundReport as SoundReport
    from .model.fields import Kind as Kind
    from .model.figures import (
        Figure as Figure,
        Merge as Merge,
        Picture as Picture,
        SmallCell as SmallCell,
        SmallTable as SmallTable,
    )
    from .model.finding import At as At, Finding as Finding, UnsoundReport as UnsoundReport
    from .model.form import Form as Form
    from .model.grid import Grid as Grid, GridCell as GridCell, Layout as Layout
    from .model.image import BadPicture as BadPicture, Image as Image
    from .model.options import Options as Options
    from .model.outline import CellPath as CellPath, Line as Line
    from .model.prose import (
        Block as Block,
        Bound as Bound,
        Paragraph as Paragraph,
        Part as Part,
        Placed as Placed,
        Prose as Prose,
        Run as Run,
    )
    from .model.reading import NotAReport as NotAReport, Reading as Reading, Remark as Remark
    from .model.report import Report as Report
    from .model.sums import Sum as Sum
    from .model.table import OpenTable as OpenTable, Table as Table
    from .narrative.claims import Why as Why
    from .narrative.lexicon import Lexicon as Lexicon
    from .narrative.telling import ToldNumber as ToldNumber, stopping as stopping
    from .overwriting import told_aside as told_aside, write_keeping as write_keeping
    from .proof.digests import CodecUsed as CodecUsed, FileDigest as FileDigest
    from .proof.folder import Published as Published, publish as publish
    from .proof.inputs import Inputs as Inputs
    from .proof.log import LogVerdict as LogVerdict, append_log as append_log, verify_log as verify_log
    from .proof.manifest import (
        Manifest as Manifest,
        Output as Output,
        Program as Program,
        ReportNamed as ReportNamed,
        manifest as manifest,
    )
    from .proof.seal import SealPlace as SealPlace
    from .proof.signature import (
        PublicKey as PublicKey,
        Signer as Signer,
        public_key_of as public_key_of,
        signature as signature,
        signer_of as signer_of,
    )
    from .proof.verdict import FindingStated as FindingStated, Verdict as Verdict
    from .proof.verify import Verification as Verification, read_manifest as read_manifest, verify as verify
    from .register import (
        AskedHeading as AskedHeading,
        AskedRegister as AskedRegister,
        AskedWord as AskedWord,
        CountedRegister as CountedRegister,
        Due as Due,
        Late as Late,
        Period as Period,
        SheetTally as SheetTally,
        Uncountable as Uncountable,
        ask_register as ask_register,
        count_register as count_register,
    )
    from .register.faults import RowFault as RowFault
    from .register.workdays import Known as Known
    from .renderers import render as render, save as save
    from .renderers.printed.fonts import replaced_fonts as replaced_fonts
    from .renderers.printed.pdf import Pdf as Pdf, to_pdf as to_pdf
    from .renderers.template.compile import Template as Template
    from .renderers.template.faults import Fault as Fault
    from .renderers.template.library import compile as compile
    from .renderers.template.own import export_template as export_template, lint_template as lint_template
    from .server.answers import Answer as Answer
    from .server.bodies import Body as Body, Pace as Pace
    from .server.pages import PageRequest as PageRequest
    from .server.run import serve as serve
    from .server.settings import Service as Service, read_tokens as read_tokens
    from .signs import visible as visible
    from .sources import ReadAhead as ReadAhead, Source as Source, read as read
    from .units import Unit as Unit, Units as Units, read_units as read_units
    from .web import respond as respond
    from .web.one_file import page_file as page_file, page_file_faults as page_file_faults

    __version__: str

_PUBLIC: Final = {
    "aggregate": "Aggregate aggregate_reports",
    "batches": "Batch Item Result batch items",
    "batches.cluster": "cluster",
    "batches.task": "Settings",
    "checking.catalogue": "RULES",
    "checking.check": "Only check",
    "checking.status": "CheckResult Status check_results",
    "checking.sound": "draft load sound",
    "checking.claims": "claims",
    "checking.lexicon": "read_lexicon",
    "narrative.lexicon": "Lexicon",
    "narrative.claims": "Why",
    "narrative.telling": "ToldNumber stopping",
    "lifecycle.correct": "Corrected Correction correct",
    "lifecycle.compare": "Changed Difference Repeated compare",
    "errors": "BrokenTemplate CannotRender GikreportError InternalError Problem UnknownForm Unreadable Words refused",
    "expressions.proposing": "Proposal bind propose",
    "findings.annotate": "annotated",
    "findings.html": "findings_page",
    "findings.json": "file_data finding_data findings_data judged_data rule_data",
    "findings.reading": "reading_data",
    "findings.sarif": "sarif",
    "findings.tally": "tally",
    "findings.looked": "looked_at looked_at_all",
    "findings.schema": "findings_schema",
    "findings.text": "closing explain label summary tell",
    "fence": "Exhausted isolation",
    "limits": "Limits limits_of",
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
    "model.attachment": "Attachment",
    "model.fields": "Kind",
    "model.figures": "Figure Merge Picture SmallCell SmallTable",
    "model.image": "BadPicture Image",
    "model.form": "Form",
    "model.grid": "Grid GridCell Layout",
    "model.options": "Options",
    "model.outline": "CellPath Line",
    "model.prose": "Block Bound Paragraph Part Placed Prose Run",
    "model.cell": "Cell Number Place State",
    "model.reading": "NotAReport Reading Remark",
    "model.report": "Report",
    "model.finding": "At Finding UnsoundReport",
    "model.check": "Violation",
    "model.diagnostic": "Diagnostic Rank Rule Severity Strength Value",
    "model.sums": "Sum",
    "model.table": "OpenTable Table",
    "datafile": "encode schema to_data",
    "proof.digests": "CodecUsed FileDigest",
    "proof.verdict": "FindingStated Verdict",
    "proof.folder": "Published publish",
    "proof.inputs": "Inputs",
    "proof.log": "LogVerdict append_log verify_log",
    "proof.manifest": "Manifest Output Program ReportNamed manifest",
    "proof.seal": "SealPlace",
    "proof.signature": "PublicKey Signer public_key_of signature signer_of",
    "proof.verify": "Verification read_manifest verify",
    "register": "AskedHeading AskedRegister AskedWord CountedRegister Due Late Period SheetTally Uncountable "
    "ask_register count_register",
    "register.workdays": "Known",
    "register.faults": "RowFault",
    "renderers": "render save",
    "renderers.template.faults": "Fault",
    "renderers.template.own": "export_template lint_template",
    "renderers.printed.fonts": "replaced_fonts",
    "renderers.printed.pdf": "Pdf to_pdf",
    "renderers.template.compile": "Template",
    "renderers.template.library": "compile",
    "server.answers": "Answer",
    "server.bodies": "Body Pace",
    "server.pages": "PageRequest",
    "server.run": "serve",
    "web": "respond",
    "web.one_file": "page_file page_file_faults",
    "server.settings": "Service read_tokens",
    "signs": "visible",
    "sources": "ReadAhead Source read",
    "lifecycle.new": "fill new",
    "lifecycle.replace": "replace",
    "units": "Unit Units read_units",
    "checking.waivers": "Waiver proposed read_waivers",
    "files": "write_whole",
    "overwriting": "told_aside write_keeping",
}
_HOME: Final = {name: module for module, names in _PUBLIC.items() for name in names.split()}
_FORMS: Final = ("y2008", "y2014", "y2019", "y2021")  # the classes of each form, in a module of its own

if not TYPE_CHECKING:  # a name that is not above is an error to a type checker too
    __all__ = [*sorted(_HOME), *_FORMS, "__version__"]

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            from importlib.metadata import version

            return version("gikreport")
        if name in _FORMS:
            return importlib.import_module(f".{name}", __name__)
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
        globals()[name] = found  # a module of the same name must not stand in its place
        return found


def __dir__() -> list[str]:
    return [*sorted(_HOME), *_FORMS, "__version__"]
