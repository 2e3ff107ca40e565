"""The report of the years 2008 to 2013 and its table, `gikreport.y2008.Report2008`."""

from .forms.categories import Categories, Category
from .forms.y2008 import Report2008

__all__ = [
    "Categories",
    "Category",
    "Report2008",
]
