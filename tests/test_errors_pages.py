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
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> tuple[list[tuple[str, str]], str]:
    """The inputs of a page with their kinds (the report, then last year's), and what the command says of them."""
    found = BLOCK.findall(page.read_text("utf-8"))
    (said,) = [text for kind, text in found if kind == "text"]
    return [(kind, text) for kind, text in found if kind != "text"], said


def checked(inputs: list[tuple[str, str]], folder: Path) -> tuple[str, int]:
    """What `gikreport check` says of a page's inputs, and its exit code."""
    names = [f"{name}.{kind}" for name, (kind, _) in zip(("report", "previous"), inputs, strict=False)]
    for name, (_, text) in zip(names, inputs, strict=True):
        (folder / name).write_text(text, "utf-8")
    previous = ["--previous", names[1]] if len(names) > 1 else []
    result = CliRunner().invoke(group, ["check", names[0], *previous])
    return result.output, result.exit_code


def test_every_rule_has_its_page_and_no_page_is_left_over() -> None:
    assert [page.stem for page in PAGES] == CODES


def test_no_code_is_used_twice() -> None:
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_says_what_the_command_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inputs, due = blocks(page)
    said, code = checked(inputs, tmp_path)
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
