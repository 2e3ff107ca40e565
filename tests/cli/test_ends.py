"""How a command ends when it is interrupted, and when the system has no room, no memory or no printer of pages."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from gikreport.renderers.printed import pdf
from support import ROOT

EXAMPLE = str(ROOT / "examples" / "xiaogang-2021.toml")
COMMANDS = {
    "read": ["read", EXAMPLE],
    "check": ["check", EXAMPLE],
    "convert": ["convert", EXAMPLE, "-o", "out.json"],
    "diff": ["diff", EXAMPLE, EXAMPLE],
    "new": ["new", "--from", EXAMPLE, "-o", "new.toml"],
    "aggregate": ["aggregate", EXAMPLE, "--agency", "某县", "-o", "out.toml"],
    "bind": ["bind", EXAMPLE, "-o", "out.toml"],
    "batch": ["batch", EXAMPLE, "-o", "out"],
    "render": ["render", EXAMPLE, "-o", "out.docx"],
    "publish": ["publish", EXAMPLE, "-o", "out", "--no-pdf"],
    "verify": ["verify", "."],
    "log": ["log", "verify", "a.log"],
}
DOORS = ("read", "items", "Inputs", "verify", "verify_log", "lint_template")


def raising(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Whatever a command asks of the library raises this."""

    def door(*given: Any, **more: Any) -> NoReturn:
        raise error

    for name in DOORS:
        monkeypatch.setattr(gikreport, name, door)


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_is_130_everywhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    raising(monkeypatch, KeyboardInterrupt())
    ran = CliRunner().invoke(group, COMMANDS[name])
    assert ran.exit_code == 130, ran.output
    assert ran.output == "已中断 / interrupted\n"
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/tmp/x"), "系统不允许 /tmp/x：磁盘已满"),
        (MemoryError(), "内存不足，没有做完；批量处理时减少 --jobs 再试"),
    ],
    ids=["full", "memory"],
)
def test_what_the_system_refuses_is_told_and_is_4(
    name: str, error: Exception, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    raising(monkeypatch, error)
    ran = CliRunner().invoke(group, COMMANDS[name])
    of_a_file = f"{EXAMPLE}: " if name == "check" else ""  # whose other files are checked all the same
    assert (ran.exit_code, ran.output) == (4, f"{of_a_file}{said}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
@pytest.mark.parametrize("arguments", [["check", EXAMPLE], ["rules"], ["--version"]])
def test_a_full_device_is_told(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "gikreport", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"})
    assert (done.returncode, done.stderr.decode()) == (4, "系统不允许：磁盘已满\n")


def test_a_full_folder_for_temporary_files_is_told_when_a_pdf_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(documents: object, seconds: object = None) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/gikreport-x")

    monkeypatch.setattr(pdf, "print_all", full)
    args = ["render", EXAMPLE, "-o", str(tmp_path / "a.pdf"), "--substitute-fonts"]
    ran = CliRunner().invoke(group, args)
    assert (ran.exit_code, ran.output) == (4, "系统不允许 /tmp/gikreport-x：磁盘已满\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("made", [b"%PDF-1.4\n%%EOF", b"%PDF-1.4\nxref\n0 1\ntrailer <<", b"no PDF at all"])
def test_a_broken_pdf_of_libreoffice_is_told(made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "print_all", lambda documents, seconds=None: [made])
    args = ["render", EXAMPLE, "-o", str(tmp_path / "a.pdf"), "--substitute-fonts"]
    ran = CliRunner().invoke(group, args)
    assert ran.exit_code == 4
    assert ran.output.startswith("LibreOffice 生成的 PDF 已损坏，读不出来\n")
    assert list(tmp_path.iterdir()) == []
