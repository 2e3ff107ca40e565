"""How the tests run: how many examples hypothesis draws, and what a missing tool means."""

import os
import shutil
import tempfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from support.fetched_tools import AXE, FONTS, GENERATOR, OOXML, PYODIDE, SARIF

os.environ["GIKREPORT_STATE"] = tempfile.mkdtemp(prefix="gikreport-state-")  # not that of whoever runs the tests
NOTHING_MAY_BE_MISSING = os.environ.get("CI") == "true" or os.environ.get("GIKREPORT_REQUIRE_ALL") == "1"

settings.register_profile("dev", deadline=None, max_examples=10)
settings.register_profile(
    "ci", deadline=None, max_examples=100, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if NOTHING_MAY_BE_MISSING else "dev"))


def has(command: str) -> Callable[[], bool]:
    """Whether the command can be run."""
    return lambda: shutil.which(command) is not None


def has_fonts() -> bool:
    """Whether tests/fonts.sh has been run."""
    return all((FONTS / name).is_file() for name in ("FandolFang-Regular.otf", "NotoSerifCJK-SemiBold.ttc"))


# What tests with a marker need, and the line that provides it.
NEEDS = {
    "layout": (
        (has("soffice"), "apt-get install libreoffice-writer libreoffice-calc"),
        (has("pdftoppm"), "apt-get install poppler-utils"),
        (has_fonts, "make fonts"),
    ),
    "browser": (
        (has("chromium"), "apt-get install chromium"),
        (has("pdftotext"), "apt-get install poppler-utils"),
        (AXE.is_file, "make axe"),
    ),
    "pyodide": (((PYODIDE / "pyodide.asm.wasm").is_file, "make pyodide"),),
    "ooxml": ((OOXML.is_file, "make ooxml"),),
    "sarif": ((SARIF.is_file, "make sarif"),),
    "clients": ((GENERATOR.is_file, "make clients"),),
    "java": ((has("java"), "apt-get install openjdk-17-jdk-headless"),),
    "database": ((has("pg_virtualenv"), "apt-get install postgresql"),),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tools are missing; where nothing may be missing, that is an error."""
    for marker, needs in NEEDS.items():
        if item.get_closest_marker(marker):
            remedies = [remedy for present, remedy in needs if not present()]
            if remedies:
                _give_up(f"{marker} test: a tool is missing; {'; '.join(remedies)}")


def _give_up(reason: str) -> None:
    if NOTHING_MAY_BE_MISSING:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
