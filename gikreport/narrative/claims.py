"""What a narrative claims: a number of a sentence, of which year, of whom, and why it is compared or let be."""

from __future__ import annotations

import enum
from decimal import Decimal

import attrs

from .concepts import Concept


class Period(enum.Enum):
    """The year that a number is said to be of."""

    THIS = "this"
    LAST = "last"
    OTHER = "other"
    UNNAMED = "unnamed"


class Scope(enum.Enum):
    """Whose a number is: of all that the tables count, or of a part, a way, another circle of offices."""

    OFFICE = "office"
    WIDER = "wider"
    NARROWER = "narrower"
    CHANNEL = "channel"
    PART = "part"
    REQUESTER = "requester"
    OTHER_OFFICE = "other_office"


class Why(enum.Enum):
    """Why a number is compared with a table, or is let be."""

    COMPARED = "compared"
    NO_CELL = "no_cell"  # no table of the report has the number
    ANOTHER_YEAR = "another_year"
    ANOTHER_SCOPE = "another_scope"
    ABOUT = "about"
    UNKNOWN_WORDS = "unknown_words"
    ALIEN = "alien"


@attrs.frozen(kw_only=True)
class Claim:
    """A number of a sentence, or a denial, which is the number 0: what it is, of which year, of whom.

    `part` is set where the sentence may tell only some of them, in words of its own. `because` has the words that decided; `offset` is where the number stands in its sentence.
    """

    concept: Concept | None
    value: Decimal | None
    unit: str = ""
    exact: bool = True
    negated: bool = False
    period: Period = Period.UNNAMED
    scope: Scope = Scope.OFFICE
    offset: int = 0
    because: str = ""
    part: bool = False
    why: Why = Why.COMPARED
    digits: str = ""
