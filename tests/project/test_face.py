"""The public names, and what an embedding program does with them: pickle, copy, log."""

from __future__ import annotations

import ast
import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gikreport
from support import ROOT

FACE = Path(gikreport.__file__)
EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
UNSOUND: dict[str, Any] = {
    "agency": "某局",
    "year": 2021,
    "t2": {},
    "t3": {"natural_person": {"received": 2}},
    "t4": {},
}


def seen_by_type_checkers() -> dict[str, str]:
    """Each public name and its module, as the TYPE_CHECKING block imports it."""
    block = next(node for node in ast.parse(FACE.read_text("utf-8")).body if isinstance(node, ast.If))
    names = {}
    for node in block.body:
        for alias in node.names if isinstance(node, ast.ImportFrom) else ():
            assert alias.name == alias.asname
            names[alias.name] = str(node.module)
    return names


def test_type_checkers_and_programs_see_the_same_names() -> None:
    assert seen_by_type_checkers() == gikreport._HOME
    assert sorted([*seen_by_type_checkers(), "__version__"]) == sorted(dir(gikreport))


@pytest.mark.parametrize("name", dir(gikreport))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(gikreport, name) is not None


def test_no_public_name_is_that_of_a_module() -> None:
    """An import of the module would put it in the place of the function of the same name."""
    modules = {path.stem for path in FACE.parent.iterdir()}
    assert not modules & set(gikreport._HOME)


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match=r"^module 'gikreport' has no attribute 'rendr'$"):
        _ = gikreport.rendr


@pytest.mark.parametrize("name", [name for name in dir(gikreport) if callable(getattr(gikreport, name))])
def test_every_public_class_and_function_says_what_it_is(name: str) -> None:
    assert getattr(gikreport, name).__doc__


def error_of(work: Callable[[], object]) -> gikreport.GikreportError:
    with pytest.raises(gikreport.GikreportError) as error:
        work()
    return error.value


ERRORS = {
    "Unreadable": lambda: gikreport.read({**UNSOUND, "year": "2021", "x": 1}),
    "UnknownForm": lambda: gikreport.form_for(1999),
    "UnsoundReport": lambda: gikreport.sound(gikreport.read(UNSOUND)),
    "NotAReport": lambda: gikreport.new("某局", 2024).report,
    "CannotRender": lambda: gikreport.render(gikreport.read(EXAMPLE), ".odt"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_survives_the_way_between_processes(name: str) -> None:
    error = error_of(ERRORS[name])
    again = pickle.loads(pickle.dumps(error))
    assert type(again).__name__ == type(error).__name__ == name
    assert (again.told("zh"), again.told("en")) == (error.told("zh"), error.told("en"))
    assert (again.problems, again.exit_code) == (error.problems, error.exit_code)
    assert getattr(again, "findings", ()) == getattr(error, "findings", ())
    assert getattr(again, "cells", ()) == getattr(error, "cells", ())


def test_every_error_has_its_exit_code() -> None:
    codes = {name: getattr(gikreport, name).exit_code for name in [*ERRORS, "BrokenTemplate"]}
    assert codes == {
        "Unreadable": 3, "UnknownForm": 3, "UnsoundReport": 1, "NotAReport": 3, "CannotRender": 4, "BrokenTemplate": 4,
    }  # fmt: skip


@pytest.mark.parametrize("way", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_reports_readings_documents_and_findings_can_be_copied_and_sent(way: Callable[[Any], Any]) -> None:
    reading = gikreport.read(EXAMPLE)
    for value in (reading, reading.report, gikreport.draft(reading), gikreport.sound(reading)):
        assert way(value) == value
    findings = gikreport.check(gikreport.read(UNSOUND))
    assert way(findings) == findings != ()
    assert [way(finding).fingerprint for finding in findings] == [finding.fingerprint for finding in findings]


def test_a_sent_document_can_be_rendered() -> None:
    document = gikreport.sound(gikreport.read(EXAMPLE))
    again = pickle.loads(pickle.dumps(document))
    assert gikreport.render(again, ".docx") == gikreport.render(document, ".docx")


def test_the_library_is_silent() -> None:
    code = f"import gikreport; gikreport.render(gikreport.read({str(EXAMPLE)!r}), '.docx')"
    said = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, timeout=120, check=True)
    assert (said.stdout, said.stderr) == (b"", b"")


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert gikreport.__version__ == version("gikreport")
