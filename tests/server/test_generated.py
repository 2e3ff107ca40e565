"""What vendors generate from the schemas: classes in TypeScript and Java that compile, and a form to be filled in."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import gikreport
from gikreport.findings.schema import findings_schema
from gikreport.server.openapi import description
from support.browser import chromium
from support.fetched_tools import CLIENTS
from support.service import SOUND

pytestmark = [pytest.mark.slow, pytest.mark.clients]  # programs of Node.js and a compiler, some seconds each

SCHEMAS = {form.name: gikreport.schema(form) for form in gikreport.FORMS} | {"findings": findings_schema()}
STRICT = {"compilerOptions": {"strict": True, "target": "es2020", "module": "esnext", "noEmit": True, "types": []}}
# Types that are no block: the whole, what is one of a few words, a value of several kinds.
BESIDE = {
    "AnnualReport", "Checked", "Form", "Severity", "Words", "Fact", "FactValue", "Empty", "Value", "Place", "Problem",
    "Waived", "Code", "Status", "Why",
    "Paragraph", "Table",  # what a narrative holds beside plain text
}  # fmt: skip


def run(program: str, *arguments: object) -> str:
    """What a program of the generators prints."""
    command = [str(CLIENTS / "node_modules" / ".bin" / program), *map(str, arguments)]
    done = subprocess.run(command, cwd=CLIENTS, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def classes(lang: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """The folder of classes that quicktype makes of each schema."""
    for name, schema in SCHEMAS.items():
        (folder / name).mkdir()
        (source := folder / f"{name}.json").write_text(json.dumps(schema), "utf-8")
        top = "Checked" if name == "findings" else "AnnualReport"
        whole = (
            "--src-lang",
            "schema",
            "--lang",
            lang,
            "--just-types",
            "--top-level",
            top,
            "--package",
            f"made.{name}",
        )
        out = folder / name / f"{top}.{'java' if lang == 'java' else 'ts'}"
        run("quicktype", *(whole if lang == "java" else whole[:-2]), "-o", out, source)
        yield name, folder / name


def blocks(name: str) -> set[str]:
    """The names that classes of a schema may have: those of its blocks."""
    return {block["title"] for block in SCHEMAS[name]["$defs"].values() if "title" in block} | BESIDE


def test_classes_in_typescript_have_the_names_of_their_blocks_and_compile(tmp_path: Path) -> None:
    for name, folder in classes("typescript", tmp_path):
        (file,) = folder.iterdir()
        found = set(re.findall(r"^export (?:interface|type) (\w+)", file.read_text("utf-8"), re.MULTILINE))
        assert found <= blocks(name)
    (tmp_path / "openapi.json").write_text(json.dumps(description()), "utf-8")
    run("openapi-typescript", tmp_path / "openapi.json", "-o", tmp_path / "service.ts")
    assert '"/v1/check": {' in (tmp_path / "service.ts").read_text("utf-8")
    (tmp_path / "tsconfig.json").write_text(json.dumps(STRICT), "utf-8")
    run("tsc", "-p", tmp_path)


@pytest.mark.java
def test_classes_in_java_have_the_names_of_their_blocks_and_compile(tmp_path: Path) -> None:
    files: list[Path] = []
    for name, folder in classes("java", tmp_path):
        named = {path.stem for path in folder.iterdir() if not path.stem.endswith("Union")}  # text, or text and figures
        assert named <= blocks(name) | {name.capitalize()}
        files += folder.iterdir()
    assert {"Requests.java", "Outcomes.java", "Litigation.java"} <= {path.name for path in files}
    command = ["javac", "-encoding", "UTF-8", "-d", str(tmp_path / "out"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


FORM = """
import React from "react";
import { createRoot } from "react-dom/client";
import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020";
const validator = customizeValidator({ AjvClass: Ajv2020 });
window.show = (schema, formData) => new Promise((shown) => {
  const done = { submitted: null, wrong: null };
  window.done = done;
  const onSubmit = (one) => { done.submitted = one.formData; };
  const onError = (all) => { done.wrong = all.map((one) => one.stack); };
  const form = <Form {...{ schema, formData, validator, onSubmit, onError }} ref={() => shown()} />;
  createRoot(document.body).render(form);
});
window.fill = (id, value) => {
  const input = document.getElementById(id);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
};
window.submit = async () => {
  document.querySelector("form").requestSubmit();
  while (!done.submitted && !done.wrong) await new Promise(requestAnimationFrame);
  return done;
};
"""


@pytest.mark.browser
def test_a_generated_form_is_filled_in_and_gives_a_report(tmp_path: Path) -> None:
    source = CLIENTS / "form.jsx"
    source.write_text(FORM, "utf-8")
    run("esbuild", source, "--bundle", "--charset=utf8", f"--outfile={tmp_path / 'form.js'}", "--log-level=error")
    page = tmp_path / "form.html"
    page.write_text("<!doctype html><meta charset=utf-8><body><script src=form.js></script>", "utf-8")
    with chromium() as browser:
        browser.open(page)
        browser.evaluate(f"show({json.dumps(SCHEMAS['y2021'])}, {json.dumps(SOUND)})")
        labels = browser.evaluate("[...document.querySelectorAll('label, legend')].map(one => one.textContent)")
        assert {"编制说明", "表三", "自然人", "一、本年新收政府信息公开申请数量", "（一）予以公开"} <= set(labels)
        for id, value in {
            "root_agency": "某镇人民政府",
            "root_t3_natural_person_received": "3",
            "root_t3_natural_person_outcomes_disclosed": "3",
        }.items():
            browser.evaluate(f"fill({json.dumps(id)}, {json.dumps(value)})")
        done: dict[str, Any] = browser.evaluate("submit()")
    assert done["wrong"] is None
    reading = gikreport.read(done["submitted"])
    assert reading.agency == "某镇人民政府"
    assert reading.amount(("t3", "natural_person", "outcomes", "disclosed")) == 3
    assert [finding.code for finding in gikreport.check(reading) if finding.severity.forbids] == []
    assert gikreport.render(gikreport.sound(reading), ".docx").startswith(b"PK")
