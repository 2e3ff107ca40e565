"""The report of the years 2019 and 2020 and its tables, by the names of every form: `gikreport.y2019.Table3`."""

from .forms.shared import Litigation, NotProcessed, Results, Table4, Unavailable, Withheld
from .forms.y2019 import (
    FeeItems,
    Items,
    Organizations2019 as Organizations,
    Outcomes2019 as Outcomes,
    Proactive2019 as Proactive,
    Procurement,
    Produced,
    Report2019,
    Requests2019 as Requests,
    Table32019 as Table3,
)

__all__ = [
    "FeeItems",
    "Items",
    "Litigation",
    "NotProcessed",
    "Organizations",
    "Outcomes",
    "Proactive",
    "Procurement",
    "Produced",
    "Report2019",
    "Requests",
    "Results",
    "Table3",
    "Table4",
    "Unavailable",
    "Withheld",
]
