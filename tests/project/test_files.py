"""A file is written whole or not at all, under a name that nobody can foresee, and is on disk when that is promised."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

import gikreport
from gikreport import files
from gikreport.files import left_behind, write_whole


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system, in order."""
    asked: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        asked.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def renamed(self: Path, target: Any) -> Path:
        asked.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", renamed)
    return asked


def test_the_file_is_on_disk_before_it_has_its_name_and_the_name_after(tmp_path: Path, calls: list[str]) -> None:
    write_whole(tmp_path / "a.docx", b"x")
    assert calls == ["file", "rename", "folder"]
    calls.clear()
    write_whole(tmp_path / "a.docx", b"y", flush=False)
    assert calls == ["rename"]
    assert (tmp_path / "a.docx").read_bytes() == b"y"


def test_names_are_drawn_and_one_that_is_taken_is_never_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert left_behind("") != left_behind("")
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    monkeypatch.setattr(files, "left_behind", lambda mark: ".foreseen.part")
    (tmp_path / ".foreseen.part").symlink_to(victim)
    with pytest.raises(gikreport.CannotRender):
        write_whole(tmp_path / "a.docx", b"x")
    assert victim.read_bytes() == b"mine"
    (tmp_path / ".foreseen.part").unlink()
    (tmp_path / ".foreseen.part").write_bytes(b"of somebody else")
    with pytest.raises(gikreport.CannotRender):
        write_whole(tmp_path / "a.docx", b"x")
    assert (tmp_path / ".foreseen.part").read_bytes() == b"of somebody else"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".foreseen.part", "victim"]


def test_where_anything_fails_the_old_file_stands_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(gikreport.CannotRender) as raised:
        write_whole(target, b"new")
    assert raised.value.told() == f"不能写入 {target}：磁盘已满"
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_or_a_device_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    os.mkfifo(target)
    with pytest.raises(gikreport.CannotRender) as raised:
        write_whole(target, b"x")
    assert raised.value.told() == f"{target} 不是普通文件，不能写入"
    assert raised.value.told("en") == f"{target} is no regular file and cannot be written"
    assert target.is_fifo()


def dead() -> int:
    """The number of a process that was."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows does not tell whose a file is")
def test_what_a_killed_process_of_ours_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    machine = files.process_mark().partition(".")[0]
    gone, signs = dead(), "0123456789abcdef"
    ours = [f".gikreport-{machine}.{gone}-{signs}.part", f"gikreport-{machine}.{gone}-abc_12x"]
    others = [
        f".gikreport-{machine}.{os.getpid()}-{signs}.part",  # of a process that is alive
        f".gikreport-00000000.{gone}-{signs}.part",  # of another machine
        f".gikreport-{machine}.1-{signs}.part", f".gikreport-{machine}.{gone}-{signs}", f"gikreport-{machine}.{gone}",
        f".gikreport-{signs}-{signs}.part", ".download.part", f"gikreport-{machine}.{gone}-a.docx",
    ]  # fmt: skip
    (tmp_path / ours[1]).mkdir()
    (tmp_path / ours[1] / "document.docx").write_bytes(b"x")
    for name in (ours[0], *others):
        (tmp_path / name).write_bytes(b"x")
    link = tmp_path / f"gikreport-{machine}.{gone}-link"
    link.symlink_to(tmp_path / ours[1])
    write_whole(tmp_path / "a.docx", b"x", mark="batch")
    assert (tmp_path / ours[0]).exists()  # a batch clears its own when it begins
    write_whole(tmp_path / "a.docx", b"x")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.docx", link.name, *others}
