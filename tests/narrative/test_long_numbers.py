"""Numbers longer than any that counts: told as the long sentences that they make, in time and size linear."""

from __future__ import annotations

import io
import json

import pytest

import gikreport
from gikreport.narrative.lexicon import lexicon
from gikreport.narrative.tokens import tokens
from support.hostile import KINDS

BY_NAME = {kind.name: kind for kind in KINDS}


def told(name: str, size: int) -> tuple[set[str], str]:
    """The codes that a kind is told with, and its numbers as JSON."""
    file = io.BytesIO(BY_NAME[name].make(size))
    file.name = "file.json"
    reading = gikreport.read(file)
    return {one.code for one in gikreport.check(reading)}, json.dumps([one.data for one in gikreport.claims(reading)])


@pytest.mark.parametrize("name", ["digits", "thousands", "decimals", "numerals", "zero-width"])
def test_a_number_without_end_is_a_long_sentence(name: str) -> None:
    codes, numbers = told(f"json-narrative-{name}", 20_000)
    assert "P016" in codes
    assert len(numbers) < 150_000


def test_many_numbers_of_one_sentence_do_not_each_tell_it_whole() -> None:
    _, numbers = told("json-narrative-items", 20_000)
    assert len(numbers) < 2_000_000


@pytest.mark.parametrize("sign", "9九百，.")
def test_a_run_of_more_than_sixty_signs_is_one_number_without_a_value(sign: str) -> None:
    short, long = (tokens(f"收到1{sign * count}1件", lexicon()) for count in (8, 60))
    assert max(len(token.text) for token in short if "quantity" in token.roles) <= 12
    assert [(token.text, token.value) for token in long if "quantity" in token.roles] == [(f"1{sign * 60}1", None)]
