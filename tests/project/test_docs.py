"""The pages of docs/ name what there is: every key of a data file, every page of the site."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from ruamel.yaml import YAML

import gikreport
from gikreport.cli import group
from gikreport.forms import FORMS
from gikreport.model.form import Form
from gikreport.model.report import prose_fields
from gikreport.model.table import tables_of
from support import ROOT

DATA = (ROOT / "docs" / "data.md").read_text("utf-8")


def named(heading: str) -> set[tuple[str, str]]:
    """The keys below a heading, each with the last words beside it."""
    text = DATA.split(f"\n### {heading}", 1)[1].split("\n##", 1)[0]
    return {
        (key, words.split(" / ")[-1]) for key, words in re.findall(r"^\| `([\w.]+)` \| (.+) \|$", text, re.MULTILINE)
    }


def stated(form: Form, table: str) -> set[tuple[str, str]]:
    lines = tables_of(form.report)[table].lines
    return {(".".join(line.path), line.words[-1]) for line in lines if not line.computed}


@pytest.mark.parametrize(
    ("year", "table", "heading"),
    [
        (2021, "t2", "`[t2]`, form of 2021"),
        (2021, "t4", "`[t4.…]`"),
        (2020, "t2", "`[t2.…]`, form of 2019"),
        (2020, "t4", "`[t4.…]`"),
        (2015, "statistics", "`[statistics.…]`"),
    ],
)
def test_every_key_of_a_table_stands_with_its_printed_words(year: int, table: str, heading: str) -> None:
    assert named(heading) == stated(gikreport.form_for(year), table)


def test_every_key_of_table_three_is_a_block_and_a_line() -> None:
    keys = {key for key, _ in named("`[t3.…]`")}
    blocks = {key for key in keys if key.startswith(("natural", "organizations"))}
    every = {f"{block}.{line}" for block in blocks for line in keys - blocks}
    assert every == {key for key, _ in stated(gikreport.form_for(2021), "t3")}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_part_of_the_text_has_its_key(form: Form) -> None:
    shown = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", DATA.split("## The numbers")[0], re.MULTILINE))
    for name, entry in prose_fields(form.report).items():
        assert all(words in shown[name] for words in entry.words), name


def test_the_examples_of_the_page_are_read() -> None:
    (json,) = re.findall(r"```json\n(.*?)```", DATA, re.DOTALL)
    assert not any(finding.severity.forbids for finding in gikreport.check(gikreport.read(json.encode())))
    toml, blocks = re.findall(r"```toml\n(.*?)```", DATA, re.DOTALL)
    with_blocks = gikreport.read({"agency": "青石县水利局", "year": 2024, **tomllib.loads(blocks)})
    assert [len(with_blocks.prose["overview"].figures), len(with_blocks.attachments)] == [1, 1]
    reading = gikreport.read({**tomllib.loads(toml), "t2": {}, "t3": {}, "t4": {}})
    assert reading.title == ("青石县水利局", "2024年政府信息公开工作年度报告")


def test_every_page_stands_in_the_menu_of_the_site() -> None:
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.name.replace(".zh.md", ".md") not in menu] == []


TOP = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "SECURITY.md")]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *TOP]
PAIRS = [page for page in PAGES if page.with_name(f"{page.stem}.zh.md").exists()]


def shape(page: Path) -> dict[str, object]:
    """What a page has in any language: its programs, the rows of its tables, its lists, the codes of rules."""
    text = page.read_text("utf-8")
    programs = [re.sub(r"\s*#.*", "", block) for block in text.split("```")[1::2]]
    lines = "".join(text.split("```")[::2]).splitlines()
    return {
        "programs": programs,
        "headings": [line.split(" ")[0] for line in lines if line.startswith("#")],
        "rows": [line.count("|") for line in lines if line.startswith("|")],
        "items": sum(line.startswith("- ") for line in lines),
        "codes": set(re.findall(r"\b[AFLPTW]\d{3}(?!\d)", "\n".join(lines))),
    }


def test_the_pages_for_clerks_and_reviewers_are_there_in_chinese() -> None:
    pages = {page.name for page in PAGES}
    assert {f"{name}.zh.md" for name in ("clerk", "records", "findings", "publishing", "limits", "stability")} <= pages


@pytest.mark.parametrize("page", PAIRS, ids=lambda path: path.stem)
def test_a_page_is_the_same_in_both_languages(page: Path) -> None:
    assert shape(page.with_name(f"{page.stem}.zh.md")) == shape(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_command_that_a_page_shows_has_these_options(page: Path) -> None:
    text = page.read_text("utf-8")
    shown = [line.removeprefix("$ ") for block in text.split("```")[1::2] for line in block.splitlines()]
    shown += re.findall("`([^`\n]+)`", text)
    for line in (one.removeprefix("gikreport ") for one in shown if re.match("gikreport [a-z]", one)):
        words = line.split("  #")[0].split()
        command = group.get_command(click.Context(group), words[0])
        assert command is not None, line
        if isinstance(command, click.Group) and len(words) > 1:
            command = command.commands[words[1]]
        known = {name for param in command.params for name in (*param.opts, "-h", "--help")}
        assert {word for word in words if re.match("--?[a-z]", word)} <= known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_module_and_test_that_a_page_names_is_there(page: Path) -> None:
    """`rules/tables.py` and `gikreport/rules/tables.py` are the same; a test may be named without its ending."""
    named = re.findall(r"[\w/]+\.py\b|\b[\w/]+/test_\w+", page.read_text("utf-8"))
    files = {path if path.endswith(".py") else f"{path}.py" for path in named} - {"forms/yNNNN.py"}
    roots = (ROOT, ROOT / "gikreport", ROOT / "tests")
    assert [path for path in sorted(files) if not any((root / path).is_file() for root in roots)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / link).exists() or link == "errors/index.md", link


def test_the_hooks_before_a_commit_are_local_and_check_what_make_test_checks() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    (repo,) = YAML(typ="safe").load(text)["repos"]
    assert repo["repo"] == "local"
    assert [hook["id"] for hook in repo["hooks"]] == ["ruff", "ruff-format", "codespell", "toml"]
    assert "://" not in text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    known = project["optional-dependencies"]["test"]
    needed = [name for hook in repo["hooks"] for name in hook.get("additional_dependencies", ())]
    assert [name for name in needed if name not in known] == []


def test_the_site_asks_nothing_of_another_place() -> None:
    site = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "font: false" in site
    assert "://" not in site
    assert "mermaid" not in site
