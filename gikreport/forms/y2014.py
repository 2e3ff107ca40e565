"""The report under 国务院令第492号 and 国办发〔2014〕32号, for the report years 2014 to 2018."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from ..model.fields import after, optional_table, section
from ..model.prose import Prose
from ..model.report import Report, headings
from . import decree, form_named
from .categories import Categories
from .statistics import Statistics


@attrs.frozen(kw_only=True)
class Report2014(Report):
    """政府信息公开工作年度报告 in seven sections, with a free category table and the statistics table of 2014."""

    headings: Mapping[str, str] = headings()
    overview: Prose = section(decree.OVERVIEW)
    proactive: Prose = section(decree.PROACTIVE)
    categories: Categories | None = optional_table(decree.CATEGORIES, of=Categories)
    proactive_after: Prose = after("proactive")
    requests: Prose = section(decree.REQUESTS)
    charges: Prose = section(decree.CHARGES)
    review: Prose = section(decree.REVIEW)
    problems: Prose = section(decree.PROBLEMS)
    other_matters: Prose = section(decree.OTHER_MATTERS)
    statistics: Statistics | None = optional_table("政府信息公开情况统计表", of=Statistics)


FORM: Final = form_named("y2014")
