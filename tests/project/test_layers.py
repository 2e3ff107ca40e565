"""A room imports only rooms to its left, siblings never import one another, the command only the public face."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

PACKAGE = ROOT / "gikreport"
# From left to right; the rooms of one column are siblings.
COLUMNS = (
    {"errors"},
    {"files"},
    {"model"},
    {"forms"},
    {"narrative", "datafile", "tabular"},
    {"readers", "rules", "expressions"},
    {"units"},
    {"sources"},
    {"checking"},
    {"renderers"},
    {"findings", "lifecycle"},
    {"proof"},
    {"aggregate", "register", "batches"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
COLUMN = {room: number for number, column in enumerate(COLUMNS) for room in column}
HEAVY = {
    "docx", "docxtpl", "lxml", "jinja2", "openpyxl", "xlsxwriter", "rich", "ruamel", "tomli_w", "pdfplumber", "duckdb",
    "distributed", "cryptography", "gmalg",
}  # fmt: skip


def room(module: str) -> str:
    """The room of a module of the package, "gikreport.model.grid" -> "model"."""
    return module.split(".")[1] if "." in module else "__init__"


def imported(path: Path) -> Iterator[str]:
    """Every module of the package that a file imports, in functions too; not what only a type checker sees."""
    package = ["gikreport", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from (".".join([*base, name]) for name in names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "gikreport":
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "gikreport")


def files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_to_its_left(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    for module in imported(path):
        other = room(module)
        assert {own, other} <= set(COLUMN), f"the map below the imports lacks {own} or {other}"
        assert other == own or COLUMN[other] < COLUMN[own], f"{own} imports {module}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "cli").glob("*.py")), ids=lambda path: path.name)
def test_the_command_uses_only_the_public_face(path: Path) -> None:
    assert {module for module in imported(path) if room(module) != "cli"} <= {"gikreport"}


def test_every_room_is_on_the_map() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms <= set(COLUMN)


@pytest.mark.parametrize("module", ["gikreport", "gikreport.cli", "gikreport.forms", "gikreport.checking.check"])
def test_what_is_heavy_is_imported_where_it_is_used(module: str) -> None:
    code = f"import sys, {module}; print(sorted({HEAVY!r} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"
