"""A folder takes the place of another at once, and what a killed run left is mended by the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import gikreport
from gikreport.lifecycle import swap
from gikreport.lifecycle.swap import write_folder

OLD, NEW = {"a": b"old", "b": b"old"}, {"a": b"new", "c": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def ours(folder: Path) -> bool:
    return set(contents(folder)) <= {"a", "b", "c"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("exchanges", [True, False])
def test_the_new_folder_is_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    if not exchanges:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    for files in (OLD, NEW):
        assert write_folder(tmp_path / "out", files, ours) == tmp_path / "out"
        assert contents(tmp_path / "out") == files
    assert names(tmp_path) == ["out"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems rename twice")
def test_two_names_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert swap._exchange(tmp_path / "one", tmp_path / "other")
    assert (names(tmp_path / "one"), names(tmp_path / "other")) == (["other"], ["one"])
    assert not swap._exchange(tmp_path / "one", tmp_path / "none")


KILLED = """
import os, signal, sys
from pathlib import Path
from gikreport.lifecycle import swap
swap._exchange = lambda one, other: False
rename, step = Path.rename, [0]
def dying(self, target):
    done = rename(self, target)
    step[0] += 1
    if step[0] == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return done
Path.rename = dying
swap.write_folder(sys.argv[1], {"a": b"new", "c": b"new"}, lambda folder: True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL") or os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("step", [1, 2])
def test_a_run_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path, step: int) -> None:
    out = tmp_path / "out"
    write_folder(out, OLD, ours)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(out), str(step)], timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert out.exists() is (step == 2)
    with pytest.raises(gikreport.CannotRender):  # what lies there is looked at again before it is replaced
        write_folder(out, NEW, lambda folder: folder.name != "out" and ours(folder))
    assert contents(out) == (OLD if step == 1 else NEW)
    assert names(tmp_path) == ["out"]
    write_folder(out, NEW, ours)
    assert contents(out) == NEW


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell who is at work")
def test_what_another_run_is_at_work_in_and_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    busy, foreign = (tmp_path / swap._name(out, sign * 16) for sign in "ab")
    busy.mkdir()
    foreign.mkdir()
    (foreign / "notes").touch()
    other = tmp_path / swap._name(tmp_path / "other", "c" * 16)
    other.mkdir()
    with swap._locked(busy):
        write_folder(out, NEW, ours)
    assert set(names(tmp_path)) == {"out", busy.name, foreign.name, other.name}
    write_folder(out, NEW, ours)
    assert set(names(tmp_path)) == {"out", foreign.name, other.name}


def test_what_was_not_ours_is_neither_put_back_nor_taken_away(tmp_path: Path) -> None:
    out = tmp_path / "out"
    stage = tmp_path / swap._name(out, "a" * 16)
    (stage / "old").mkdir(parents=True)
    (stage / "old" / "notes").touch()
    write_folder(out, NEW, ours)
    assert contents(out) == NEW
    assert names(stage / "old") == ["notes"]


def test_every_file_and_both_folders_are_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    sync = os.fsync

    def flush(handle: int) -> None:
        flushed.append("file")
        sync(handle)

    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(swap, "flush_folder", lambda folder: flushed.append(folder.name))
    write_folder(tmp_path / "out", NEW, ours)
    assert flushed == ["file", "file", "new", tmp_path.name]
