"""Which cell explains what is off: the fewest corrections that make all printed totals agree."""

from typing import Final

from .system import BALANCED, SUM
from .verdict import RULES, Verdict, verdict

EXPLAINED: Final = (SUM, BALANCED)
TOTALS: Final = (SUM, *(rule.code for rule in RULES))
DUE: Final = (SUM, "T007", "T008")  # each names the number that is due in its cell

__all__ = ["DUE", "EXPLAINED", "RULES", "TOTALS", "Verdict", "verdict"]
