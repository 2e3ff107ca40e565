"""Every rule has a page in tests/errors: prose, a small input, and the exact words of the command about it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from gikreport import RULES
from gikreport.cli import group

PAGES = sorted((Path(__file__).parent / "errors").glob("*.md"))
CODES = sorted(rule.code for rule in RULES)
# ```toml is the report; ```toml beside, previous or waivers is what it is checked with; ```text is what is said of it.
BLOCK = re.compile(r"^```(\w+)(?: (beside|previous|waivers))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> tuple[dict[str, str], str]:
    """The files of a page by their names, and what the command says of them."""
    found = BLOCK.findall(page.read_text("utf-8"))
    (said,) = [text for kind, _, text in found if kind == "text"]
    return {f"{role or 'report'}.{kind}": text for kind, role, text in found if kind != "text"}, said


def checked(files: dict[str, str], folder: Path) -> tuple[str, int]:
    """What `gikreport check` says of a page's files, and its exit code."""
    arguments = []
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
        role = name.split(".")[0]
        arguments += [f"--{role}", name] if role in ("previous", "waivers") else [name]
    result = CliRunner().invoke(group, ["check", *arguments])
    return result.output, result.exit_code


def test_every_rule_has_its_page_and_no_page_is_left_over() -> None:
    assert [page.stem for page in PAGES] == CODES


def test_no_code_is_used_twice() -> None:
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_says_what_the_command_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files, due = blocks(page)
    said, code = checked(files, tmp_path)
    assert said == due
    assert code == (1 if "：错误 " in said or "待定 " in said.splitlines()[-1] else 0)
    assert f" {page.stem} " in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_opens_with_the_code_and_explains_itself(page: Path) -> None:
    text = page.read_text("utf-8")
    assert re.match(rf"# {page.stem} \S.*\n\n\S", text)
    prose = BLOCK.sub("", text).split("\n", 1)[1].strip()
    assert len(prose) > 40


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_tells_a_rule_in_full(rule: object, lang: str) -> None:
    said = CliRunner().invoke(group, ["explain", rule.code.lower(), "--lang", lang])  # type: ignore[attr-defined]
    words, remedy = (rule.zh, rule.remedy_zh) if lang == "zh" else (rule.en, rule.remedy_en)  # type: ignore[attr-defined]
    assert said.exit_code == 0
    assert all(part in said.output for part in (rule.code, words, remedy))  # type: ignore[attr-defined]
    assert len(said.output.splitlines()) >= 3
