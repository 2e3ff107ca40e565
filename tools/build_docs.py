"""The pages of the documentation site: the READMEs, docs/ and tests/errors/, gathered in build/docs with an index."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build" / "docs"


def main() -> None:
    """Gather the pages anew."""
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", SITE)
    shutil.copytree(ROOT / "tests" / "errors", SITE / "errors")
    for page in SITE.glob("*.md"):
        page.write_text(_page(page), "utf-8")
    (SITE / "index.md").write_text(_page(ROOT / "README.zh-CN.md"), "utf-8")
    (SITE / "index.en.md").write_text(_page(ROOT / "README.md"), "utf-8")
    (SITE / "changelog.md").write_text((ROOT / "CHANGELOG.md").read_text("utf-8"), "utf-8")
    (SITE / "errors" / "index.md").write_text(_index(), "utf-8")


def _page(readme: Path) -> str:
    """A README, or a page beside it, with its links as they lead on the site."""
    places = {
        "docs/": "", "tests/errors/": "errors/index.md", "README.md": "index.en.md", "README.zh-CN.md": "index.md",
        "CHANGELOG.md": "changelog.md",
    }  # fmt: skip
    text = readme.read_text("utf-8").replace("](../", "](")
    for old, new in places.items():
        text = text.replace(f"]({old}", f"]({new}")
    return text


def _index() -> str:
    """Every page of tests/errors by its code and title."""
    rows = []
    for page in sorted((ROOT / "tests" / "errors").glob("*.md")):
        found = re.match(r"# (\S+) (.*)", page.read_text("utf-8"))
        if found:
            rows.append(f"| [{found[1]}]({page.name}) | {found[2]} |")
    return "\n".join(["# 核对规则 / Findings", "", "| | |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    main()
