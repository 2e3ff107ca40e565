"""Every check, and every diagnostic that one of them finds."""

from __future__ import annotations

from typing import Any, Final

from .. import expressions
from ..model.check import Check
from ..model.diagnostic import Diagnostic
from ..readers import remarks
from ..rules import (
    aggregation,
    breakdown,
    citations,
    completeness,
    deadlines,
    fees,
    form_due,
    names,
    narrative,
    retelling,
    review_first,
    self_description,
    similarity,
    tables,
    text_slips,
    units,
    unseen_signs,
    word_layout,
    years,
)
from . import locate, waivers

# What is run over one report, with last year's and the list of offices beside it.
REPORT_CHECKS: Final[tuple[Check[Any], ...]] = (
    *tables.CHECKS,
    *fees.CHECKS,
    *review_first.CHECKS,
    *form_due.CHECKS,
    *remarks.CHECKS,
    *years.CHECKS,
    *units.CHECKS,
    *narrative.CHECKS,
    *text_slips.CHECKS,
    *unseen_signs.CHECKS,
    *citations.CHECKS,
    *completeness.CHECKS,
    *names.CHECKS,
    *self_description.CHECKS,
    *breakdown.CHECKS,
    *retelling.CHECKS,
    *deadlines.CHECKS,
    *expressions.CHECKS,
)
# What is run over something else: the reports of many offices, a waiver, how a Word document is made.
OTHER_CHECKS: Final[tuple[Check[Any], ...]] = (
    *aggregation.CHECKS,
    *similarity.CHECKS,
    *waivers.CHECKS,
    *word_layout.CHECKS,
)
CHECKS: Final = (*REPORT_CHECKS, locate.LOCATED, *OTHER_CHECKS)
_FOUND: Final = dict.fromkeys(found for check in CHECKS for found in check.finds)
RULES: Final[tuple[Diagnostic, ...]] = tuple(sorted(_FOUND, key=lambda diagnostic: diagnostic.code))
