"""Which cell explains what is off: the fewest corrections that make all printed totals agree."""

from typing import Final

from .system import BALANCED, SUM
from .verdict import RULES, Verdict, verdict

EXPLAINED: Final = (SUM, BALANCED)
TOTALS: Final = (SUM, *(rule.code for rule in RULES))

__all__ = ["EXPLAINED", "RULES", "TOTALS", "Verdict", "verdict"]
