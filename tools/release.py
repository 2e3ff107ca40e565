"""Make a release: its section of the changelog, wheel and sdist, the wheel tested, and the list of what it is made of.

python tools/release.py [--dry-run]

The version is that of pyproject.toml. Nothing is sent anywhere: the files lie in dist/, and the tag to set is named at
the end. `--dry-run` says what would be done, and writes nothing.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OPEN = "## [Unreleased]\n"


class NotReady(Exception):
    """Why there can be no release of what is here."""


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> str:
    """Make the release, and tell its tag."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
    only_said = parser.parse_args(arguments).dry_run
    version = version_of(root)
    tag = f"v{version}"
    log = (root / "CHANGELOG.md").read_text("utf-8")
    ready(root, tag, log, version, only_said)
    section = section_of(log, version, datetime.date.today(), commits(root))
    print(section)
    if only_said:
        print(f"dist/: gikreport-{version}-py3-none-any.whl, gikreport-{version}.tar.gz, gikreport-{version}.cdx.json")
    else:
        release(root, version, log, section)
    print(f"git tag -a {tag} -m {tag}")
    return tag


def release(root: Path, version: str, log: str, section: str) -> None:
    """Write the changelog, build, test, list; the changelog is as it was where any of it fails."""
    page = root / "CHANGELOG.md"
    page.write_text(with_section(log, section), "utf-8")
    try:
        wheel = built(root, version)
        run(root, sys.executable, "-m", "pytest", "-q", *map(str, root.glob("tests/**/test_wheel.py")))
        materials(root, wheel, version)
    except BaseException:
        page.write_text(log, "utf-8")
        raise
    print(f"Commit CHANGELOG.md, then set the tag on that commit. The files are in {root.name}/dist.")


def version_of(root: Path) -> str:
    """The version in pyproject.toml."""
    return str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def ready(root: Path, tag: str, log: str, version: str, only_said: bool) -> None:
    """Raise NotReady where the version was released already, or what is here is not what was committed."""
    if tag in git(root, "tag").split():
        raise NotReady(f"the tag {tag} is set already; raise the version in pyproject.toml")
    if f"## [{version}]" in log:
        raise NotReady(f"CHANGELOG.md has a section [{version}] already; raise the version in pyproject.toml")
    if OPEN not in log:
        raise NotReady("CHANGELOG.md has no section [Unreleased]")
    if not only_said and git(root, "status", "--porcelain"):
        raise NotReady("there are changes that are not committed: commit them, or put them away (git stash)")


def commits(root: Path) -> list[str]:
    """The first lines of the commits since the last tag, the newest first; of a first release none."""
    last = git(root, "tag", "--merged", "HEAD", "--sort=-creatordate").split()
    return git(root, "log", "--no-merges", "--format=%s", f"{last[0]}..HEAD").splitlines() if last else []


def section_of(log: str, version: str, day: datetime.date, subjects: Sequence[str]) -> str:
    """What was written under Unreleased, under the version, and behind it the commits, each once."""
    body = re.split(r"^## \[", log.split(OPEN, 1)[1], maxsplit=1, flags=re.MULTILINE)[0].strip()
    listed = "\n".join(f"- {subject}" for subject in dict.fromkeys(subjects))
    parts = [f"## [{version}] - {day}", body, f"### Commits\n\n{listed}" if listed else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def with_section(log: str, section: str) -> str:
    """The changelog with a new section, and nothing under Unreleased."""
    head, rest = log.split(OPEN, 1)
    older = re.search(r"^## \[", rest, re.MULTILINE)
    return f"{head}{OPEN}\n{section}" + (f"\n{rest[older.start() :]}" if older else "")


def built(root: Path, version: str) -> Path:
    """Wheel and sdist in dist/."""
    run(root, sys.executable, "-m", "build", "--outdir", "dist", ".")
    return root / "dist" / f"gikreport-{version}-py3-none-any.whl"


def materials(root: Path, wheel: Path, version: str) -> Path:
    """What the release with all its extras is made of (CycloneDX), from an environment that holds nothing else."""
    target = root / "dist" / f"gikreport-{version}.cdx.json"
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        (python,) = [path for path in Path(folder).glob("*/python*") if path.stem == "python"]
        run(root, str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"{wheel}[all]")
        run(root, str(python), "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools")
        run(root, sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON",
            "-o", str(target), str(python))  # fmt: skip
    listed = without_places(json.loads(target.read_text("utf-8")))
    target.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return target


def without_places(listed: dict[str, Any]) -> dict[str, Any]:
    """The list without the places of files on the machine that made it, and without pip, which only installed."""
    kept = [part for part in listed["components"] if part["name"] != "pip"]
    for part in (listed["metadata"].get("component", {}), *kept):
        links = part.get("externalReferences", [])
        if links:
            part["externalReferences"] = [link for link in links if not link["url"].startswith("file:")]
    refs = {part["bom-ref"] for part in listed["components"]} - {part["bom-ref"] for part in kept}
    needs = [entry for entry in listed.get("dependencies", []) if entry["ref"] not in refs]
    return {**listed, "components": kept, "dependencies": needs}


def git(root: Path, *words: str) -> str:
    """What git says."""
    return subprocess.run(
        ["git", *words], cwd=root, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


def run(root: Path, *command: str) -> None:
    """Run a program, its words on the console; raises where it fails."""
    subprocess.run(command, cwd=root, check=True)


if __name__ == "__main__":
    try:
        main()
    except NotReady as reason:
        sys.exit(f"no release: {reason}")
