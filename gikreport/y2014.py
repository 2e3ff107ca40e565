"""The report of the years 2014 to 2018 and its tables, `gikreport.y2014.Statistics`."""

from .forms.categories import Categories, Category
from .forms.statistics import (
    Answers,
    Channels,
    Completed,
    Conferences,
    Disclosed,
    Interviews,
    LitigationStatistics,
    ProactiveStatistics,
    Received,
    ReconsiderationStatistics,
    Refused,
    RequestStatistics,
    Resources,
    ResponseChannels,
    Responses,
    Staff,
    Statistics,
    Training,
)
from .forms.y2014 import Report2014

__all__ = [
    "Answers",
    "Categories",
    "Category",
    "Channels",
    "Completed",
    "Conferences",
    "Disclosed",
    "Interviews",
    "LitigationStatistics",
    "ProactiveStatistics",
    "Received",
    "ReconsiderationStatistics",
    "Refused",
    "Report2014",
    "RequestStatistics",
    "Resources",
    "ResponseChannels",
    "Responses",
    "Staff",
    "Statistics",
    "Training",
]
