"""Every form's document, with every option, as two validators judge it; each finds what the other misses."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import gikreport
from gikreport.forms import FORMS
from gikreport.model.options import Options
from gikreport.renderers.docx import render_docx
from support import ROOT
from support.documents import plain
from support.fetched_tools import OOXML
from support.templates import replaced

EXAMPLES = ROOT / "examples"
ASKED: dict[str, dict[str, Any]] = {
    "plain": {},
    "all": {"charts": True, "seal": True, "toc": True, "grid": "word"},
}
ALONE = {name: {name: asked} for name, asked in ASKED["all"].items()}


def documents() -> dict[str, bytes]:
    made = {f"draft {form.name}": render_docx(gikreport.draft(plain(form))) for form in FORMS}
    for data in sorted(EXAMPLES.glob("*.toml")):
        for name, asked in {**ASKED, **(ALONE if data.stem == "xiaogang-2021" else {})}.items():
            document = gikreport.sound(gikreport.read(data), options=Options(**asked))
            made[f"{data.stem} {name}"] = render_docx(document)
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("documents")
    paths = {}
    for name, content in documents().items():
        paths[name] = folder / f"{name}.docx"
        paths[name].write_bytes(content)
    return paths


def by_the_sdk(path: Path) -> list[Any]:
    said = subprocess.run([OOXML, path], capture_output=True, text=True, timeout=120)
    return list(json.loads(said.stdout)["errors"])


@pytest.mark.slow  # every example and option, audited
def test_openxml_audit_finds_no_fault_in_any_document(made: dict[str, Path]) -> None:
    audit = pytest.importorskip("openxml_audit")
    validator = audit.OpenXmlValidator()
    assert {name: list(errors) for name, path in made.items() if (errors := validator.validate(path).errors)} == {}


@pytest.mark.slow
@pytest.mark.ooxml
def test_the_open_xml_sdk_finds_no_fault_in_any_document(made: dict[str, Path]) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(made, pool.map(by_the_sdk, made.values()), strict=True))
    assert {name: errors for name, errors in found.items() if errors} == {}


@pytest.mark.ooxml
def test_the_sdk_sees_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "a.docx"
    broken.write_bytes(replaced("<w:cantSplit/>", "<w:cantBreak/>"))
    assert by_the_sdk(broken)
