"""A report as a document can tell it: what printing and reading again brings back."""

import attrs

from gikreport import Prose, Report
from gikreport.model.outline import value_at
from support.strategies import changed


def as_printed(report: Report) -> Report:
    """A report as paper can tell it: no blanks at line ends, prose after no table stands before it, a group goes on."""
    title = tuple(line.strip() for line in report.title)
    report = attrs.evolve(report, title=title, signed_by=report.signed_by.strip(), agency=report.agency.strip())
    if not hasattr(report, "categories"):
        return report
    if report.categories is None:
        before, after = (value_at(report, (name,)).blocks for name in ("proactive", "proactive_after"))
        together = changed(report, ("proactive",), Prose.of(*before, *after))
        return changed(together, ("proactive_after",), Prose())
    rows, group_ = [], "甲"
    for row in report.categories.rows:
        group_ = row.group or group_
        rows.append(attrs.evolve(row, group=group_))
    return changed(report, ("categories", "rows"), tuple(rows))
