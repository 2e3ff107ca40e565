"""Dependencies: bounds that leave out known holes, pins with hashes, and an audit that says what it could ask."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from typing import Any

import pytest

from support import ROOT

if not (ROOT / "tools" / "audit.py").is_file():
    pytest.skip("not a checkout", allow_module_level=True)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINNED = (ROOT / "constraints.txt").read_text("utf-8")
# The first version without a hole that is known: a remote one, or one that a file can reach.
MENDED = {"jinja2": (3, 1, 6), "pdfminer.six": (20251230,), "pdfplumber": (0, 11, 9), "lxml": (5, 4), "tornado": (6, 5)}
MENDED["cryptography"] = (44, 0, 1)


def audit() -> Any:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "tools" / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def required() -> list[str]:
    extras = PROJECT["optional-dependencies"]
    return [*PROJECT["dependencies"], *(one for name in extras for one in extras[name])]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


@pytest.mark.parametrize("name", MENDED)
def test_no_version_with_a_known_hole_is_let_in(name: str) -> None:
    bounds = [match[1] for one in required() if (match := re.match(rf"{re.escape(name)}>=([\d.]+)", one))]
    assert bounds
    assert all(numbers(bound) >= MENDED[name] for bound in bounds)


def pins() -> dict[str, str]:
    return {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", PINNED, re.MULTILINE)}


def test_every_pin_has_its_hashes_and_names_no_host() -> None:
    entries = re.split(r"^(?=\S)", PINNED, flags=re.MULTILINE)[1:]
    assert len(entries) == len(re.findall("^[^ #\n]", PINNED, re.MULTILINE)) > 40
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.]+( ;[^\\]*)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+\Z", entry), entry[
            :80
        ]
    assert "://" not in PINNED
    assert "index-url" not in PINNED


def test_what_the_tests_need_is_pinned_within_its_bounds() -> None:
    known = pins()
    extras = PROJECT["optional-dependencies"]
    own = [one for name in ("pdf", "register", "xlsx", "yaml", "cluster", "speed", "test") for one in extras[name]]
    for one in (*PROJECT["dependencies"], *own):
        if not one.startswith("gikreport["):
            name, least = re.match(r"([\w.-]+)(?:\[\w+\])?(?:>=([\d.]+))?", one).groups()  # type: ignore[union-attr]
            version = known[re.sub(r"[-_.]+", "-", name).lower()]
            assert least is None or numbers(version) >= numbers(least), one


def answer(*dependencies: dict[str, Any]) -> str:
    return json.dumps({"dependencies": dependencies})


HOLE = {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}
SOUND = {"name": "b", "version": "1", "vulns": []}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("output", "code", "said"),
    [
        (answer(HOLE, SOUND), 1, "a 1: X-1, mended in 2"),
        (answer(SOUND, SKIPPED), 0, "1 dependencies audited, 1 unknown, 0 holes"),
        (answer(SKIPPED), 0, "dependencies not audited, the database knows none of them"),
        ("", 0, "the database cannot be reached: no route"),
        ("[]", 0, "the database cannot be reached: no route"),
    ],
)
def test_the_audit_says_what_it_could_ask(output: str, code: int, said: str) -> None:
    lines, ended = audit().told(output, "warning\nno route\n")
    assert ended == code
    assert said in "\n".join(lines)
