"""A release, tried without making it: what stops it, the section of the changelog, the list of what it is made of."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest

from support import ROOT
from support.scripts import program

release = program("tools/release.py")
DAY = datetime.date(2027, 3, 1)
LOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-12-01\n\n- The first.\n"
PROJECT = '[project]\nname = "gikreport"\nversion = "0.2.0"\n'


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=n", "-c", "user.email=", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, subject: str) -> None:
    git(folder, "commit", "--allow-empty", "-m", subject)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository: one release, and two commits since."""
    (tmp_path / "CHANGELOG.md").write_text(LOG, "utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    commit(tmp_path, "Before the tag")
    git(tmp_path, "tag", "-a", "v0.1.0", "-m", "v0.1.0")
    commit(tmp_path, "A thing that is new")
    commit(tmp_path, "一处改正")
    return tmp_path


SECTION = """\
## [0.2.0] - 2027-03-01

### Added

- A thing.

### Commits

- 一处改正
- A thing that is new
"""


def test_the_section_holds_what_was_written_and_the_commits_since_the_tag(project: Path) -> None:
    assert release.section_of(LOG, "0.2.0", DAY, release.commits(project)) == SECTION


def test_the_changelog_keeps_its_other_sections() -> None:
    made = release.with_section(LOG, SECTION)
    assert made == f"# Changelog\n\n## [Unreleased]\n\n{SECTION}\n## [0.1.0] - 2026-12-01\n\n- The first.\n"
    assert release.section_of(made, "0.3.0", DAY, []) == "## [0.3.0] - 2027-03-01\n"


def test_a_dry_run_names_the_tag_and_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "new.txt").write_text("not committed", "utf-8")
    assert release.main(["--dry-run"], project) == "v0.2.0"
    said = capsys.readouterr().out
    assert SECTION.split("\n", 1)[1] in said
    assert said.endswith(
        "dist/: gikreport-0.2.0-py3-none-any.whl, gikreport-0.2.0.tar.gz, gikreport-0.2.0.cdx.json\n"
        "git tag -a v0.2.0 -m v0.2.0\n"
    )
    assert (project / "CHANGELOG.md").read_text("utf-8") == LOG
    assert not (project / "dist").exists()


def test_a_first_release_lists_no_commits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "The first")
    assert release.commits(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("0.2.0", "0.1.0", r"the tag v0\.1\.0 is set already; raise the version in pyproject\.toml"),
        ("[Unreleased]", "[0.2.0]", r"CHANGELOG\.md has a section \[0\.2\.0\] already; raise the version in .*"),
        ("[Unreleased]", "[Later]", r"CHANGELOG\.md has no section \[Unreleased\]"),
    ],
)
def test_what_cannot_be_released_is_refused(project: Path, old: str, new: str, reason: str) -> None:
    for page in (project / "pyproject.toml", project / "CHANGELOG.md"):
        page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(release.NotReady, match=f"^{reason}$"):
        release.main(["--dry-run"], project)


def test_what_is_not_committed_is_not_released(project: Path) -> None:
    (project / "new.txt").write_text("not committed", "utf-8")
    with pytest.raises(release.NotReady, match="not committed"):
        release.main([], project)
    assert (project / "CHANGELOG.md").read_text("utf-8") == LOG


def test_where_a_step_fails_the_changelog_is_as_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(root: Path, version: str) -> Path:
        assert "## [0.2.0]" in (root / "CHANGELOG.md").read_text("utf-8")
        raise OSError("no room")

    monkeypatch.setattr(release, "built", fails)
    with pytest.raises(OSError, match="no room"):
        release.main([], project)
    assert (project / "CHANGELOG.md").read_text("utf-8") == LOG


def test_the_list_of_materials_names_no_place_of_the_machine() -> None:
    link = {"url": "https://example.org", "type": "website"}
    links = [{"url": "file:///tmp/g.whl"}, link]
    whole = {"name": "gikreport", "bom-ref": "g", "externalReferences": links}
    parts = [{"name": "click", "bom-ref": "c", "externalReferences": links}, {"name": "pip", "bom-ref": "p"}]
    needs = [{"ref": "g"}, {"ref": "c"}, {"ref": "p"}]
    kept = release.without_places({"metadata": {"component": whole}, "components": parts, "dependencies": needs})
    assert [part["name"] for part in kept["components"]] == ["click"]
    assert kept["components"][0]["externalReferences"] == [link] == kept["metadata"]["component"]["externalReferences"]
    assert kept["dependencies"] == [{"ref": "g"}, {"ref": "c"}]


def test_this_checkout_could_be_released(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["--dry-run"]) == f"v{release.version_of(ROOT)}"
    assert "## [" in capsys.readouterr().out
