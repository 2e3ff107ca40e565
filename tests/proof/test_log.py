"""The log: what is added stays, and the first line that was changed, lost or moved is named."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from gikreport.proof.log import START, append_log, verify_log


def written(path: Path, count: int = 4) -> list[bytes]:
    for number in range(count):
        append_log(path, "check", {"file": f"甲{number}.docx", "inner": {"hash": ""}})
    return path.read_bytes().splitlines(keepends=True)


def fault(path: Path, lines: list[bytes], head: str | None = None) -> tuple[int | None, str]:
    path.write_bytes(b"".join(lines))
    found = verify_log(path, head)
    return found.broken, found.fault.zh if found.fault else ""


def test_each_line_holds_the_hash_of_the_line_before(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    entries = [json.loads(line) for line in written(log)]
    assert [entry["number"] for entry in entries] == [1, 2, 3, 4]
    assert [entry["before"] for entry in entries] == [START, *(entry["hash"] for entry in entries[:-1])]
    found = verify_log(log)
    assert (found.lines, found.head, found.broken, found.fault) == (4, entries[-1]["hash"], None, None)


def test_the_first_broken_line_is_named(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    lines = written(log)
    changed = lines[1].replace("甲1".encode(), "乙1".encode())
    gap = "与上一行接不上：有行被删去、插入或调换"
    assert fault(log, [lines[0], changed, *lines[2:]]) == (2, "这一行有改动")
    assert fault(log, [lines[0], *lines[2:]]) == (2, gap)
    assert fault(log, lines[1:]) == (1, gap)
    assert fault(log, [lines[0], lines[2], lines[1], lines[3]]) == (2, gap)
    assert fault(log, [*lines[:2], lines[1], *lines[2:]]) == (3, gap)
    assert fault(log, [*lines[:3], lines[3][:-1]]) == (4, "这一行不完整")
    assert fault(log, [*lines, b"{}\n"]) == (5, "这一行不完整")
    assert fault(log, lines) == (None, "")


def test_every_byte_of_a_line_counts(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    first, second = written(log, 2)
    for at in range(len(first)):
        other = first[:at] + bytes([first[at] ^ 1]) + first[at + 1 :]
        assert fault(log, [other, second])[0] == 1, (at, other)


def test_a_log_cut_at_its_end_is_seen_by_a_hash_noted_before(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    lines = written(log)
    head = verify_log(log).head
    assert fault(log, lines[:3]) == (None, "")
    assert fault(log, lines[:3], head) == (4, "没有给出的那一行：末尾被删去，或不是这个日志")
    assert fault(log, lines, head) == (None, "")


def test_nothing_is_added_behind_a_broken_line(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    lines = written(log, 2)
    for broken in ([lines[0], lines[1][:-1]], [lines[0], lines[1].replace("甲1".encode(), "乙1".encode())]):
        log.write_bytes(b"".join(broken))
        with pytest.raises(gikreport.CannotRender, match="最后一行不完整或有改动"):
            append_log(log, "check", {})
        assert log.read_bytes() == b"".join(broken)


def test_many_at_once_write_one_chain(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    with ThreadPoolExecutor(8) as pool:
        heads = list(pool.map(lambda number: append_log(log, "check", {"n": number}, {"n": number}), range(20)))
    assert (verify_log(log).lines, len(set(heads))) == (40, 20)


def test_a_log_that_cannot_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(gikreport.CannotRender, match=r"没有 .*nowhere 这个文件夹"):
        append_log(tmp_path / "nowhere" / "a.log", "check", {})
    with pytest.raises(gikreport.Unreadable, match="没有这个文件"):
        verify_log(tmp_path / "a.log")
    (tmp_path / "a.log").touch()
    with pytest.raises(gikreport.Unreadable, match="是空的"):
        verify_log(tmp_path / "a.log")


def test_a_pipe_is_no_log_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.log")
    pipe = os.open(tmp_path / "a.log", os.O_RDWR)  # so that whoever opens it finds a line
    os.write(pipe, b"{}\n")
    with pytest.raises(gikreport.Unreadable, match="这是管道或设备"):
        verify_log(tmp_path / "a.log")
    os.close(pipe)


def test_the_command_logs_what_it_checks_and_renders_and_names_the_broken_line(tmp_path: Path) -> None:
    data, log = tmp_path / "a.json", tmp_path / "a.log"
    data.write_text(gikreport.encode({"agency": "某局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}, ".json"), "utf-8")
    run = CliRunner().invoke
    assert run(group, ["check", str(data), "--log", str(log)]).exit_code == 0
    assert run(group, ["render", str(data), "-o", str(tmp_path / "a.docx"), "--log", str(log)]).exit_code == 0
    said = run(group, ["publish", str(data), "-o", str(tmp_path / "out"), "--no-pdf", "--log", str(log)])
    assert said.exit_code == 0, said.output
    assert run(group, ["check", str(tmp_path / "a.docx"), "--layout", "--log", str(log)]).exit_code == 2
    lines = log.read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [entry["event"] for entry in entries] == ["check", "render", "publish"]
    assert len({entry["facts"]["sha256"] for entry in entries}) == 1
    made = gikreport.read_manifest((tmp_path / "out" / "数据" / "manifest.json").read_bytes())
    assert entries[2]["facts"]["manifest"] == made.digest
    told = run(group, ["log", "verify", str(log)])
    assert (told.exit_code, told.output) == (0, f"{log}：共 3 行，完整；最后一行的散列值 {entries[2]['hash']}\n")
    log.write_text("\n".join([lines[0], lines[2], ""]), "utf-8")
    told = run(group, ["log", "verify", str(log), "--lang", "en"])
    assert (told.exit_code, told.output) == (
        1, f"{log} line 2: it does not follow the line before: a line is gone, new or moved\n",
    )  # fmt: skip
