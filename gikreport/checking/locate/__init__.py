"""Which cell explains what is off: the fewest corrections that make all printed totals agree."""

from typing import Final

from ...rules.tables import BALANCED_COLUMN, TOTAL
from .verdict import CELL, EXCHANGED, LOCATED, SHIFTED, UNSURE, Verdict, verdict

EXPLAINED: Final = (TOTAL, BALANCED_COLUMN)  # what is looked for the cause of
TOTALS: Final = (TOTAL, CELL, EXCHANGED, SHIFTED, UNSURE)
DUE: Final = (TOTAL, CELL, EXCHANGED)  # each names the number that is due in its cell

__all__ = ["DUE", "EXPLAINED", "LOCATED", "TOTALS", "Verdict", "verdict"]
