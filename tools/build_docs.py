"""The pages of the documentation site, gathered in build/docs: READMEs, docs/, the rules, the examples, the reference.

A page `NAME.zh.md` of docs/ is the Chinese of `NAME.md`; on the site they are one page in two languages.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import gikreport

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build" / "docs"
EXAMPLES = ROOT / "examples"
# Pages that lie beside the READMEs, and their places on the site.
TOP = {
    "README.zh-CN.md": "index.md", "README.md": "index.en.md", "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "trust.md",
}  # fmt: skip


def main() -> None:
    """Gather the pages anew."""
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir(parents=True)
    shutil.copytree(ROOT / "docs" / "img", SITE / "img")
    shutil.copytree(ROOT / "tests" / "errors", SITE / "errors")
    for page in sorted((ROOT / "docs").glob("*.md")):
        (SITE / site_name(page)).write_text(with_links(page.read_text("utf-8")), "utf-8")
    for name, place in TOP.items():
        (SITE / place).write_text(with_links((ROOT / name).read_text("utf-8")), "utf-8")
    (SITE / "errors" / "index.md").write_text("\n".join(errors()), "utf-8")
    (SITE / "examples.md").write_text("\n".join(examples()), "utf-8")
    (SITE / "api.md").write_text("\n".join(reference()), "utf-8")


def site_name(page: Path) -> str:
    """The name of a page of docs/ on the site, where one without a language is for both."""
    chinese = page.with_name(f"{page.stem}.zh.md")
    return f"{page.stem}.en.md" if chinese.exists() else page.name


def with_links(text: str) -> str:
    """A page with its links as they lead on the site, whose pages find their language themselves."""
    text = re.sub(r"\]\(([\w./-]+)\.zh\.md(?=[)#])", r"](\1.md", text.replace("](../", "]("))
    places = {"docs/": "", "tests/errors/": "errors/index.md", "examples/)": "examples.md)"}
    places |= {name: "index.md" if name.startswith("README") else place for name, place in TOP.items()}
    for old, new in places.items():
        text = text.replace(f"]({old}", f"]({new}")
    return text


def errors() -> Iterator[str]:
    """Every page of tests/errors by its code and title."""
    yield from ("# 核对规则 / Findings", "", "| | |", "|---|---|")
    for page in sorted((ROOT / "tests" / "errors").glob("*.md")):
        found = re.match(r"# (\S+) (.*)", page.read_text("utf-8"))
        if found:
            yield f"| [{found[1]}]({page.name}) | {found[2]} |"
    yield ""


def examples() -> Iterator[str]:
    """The numbered scripts of examples/, each with what it prints and makes."""
    yield from ("# 示例 / Examples", "")
    yield "每个脚本都可以单独运行：`python examples/01_first_report.py 输出文件夹`。下面的输出是生成本页时运行所得。"
    yield ""
    yield "Each script runs on its own. What is shown below it is what it printed and made when this page was built."
    yield ""
    for script in sorted(EXAMPLES.glob("[0-9]*.py")):
        yield from example(script)


def example(script: Path) -> Iterator[str]:
    """One script: its title, what it is about, its text, and what came of it."""
    text = script.read_text("utf-8")
    about = ast.get_docstring(ast.parse(text)) or ""
    title, _, rest = about.partition(": ")
    needs = re.search(r"^Needs: (.+)$", about, re.MULTILINE)
    yield from (f"## {script.name[:2]} {title}", "", f"`examples/{script.name}`", "")
    yield from (re.sub(r"^(Makes|Needs): .*\n?", "", rest[:1].upper() + rest[1:], flags=re.MULTILINE).strip(), "")
    yield from ("```python", text.split('"""', 2)[2].strip(), "```", "")
    if needs:
        yield from (f"需要 {needs[1]}，这里没有运行。/ It needs {needs[1]} and was not run here.", "")
        return
    printed, made = outcome(script)
    yield from ("```text", printed, "```", "", "生成 / Makes: " + ", ".join(f"`{name}`" for name in made), "")


def outcome(script: Path) -> tuple[str, list[str]]:
    """What a script prints, and the files that it makes; raises where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-X", "utf8", str(script), folder]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8")
        files = (path.relative_to(folder) for path in sorted(Path(folder).rglob("*")) if path.is_file())
        return done.stdout.strip(), [file.as_posix() for file in files if not file.name.startswith(".")]


def reference() -> Iterator[str]:
    """Every public name by the room that it comes from; mkdocstrings puts the docstrings in."""
    yield from ("# Reference", "", "Every public name of `gikreport`; what is promised of them stands in")
    yield from ("[stability](stability.md).", "")
    for module, names in gikreport._PUBLIC.items():
        about = inspect.getdoc(importlib.import_module(f"gikreport.{module}")) or module
        yield from (f"## {about.splitlines()[0].rstrip('.')}", "")
        for name in names.split():
            yield from (f"::: gikreport.{name}", "")
    at_the_top = [getattr(gikreport, name) for names in gikreport._PUBLIC.values() for name in names.split()]
    for form in gikreport._FORMS:
        module = getattr(gikreport, form)
        yield from (f"## {form}: {str(module.__doc__).splitlines()[0].rstrip('.')}", "")
        for name in module.__all__:
            if getattr(module, name) not in at_the_top:
                yield from (f"::: gikreport.{form}.{name}", "")


if __name__ == "__main__":
    main()
