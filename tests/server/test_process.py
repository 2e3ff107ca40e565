"""The service as a process: its clients, fast and slow, a program in Java, an end that answers what is there."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from gikreport.server.run import PatientProtocol
from support import ROOT
from support.service import SOUND, UNSOUND, running

pytestmark = pytest.mark.slow  # one service for the module: starting its workers takes seconds


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as one:
        yield one


def posted(address: str, data: object) -> tuple[int, bytes]:
    body = json.dumps(data).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_every_client_gets_its_own_report(address: str) -> None:
    reports = [{**SOUND, "agency": f"某县第{number}局"} for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda one: posted(f"{address}/v1/render", {"report": one}), reports))
    assert answers == [(200, gikreport.render(gikreport.read(one), ".docx")) for one in reports]


def test_a_body_in_pieces_is_read_and_one_that_is_no_http_is_refused(address: str) -> None:
    body = json.dumps({"report": UNSOUND}).encode()
    head = (
        b"POST /v1/render HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    pieces = b"".join(b"1\r\n" + body[at : at + 1] + b"\r\n" for at in range(len(body))) + b"0\r\n\r\n"
    assert b"HTTP/1.1 422" in told(address, head + pieces)
    assert b"HTTP/1.1 400" in told(address, b"\x16\x03\x01\x02\x00\x01\r\n\r\n")
    assert b"HTTP/1.1 400" in told(address, b"GET / HTTP/1.1\r\nX: " + b"y" * 100_000)


def told(address: str, sent: bytes) -> bytes:
    """What the service says to some bytes, to its first pause."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=60) as one:
        one.sendall(sent)
        return one.recv(65_536)


@pytest.mark.java
def test_a_program_in_java_checks_a_report_and_makes_its_document(address: str, tmp_path: Path) -> None:
    good, bad, out = tmp_path / "报告.docx", tmp_path / "bad.json", tmp_path / "out.docx"
    good.write_bytes(gikreport.render(gikreport.read(SOUND), ".docx"))
    bad.write_text(json.dumps(UNSOUND), "utf-8")
    assert java(address, good, out) == "render 200\n"
    assert out.read_bytes() == gikreport.render(gikreport.read(good), ".docx")
    assert java(address, bad, tmp_path / "none.docx") == (
        "T301 表三 [28, 4] t3.natural_person.carried_forward: "
        "本列不平：第一项加第二项之和，应等于第三项加第四项之和 (0 -> 2)\nrender 422\n"
    )
    assert not (tmp_path / "none.docx").exists()


def java(address: str, report: Path, out: Path) -> str:
    program = str(ROOT / "examples" / "service" / "Report.java")
    command = ["java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", program]
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(report.parent)}
    done = subprocess.run(
        [*command, address, str(report), str(out)], capture_output=True, encoding="utf-8", timeout=300, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_says_what_is_wrong_with_its_tokens(tmp_path: Path) -> None:
    (tmp_path / "tokens").write_text("a b\n", "utf-8")
    done = CliRunner().invoke(group, ["serve", "--token-file", str(tmp_path / "tokens")])
    assert done.exit_code == 3
    assert "每行写“名称 令牌”" in done.output


class Transport:
    """A connection to nobody; it only knows whether it was dropped."""

    def __init__(self) -> None:
        self.dropped = False

    def abort(self) -> None:
        self.dropped = True


class Clock:
    """A loop whose time is ours."""

    def __init__(self) -> None:
        self.now = 0.0
        self.later: list[tuple[float, object]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, seconds: float, function: object) -> object:
        self.later.append((self.now + seconds, function))
        return self


class Cycle:
    """A request, answered or not."""

    def __init__(self, response_complete: bool) -> None:
        self.response_complete = response_complete


@pytest.mark.parametrize(
    ("answered", "seconds", "dropped"),
    [(None, 29, False), (None, 31, True), (True, 31, True), (False, 3600, False)],
)
def test_a_connection_that_sends_no_head_is_dropped_and_one_that_is_worked_on_is_not(
    answered: bool | None, seconds: float, dropped: bool
) -> None:
    one = PatientProtocol.__new__(PatientProtocol)
    one.loop, one.transport = Clock(), Transport()  # type: ignore[assignment]
    one.cycle = None if answered is None else Cycle(answered)  # type: ignore[assignment]
    one._waiting_since = 0.0
    one.loop.now = seconds  # type: ignore[attr-defined]
    one._look()
    assert one.transport.dropped is dropped  # type: ignore[attr-defined]
    assert bool(one.loop.later) is not dropped  # type: ignore[attr-defined]


def test_a_slow_head_is_dropped_by_the_running_service() -> None:
    with running("--patience", "1") as address:
        place = urlsplit(address)
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=60) as one:
            begun = time.monotonic()
            one.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
            assert one.recv(100) == b""
            assert time.monotonic() - begun >= 0.9
