"""The report of the years from 2021 on and its tables, `gikreport.y2021.Table3`."""

from .forms.shared import Litigation, NotProcessed, Results, Table4, Unavailable, Withheld
from .forms.y2021 import Documents, Organizations, OtherHandling, Outcomes, Proactive, Report2021, Requests, Table3

__all__ = [
    "Documents",
    "Litigation",
    "NotProcessed",
    "Organizations",
    "OtherHandling",
    "Outcomes",
    "Proactive",
    "Report2021",
    "Requests",
    "Results",
    "Table3",
    "Table4",
    "Unavailable",
    "Withheld",
]
