"""The package as users get it: built as a wheel, installed into an empty environment, used without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from support import ROOT

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; its own words when it fails."""
    variables = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=variables, capture_output=True, timeout=600)
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")
    return done.stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that has the wheel and what it needs, nothing else."""
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return programs


def test_the_wheel_holds_the_package_its_templates_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "gikreport/py.typed" in names
    assert "gikreport/templates/y2021/report.docx" in names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"gikreport"}
    assert not [name for name in names if "__pycache__" in name or "~$" in name or "/tests/" in name]


def test_the_installed_command_makes_the_document(installed: Path, tmp_path: Path) -> None:
    example = tmp_path / "report.toml"
    example.write_bytes((ROOT / "examples" / "xiaogang-2021.toml").read_bytes())
    run(installed / "gikreport", "check", example, cwd=tmp_path)
    run(installed / "gikreport", "render", example, "-o", "report.docx", cwd=tmp_path)
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "report.docx").namelist()


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import gikreport; print(gikreport.__file__); print(len(gikreport.RULES))"
    place, rules = run(installed / "python", "-c", code, cwd=tmp_path).split("\n")[:2]
    assert not Path(place).is_relative_to(ROOT)
    assert int(rules) > 5


def test_without_its_extras_the_package_says_what_is_missing(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text("agency: 某局\nyear: 2021\n", "utf-8")
    command = [str(installed / "gikreport"), "check", "report.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120)
    assert done.returncode == 4
    assert "pip install gikreport[yaml]" in done.stdout.decode("utf-8")
