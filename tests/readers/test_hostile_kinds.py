"""The hostile inputs themselves: each is made, is of its kind, and fits on the disk."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest

from support.hostile import KINDS, word
from support.hostile.kind import Kind, Make, filled, numbered

SMALL = 10_000
SIGNS = {".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".odt": b"PK\x03\x04", ".pdf": b"%PDF-", ".rtf": b"{\\rtf"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_is_made_within_its_size(kind: Kind) -> None:
    made = kind.make(SMALL)
    assert made.startswith(SIGNS.get(kind.suffix, b""))
    assert 0 < len(made) < 2 * SMALL


@pytest.mark.parametrize("make", [word.bomb, word.members_that_add_up, word.one_member_for_all])
def test_a_bomb_unpacks_to_far_more_than_its_file(make: Make) -> None:
    made = make(SMALL)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert sum(info.file_size for info in package.infolist()) > 100 * len(made)


def test_each_kind_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(kind.name for kind in KINDS).items() if count > 1] == []


def test_text_is_filled_to_a_number_of_bytes() -> None:
    assert filled("字", 10, "<", ">") == "<字字>"
    assert filled("字", 0) == "字"
    assert numbered("{n},", 6) == "0,1,2,"
