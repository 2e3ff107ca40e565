"""The rooms are those of docs/architecture.md: each imports only rooms above it there, and nothing goes in a circle."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from support import ROOT

PACKAGE = ROOT / "gikreport"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
TITLES = {"": "## Rooms", "readers": "### Inside `readers`", "renderers": "### Inside `renderers`"}
TESTS = ROOT / "tests"
# Folders of tests that are of no room of the package: what shows in the repository as a whole, and what tests share.
OF_NO_ROOM = {"project", "support", "data", "errors"}
HEAVY = {
    "docx", "docxtpl", "lxml", "jinja2", "openpyxl", "xlsxwriter", "rich", "ruamel", "tomli_w", "pdfplumber", "duckdb",
    "distributed", "cryptography", "gmalg",
}  # fmt: skip


def table(folder: str) -> list[tuple[list[str], list[str]]]:
    """The table of a folder: in each row the rooms, and a sentence for each of them."""
    below = PAGE[PAGE.index(TITLES[folder] + "\n") :].split("\n#", 1)[0]
    rows = [line.strip("|").split("|") for line in below.splitlines() if line.startswith("| `")]
    return [(re.findall("`([^`]+)`", rooms), said.split(" · ")) for rooms, said in rows]


# folder -> room -> the number of its row
ROWS = {
    folder: {room: number for number, (rooms, _) in enumerate(table(folder)) for room in rooms} for folder in TITLES
}


def name_of(path: Path) -> str:
    """The module that a file is, "gikreport.model.grid"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room(module: str, folder: str = "") -> str:
    """The room of a module within a folder of the package: "gikreport.model.grid" stands in "model"."""
    inside = module.split(".")[1 + bool(folder) :]
    return inside[0] if inside else "__init__"


def imported(path: Path) -> Iterator[str]:
    """Every module of the package that a file imports, in functions too."""
    package = ["gikreport", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "gikreport")
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            if whole.split(".")[0] == "gikreport":
                parts = (f"{whole}.{alias.name}" for alias in node.names)
                yield from {part if part in MODULES else whole for part in parts}


# What a worker loads, by name, before its first file, so that the file does not wait; nothing of it is called.
LOADED_AHEAD = {"gikreport.fence": {"gikreport.sources", "gikreport.readers.binding", "gikreport.readers.formats.docx"}}


def named(path: Path) -> Iterator[str]:
    """Every module or folder of the package that a file with `importlib` names: `f".readers.{kind}"` too."""
    tree = ast.parse(path.read_text("utf-8"))
    if "importlib" in {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}:
        package = ".".join(["gikreport", *path.relative_to(PACKAGE).parts[:-1]])
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w.]+", node.value):
                whole = node.value if node.value.startswith("gikreport.") else package + node.value
                yield from {whole.rstrip(".")} & (MODULES.keys() - {package})


def wrong_arrows(module: str, other: str) -> Iterator[str]:
    """What is wrong with one module importing another, in the package and in each folder that both stand in."""
    folders = ["", *({room(module)} & {room(other)} & set(ROWS))]
    for folder in folders:
        rows, mine, theirs = ROWS[folder], room(module, folder), room(other, folder)
        if mine != theirs and not rows[theirs] < rows[mine]:
            yield f"{module} imports {other}: {theirs} does not stand above {mine}"


FILES = [name for name in MODULES if name != "gikreport"]


@pytest.mark.parametrize("module", FILES)
def test_a_room_imports_only_rooms_above_it(module: str) -> None:
    others = {*imported(MODULES[module]), *named(MODULES[module])} - LOADED_AHEAD.get(module, set())
    assert [wrong for other in others for wrong in wrong_arrows(module, other)] == []


def test_a_module_that_is_imported_by_its_name_is_seen() -> None:
    assert set(named(MODULES["gikreport.fence"])) == LOADED_AHEAD["gikreport.fence"]
    assert set(named(MODULES["gikreport.sources"])) == {"gikreport.readers.formats"}


@pytest.mark.parametrize("folder", TITLES)
def test_the_table_is_the_tree(folder: str) -> None:
    place = PACKAGE / folder
    there = {path.stem for path in place.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    empty = {"__init__"} if folder and "__init__" not in ROWS[folder] else set()
    assert set(ROWS[folder]) | empty == there
    assert all(len(rooms) == len(said) for rooms, said in table(folder)), "a sentence for each room"


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """Modules that import one another round and round; none where there is no circle."""
    done: set[str] = set()

    def walk(module: str, way: list[str]) -> list[str]:
        if module in way:
            return way[way.index(module) :]
        if module not in done:
            for other in sorted(arrows.get(module, ())):
                if found := walk(other, [*way, module]):
                    return found
            done.add(module)
        return []

    return next(filter(None, (walk(module, []) for module in sorted(arrows))), [])


def test_no_module_imports_itself_by_way_of_others() -> None:
    arrows = {module: set(imported(MODULES[module])) for module in FILES}
    assert circle(arrows) == []
    assert circle({**arrows, "gikreport.errors": {"gikreport.forms.y2021"}}) != []


def test_tests_stand_in_folders_named_after_rooms() -> None:
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("*.py")} - {Path()}
    rooms = [folder for folder in folders if folder.parts[0] not in OF_NO_ROOM]
    assert [str(folder) for folder in rooms if not (PACKAGE / folder).with_suffix(".py").exists()
            and not (PACKAGE / folder / "__init__.py").exists()] == []  # fmt: skip
    assert sorted(path.name for path in TESTS.glob("*.py")) == ["conftest.py"]


def imported_tests(source: str) -> set[str]:
    """Each module of the tests that a test imports, but for what tests share."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = "." * node.level + (node.module or "")
            found |= {whole, *(f"{whole}.{alias.name}" for alias in node.names)}
    folders = {path.name for path in TESTS.iterdir() if path.is_dir()} - {"support"}
    return {name for name in found if name[0] == "." or {"tests", "conftest", *folders} & {name.split(".")[0]}
            or re.search(r"(^|\.)test_", name)}  # fmt: skip


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_imports_a_test(path: Path) -> None:
    assert imported_tests(path.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    ("source", "due"),
    [
        ("from support import office", set()),
        ("from gikreport.readers.tables import by_order", set()),
        ("import rules.test_years", {"rules.test_years"}),
        ("from rules import test_years", {"rules", "rules.test_years"}),
        ("from .test_years import codes", {".test_years", ".test_years.codes"}),
        ("def f():\n    import conftest", {"conftest"}),
    ],
)
def test_an_imported_test_is_seen(source: str, due: set[str]) -> None:
    assert imported_tests(source) == due


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").glob("*.py")), ids=lambda path: path.name)
def test_the_command_uses_only_the_public_face(path: Path) -> None:
    assert {module for module in imported(path) if room(module) != "cli"} <= {"gikreport"}


@pytest.mark.parametrize("module", ["gikreport", "gikreport.cli", "gikreport.forms", "gikreport.checking.check"])
def test_what_is_heavy_is_imported_where_it_is_used(module: str) -> None:
    code = f"import sys, {module}; print(sorted({HEAVY!r} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"
