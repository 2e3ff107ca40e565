"""A printed wording of a form stands once in the package; no file is longer than a person reads at a sitting."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gikreport import FORMS
from gikreport.model.report import prose_fields, tables
from gikreport.model.table import table_of
from support import ROOT

PACKAGE = ROOT / "gikreport"
FILES = sorted(PACKAGE.rglob("*.py"))
# A wording of several characters cannot stand twice by chance; “其他”, “规章” and the like can.
LONG = 8


def printed() -> set[str]:
    """Every wording that a form prints, long enough to be told from everyday words."""
    found: set[str] = set()
    for form in FORMS:
        for entry in prose_fields(form.report).values():
            found |= set(entry.words)
        for entry in tables(form.report).values():
            found |= {cell.text for cell in table_of(entry.of).grid.cells}
    return {words for words in found if len(words) >= LONG and re.search("[\u4e00-\u9fff]", words)}


def literals(path: Path) -> Iterator[str]:
    """The string literals of a file, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_a_printed_wording_stands_in_one_literal() -> None:
    files = [path for path in FILES if path != PACKAGE / "readers" / "wording.py"]
    count = Counter(literal for path in files for literal in literals(path))
    assert {words: count[words] for words in printed() if count[words] != 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_opens_with_one_sentence(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said
    assert re.search(r"[.;:]$", said.splitlines()[0])
