"""The public names, and what an embedding program does with them: pickle, copy, log."""

from __future__ import annotations

import ast
import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import gikreport
from gikreport.model.report import tables
from support import ROOT
from support.signatures import names_in

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
    for node in (one for one in block.body if isinstance(one, ast.ImportFrom)):
        for alias in node.names:
            assert alias.name == alias.asname
            names[alias.name] = str(node.module or "")
    return names


def test_type_checkers_and_programs_see_the_same_names() -> None:
    forms = dict.fromkeys(gikreport._FORMS, "")
    assert seen_by_type_checkers() == gikreport._HOME | forms
    assert sorted([*seen_by_type_checkers(), "__version__"]) == sorted(dir(gikreport))


def test_completion_and_star_import_show_the_public_names_and_no_others() -> None:
    names: dict[str, Any] = {}
    exec("from gikreport import *", names)
    assert set(names) - {"__builtins__"} == set(vars(gikreport)["__all__"]) == set(dir(gikreport))
    assert not [name for name in dir(gikreport) if name.startswith("_") and name != "__version__"]


def test_every_form_has_a_module_with_its_classes() -> None:
    assert sorted(form.name for form in gikreport.FORMS) == list(gikreport._FORMS)
    for form in gikreport.FORMS:
        module = getattr(gikreport, form.name)
        assert form.report in {getattr(module, name) for name in module.__all__}
        assert all(getattr(module, name).__doc__ for name in module.__all__)
    table = gikreport.y2019.Table3(natural_person=gikreport.y2019.Requests(received=3))
    assert (table.total.received, type(table)) == (3, tables(gikreport.Report2019)["t3"].of)


PUBLIC: dict[str, Any] = {name: getattr(gikreport, name) for name in gikreport._HOME} | {
    f"{form}.{name}": getattr(getattr(gikreport, form), name)
    for form in gikreport._FORMS
    for name in getattr(gikreport, form).__all__
}


@pytest.mark.parametrize("name", PUBLIC)
def test_every_type_in_a_public_signature_is_public(name: str) -> None:
    known = list(PUBLIC.values())
    hidden = {
        f"{place}: {written}"
        for place, written, found in names_in(PUBLIC[name])
        if not any(found is value for value in known)
    }
    assert hidden == set()


def test_a_type_that_is_not_public_is_seen() -> None:
    """Names in unions, in brackets and in quotes, of arguments, attributes and results, aliases too."""
    found = {(place, name) for place, name, _ in names_in(gikreport.Reading)}
    assert {
        ("Reading.cells", "CellPath"),
        ("Reading.cells", "Cell"),
        ("Reading.grid_cell(return)", "GridCell"),
    } <= found
    assert ("read(source)", "Source") in {(place, name) for place, name, _ in names_in(gikreport.read)}
    assert ("Diagnostic.severity", "Severity") in {(place, name) for place, name, _ in names_in(gikreport.Rule)}


@pytest.mark.parametrize("name", dir(gikreport))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(gikreport, name) is not None


def test_no_public_name_is_that_of_a_module() -> None:
    """An import of the module would put it in the place of the function of the same name."""
    modules = {path.stem for path in FACE.parent.iterdir()}
    assert not modules & set(gikreport._HOME)


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match=r"^module 'gikreport' has no attribute 'rendr'$"):
        _ = gikreport.rendr  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if isinstance(value, (type, FunctionType))])
def test_every_public_class_and_function_says_what_it_is(name: str) -> None:
    assert PUBLIC[name].__doc__


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
