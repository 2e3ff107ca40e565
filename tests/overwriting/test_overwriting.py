"""What a person made is kept: files, folders, the outputs of a batch; what was written last is replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import gikreport
from gikreport import publish, read, write_keeping
from gikreport.cli import group
from gikreport.overwriting import STATE
from support.datafiles import EXAMPLE


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def run(*arguments: object) -> str:
    ran = CliRunner().invoke(group, [str(one) for one in arguments])
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_what_was_written_last_is_replaced_and_what_a_person_made_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "年报.docx"
    assert write_keeping(target, b"one") is None
    assert write_keeping(target, b"two") is None
    target.write_bytes(b"mine")
    assert write_keeping(target, b"three") == tmp_path / "年报-旧.docx"
    target.write_bytes(b"mine again")
    assert write_keeping(target, b"three") == tmp_path / "年报-旧2.docx"
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"mine", b"mine again", b"three"]


def test_the_same_content_and_a_file_that_is_to_be_written_over_leave_nothing_aside(tmp_path: Path) -> None:
    target = tmp_path / "x.txt"
    target.write_bytes(b"mine")
    assert write_keeping(target, b"mine") is None
    target.write_bytes(b"other")
    assert write_keeping(target, b"ours", force=True) is None
    assert names(tmp_path) == ["x.txt"]


def test_where_nothing_can_be_remembered_every_file_counts_as_a_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(STATE, str(tmp_path / "file" / "below"))
    target = tmp_path / "x.txt"
    assert write_keeping(target, b"one") is None
    assert write_keeping(target, b"two") == tmp_path / "x-旧.txt"
    assert (tmp_path / "x-旧.txt").read_bytes() == b"one"


def test_a_file_system_without_links_keeps_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    (tmp_path / "x.txt").write_bytes(b"mine")
    (tmp_path / "x-旧.txt").write_bytes(b"older")
    assert write_keeping(tmp_path / "x.txt", b"ours") == tmp_path / "x-旧2.txt"
    assert (tmp_path / "x-旧2.txt").read_bytes() == b"mine"


@pytest.mark.parametrize("command", ["render", "convert"])
def test_a_command_tells_what_it_kept(command: str, tmp_path: Path) -> None:
    target = tmp_path / ("x.docx" if command == "render" else "x.yaml")
    run(command, EXAMPLE, "-o", target)
    assert "旧" not in run(command, EXAMPLE, "-o", target)
    target.write_bytes(target.read_bytes() + b"#")
    said = run(command, EXAMPLE, "-o", target)
    aside = f"x-旧{target.suffix}"
    assert said.startswith(
        f"{target.name} 已有内容，不是 gikreport 上次写的（有人改过，或另有来源）；原来的改名为 {aside}，没有覆盖\n"
    )
    assert names(tmp_path) == [aside, target.name]
    target.write_bytes(b"#")
    run(command, EXAMPLE, "-o", target, "--force")
    assert names(tmp_path) == [aside, target.name]


def test_a_folder_in_which_a_person_changed_a_file_is_kept_whole(tmp_path: Path) -> None:
    reading, folder = read(EXAMPLE), tmp_path / "post"
    assert publish(reading, folder, name="x", pdf=False).aside is None
    assert publish(reading, folder, name="x", pdf=False).aside is None
    (folder / "x.docx").write_bytes(b"mine")
    done = publish(reading, folder, name="x", pdf=False)
    assert done.aside == tmp_path / "post-旧"
    assert (tmp_path / "post-旧" / "x.docx").read_bytes() == b"mine"
    (folder / "数据" / "manifest.json").write_text("{}")
    assert publish(reading, folder, name="x", pdf=False, force=True).aside is None
    assert names(tmp_path) == ["post", "post-旧"]


def test_a_batch_keeps_what_a_person_changed_of_documents_and_of_the_summary(tmp_path: Path) -> None:
    out = tmp_path / "out"
    data = {**gikreport.to_data(read(EXAMPLE))}

    def done(**settings: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
        run_ = gikreport.batch([data], out, to=["html"], **settings)
        (result,) = run_
        return result.aside, run_.aside

    assert done() == ((), ())
    assert done() == ((), ())
    (made,) = out.glob("*.html")
    made.write_bytes(b"mine")
    (out / "summary.json").write_text("mine")
    assert done() == ((f"{made.stem}-旧.html",), ("summary-旧.json",))
    assert (out / f"{made.stem}-旧.html").read_bytes() == b"mine"
    made.write_bytes(b"mine")
    assert done(force=True) == ((), ())
