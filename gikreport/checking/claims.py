"""What the narrative of a report was understood to say, number by number."""

from __future__ import annotations

from ..model.reading import Reading
from ..model.report import Report
from ..narrative.lexicon import Lexicon
from ..narrative.telling import ToldNumber, numbers
from .subject import subject_of


def claims(subject: Reading | Report, *, lexicon: Lexicon | None = None) -> tuple[ToldNumber, ...]:
    """Every number of the narrative with its concept and cells, or why it is compared with none, in printed order.

    `lexicon` has the office's own words too (`read_lexicon`).
    """
    return tuple(numbers(subject_of(subject, lexicon).statement))
