"""What the narrative of a report was understood to say, number by number."""

from __future__ import annotations

from ..model.reading import Reading
from ..model.report import Report
from ..narrative.telling import ToldNumber, numbers
from .subject import subject_of


def claims(subject: Reading | Report) -> tuple[ToldNumber, ...]:
    """Every number of the narrative with its concept and cells, or why it is compared with none, in printed order."""
    return tuple(numbers(subject_of(subject).statement))
