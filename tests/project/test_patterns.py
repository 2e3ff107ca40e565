"""No pattern tries the same signs in many ways: no endless repeat in another, none beside one that takes the same.

The patterns of the narrative, which rules hold against one sentence at a time, are not looked at here.
"""

from __future__ import annotations

import re

import pytest

from support.patterns import faults, patterns

RULES = ("narrative", "text_slips", "breakdown", "repetition", "citations", "similarity")
NARRATIVE = ("narrative.", *(f"rules.{name}." for name in RULES))
# Why a pattern may have such repeats all the same.
ARGUED = {
    "office.xml._DECLARED": "held against the first 200 bytes of a part",
    "readers.formats.html._CHARSET": "held against the first 4096 bytes of a page",
    "readers.formats.pdf._PAGE_NUMBER": "held against lines of at most 60 signs",
    "readers.repair.label_rows._NUMBERS": "held against lines of at most 320 signs",
    "readers.section_names._WORDINGS": "held against headings of at most 90 signs",
    "readers.formats.kinds._MHT": "held against the first 4096 bytes of a file",
    "register.dates._LONG": "held against cells of at most 80 signs",
    "register.dates._MONTH_DAY": "held against cells of at most 80 signs",
    "register.vocabulary.NOT_OURS": "held against words of at most 60 signs",
    "register.workdays._LINE": "held against lines of at most 200 signs",
    "renderers.environment._PAGE": "held against one name of an office's own template",
    "renderers.template.field_codes._ARGUMENTS": "held against one field of an office's own template",
    "renderers.template.field_codes._BOOKMARK": "held against one field of an office's own template",
    "renderers.template.part_kinds._PLAIN_TARGET": "held against one target of an office's own template",
    "renderers.template.compile.NAME": "held against an office's own template, whose size is bounded",
    "renderers.template.template_grid._STATED": "held against an office's own template, whose size is bounded",
}
PATTERNS = {f"{place} {pattern.pattern!r}"[:100]: (place, pattern) for place, pattern in patterns()}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_repeat_meets_another(name: str) -> None:
    place, pattern = PATTERNS[name]
    if not place.startswith(NARRATIVE):
        assert place in ARGUED or faults(pattern) == []


def test_each_exception_is_one() -> None:
    assert ARGUED.keys() <= {place for place, pattern in PATTERNS.values() if faults(pattern)}


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"(a+)+b", ["a repeat in a repeat"]),
        (r"(?:\s*a*)*$", ["a repeat in a repeat"]),
        (r"\s*-?\s*x", ["a repeat beside a repeat"]),
        (r"[\s|=-]*[-=]{2}[\s|=-]*$", ["a repeat beside a repeat"]),
        (r".*共.*页", ["a repeat beside a repeat"]),
        (r"\s*x\s*", []),
        (r"\s*+-?\s*x", []),
        (r"(?:ab)*c*", []),
        (r"a{1,40}a{1,40}", []),
    ],
)
def test_repeats_that_meet_are_seen(pattern: str, said: list[str]) -> None:
    assert sorted(set(faults(re.compile(pattern)))) == sorted(said)
