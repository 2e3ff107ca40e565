"""Every rule has a page in tests/errors: prose, a small input, and the exact words of the command about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from gikreport import RULES
from gikreport.cli import group
from gikreport.model.diagnostic import Diagnostic
from gikreport.office.opc import package_to_read
from gikreport.renderers import render
from gikreport.sources import read
from support import ROOT
from support.documents import plain
from support.templates import changed

PAGES = sorted((ROOT / "tests" / "errors").glob("*.md"))
CODES = sorted(rule.code for rule in RULES)
EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
LOOKED_AT = re.compile(  # what all files have, and every new rule would change on every page
    r"。核对 \d+ 项：.*|；\d+ 项未能核对：[^\n]*?(?=  |$)|^未能核对：.*\n", re.MULTILINE
)
BLOCK = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> tuple[dict[str, str], str, str]:
    """The inputs of a page by file name, its command, and what that says; unnamed: the report, then last year's."""
    found = BLOCK.findall(page.read_text("utf-8"))
    (said,) = [text for kind, _, text in found if kind == "text"]
    usual = iter(("report", "previous"))
    inputs = [(kind, name or next(usual), text) for kind, name, text in found if kind not in ("text", "console")]
    named = {name if "." in name else f"{name}.{kind}": text for kind, name, text in inputs}
    command = next((text for kind, _, text in found if kind == "console"), None)
    return named, command or _usual_command(named), said


def _usual_command(named: dict[str, str]) -> str:
    """Check the report, beside what else the page gives."""
    options = [f"--{name} {name}.toml" for name in ("previous", "waivers", "units") if f"{name}.toml" in named]
    first = next(iter(named))
    first = first.removesuffix(".diff") if first.endswith((".docx.diff", ".xlsx.diff")) else first
    beside = ["beside.toml"] if "beside.toml" in named else []
    return " ".join(["$ gikreport check", first, *beside, *options])


def edited(change: str) -> bytes:
    """A sound document after one edit: the part, what stood there (-), what stands there now (+)."""
    name, old, new = change.splitlines()
    document = render(plain(), ".docx")
    docx = changed(document, name, lambda xml: xml.replace(old.removeprefix("-"), new.removeprefix("+"), 1))
    assert docx != document
    return docx


def edited_example(change: str, suffix: str) -> bytes:
    """A sound example in a format after some edits, each of three lines: the part, what stood there, what stands there.

    A part that is not there yet is made: `-` alone, then its content.
    """
    made = render(read(EXAMPLE), suffix)
    lines = change.splitlines()
    for name, old, new in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        made = _edited_part(made, name, old.removeprefix("-"), new.removeprefix("+"))
    return made


def _edited_part(made: bytes, name: str, old: str, new: str) -> bytes:
    opened = package_to_read(made)
    if not old:
        return opened.with_changed({name: new.encode()})
    content = opened.read(name).decode()
    assert old in content
    return opened.with_changed({name: content.replace(old, new, 1).encode()})


def checked(inputs: dict[str, str], command: str, folder: Path) -> tuple[str, int]:
    """What the command says of a page's inputs, and its exit code."""
    for name, text in inputs.items():
        if name.endswith((".docx.diff", ".xlsx.diff")):
            document = Path(name).stem
            (folder / document).write_bytes(edited_example(text, Path(document).suffix))
        elif name.endswith(".diff"):
            (folder / name).with_suffix(".docx").write_bytes(edited(text))
        else:
            (folder / name).write_text(text, "utf-8")
    result = CliRunner().invoke(group, command.split()[2:])
    return LOOKED_AT.sub("", result.output), result.exit_code


def test_every_rule_has_its_page_and_no_page_is_left_over() -> None:
    assert [page.stem for page in PAGES] == CODES


def test_no_code_is_used_twice() -> None:
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_says_what_the_command_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inputs, command, due = blocks(page)
    said, code = checked(inputs, command, tmp_path)
    assert said == due
    assert code == (1 if "错误 " in said or "待定 " in said else 0)
    assert f" {page.stem} " in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_opens_with_the_code_and_explains_itself(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.match(rf"# {page.stem} \S.*\n\n\S", text)
    prose = BLOCK.sub("", text).split("\n", 1)[1].strip()
    assert len(prose) > 40


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_tells_a_rule_in_full(rule: Diagnostic, lang: str) -> None:
    said = CliRunner().invoke(group, ["explain", rule.code.lower(), "--lang", lang])
    words, remedy = (rule.zh, rule.remedy_zh) if lang == "zh" else (rule.en, rule.remedy_en)
    assert said.exit_code == 0
    assert all(part in said.output for part in (rule.code, *re.split(r"\{\w+(?:!r)?\}", words), remedy))
    assert not set("{}") & set(said.output.splitlines()[0])
    assert len(said.output.splitlines()) >= 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_the_same_in_two_languages(rule: Diagnostic) -> None:
    assert rule.zh != rule.en
    assert rule.remedy_zh != rule.remedy_en
