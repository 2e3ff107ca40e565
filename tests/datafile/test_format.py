"""Data files of every format that there has been are read as they were when it was new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import gikreport
from support import ROOT

FORMATS = ROOT / "tests" / "data" / "formats"
FILES = sorted(FORMATS.glob("*/*.toml"))


def stated(reading: gikreport.Reading) -> dict[str, Any]:
    """What a data file states, in words that do not change with the model."""
    return {
        "form": reading.form.name,
        "agency": reading.agency,
        "year": reading.year,
        "title": list(reading.title or ()),
        "signed_on": str(reading.signed_on),
        "cells": {".".join(path): cell.text for path, cell in sorted(reading.cells.items())},
        "prose": {name: prose.text for name, prose in sorted(reading.prose.items())},
    }


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_data_file_of_any_format_is_read_as_ever(file: Path) -> None:
    expected = json.loads(file.with_suffix(".json").read_text("utf-8"))
    assert stated(gikreport.read(file)) == expected


def test_there_are_files_of_every_format_and_of_every_form() -> None:
    this = gikreport.to_data(gikreport.new("某局", 2024))["format"]
    due = {(str(number), form.name) for number in range(1, this + 1) for form in gikreport.FORMS}
    assert {(path.parent.name, path.stem) for path in FILES} == due


def test_a_file_without_a_format_is_one_of_the_first() -> None:
    text = (FORMATS / "1" / "y2021.toml").read_text("utf-8")
    first = gikreport.read(text.encode())
    assert stated(gikreport.read(text.replace("format = 1\n", "", 1).encode())) == stated(first)


def test_a_later_format_is_refused_with_its_place() -> None:
    text = (FORMATS / "1" / "y2021.toml").read_text("utf-8").replace("format = 1", "format = 2", 1)
    with pytest.raises(gikreport.Unreadable) as error:
        gikreport.read(text.encode())
    (problem,) = error.value.problems
    assert (problem.at, problem.words.zh) == ("format", "应为 1，实为 2")
