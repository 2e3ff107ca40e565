"""LibreOffice opens no address, and ends with us; nothing that it wrote stays."""

import io
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from gikreport.errors import CannotRender
from gikreport.office import fence as fences, libreoffice
from support import ROOT

ODT: Final = (ROOT / "tests" / "data" / "hostile" / "odt-ssrf-img.odt").read_bytes()


class Listener:
    """A server on this machine that counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            called, _ = self._socket.accept()
            with called:
                if called.recv(4) == b"stop":
                    return
            self.calls += 1

    def stop(self) -> int:
        """Let it count those that wait, and end; the number of calls."""
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"stop")
        self._thread.join()
        self._socket.close()
        return self.calls


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    if one._thread.is_alive():
        one.stop()


def calling(port: int) -> bytes:
    """The document with a picture at the listener."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ODT)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b"127.0.0.1:35061", b"127.0.0.1:%d" % port))
    return out.getvalue()


def no_fence() -> tuple[str, ...]:
    return ()


def no_profile(folder: Path) -> None:
    return None


def plain_environment(folder: Path, *, home: Path | None = None) -> dict[str, str]:
    return {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}


LAYERS: Final = {
    "all": {},
    "settings": {"fence": no_fence, "environment": plain_environment},
    "proxy": {"fence": no_fence, "profile": no_profile},
}


@pytest.mark.parametrize("layer", LAYERS)
def test_it_opens_no_address(layer: str, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each layer does it alone; without any, LibreOffice 7.4 calls four times."""
    for name, other in LAYERS[layer].items():
        monkeypatch.setattr(libreoffice, name, other)
    program = libreoffice.program()
    assert program is not None
    assert libreoffice.converted(program, calling(listener.port), ".odt", "docx").startswith(b"PK")
    assert listener.stop() == 0


def test_printing_goes_through_the_same_fence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nenv > {tmp_path}/env; cp -r "${{1#*=file://}}" {tmp_path}/profile\n')
    program.chmod(0o755)
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(CannotRender):
        libreoffice.print_all([b"x"])
    said = dict(line.partition("=")[::2] for line in (tmp_path / "env").read_text().splitlines() if "=" in line)
    assert {said["http_proxy"], said["https_proxy"], said["ALL_PROXY"]} == {"http://127.0.0.1:9"}
    assert "no_proxy" not in said
    assert "gikreport-" in said["TMPDIR"]
    items = ElementTree.parse(tmp_path / "profile" / "user" / "registrymodifications.xcu").getroot()
    stated = {item[0].get("{http://openoffice.org/2001/registry}name"): item[0][0].text for item in items}
    assert stated["BlockUntrustedRefererLinks"] == stated["DisableActiveContent"] == "true"
    assert stated["DisableMacrosExecution"] == "true"
    assert (stated["MacroSecurityLevel"], stated["AutoCheckEnabled"]) == ("3", "false")


PLANTED: Final = """#!/bin/sh
( exec 3>{fifo}; echo alive >&3; exec sleep 600 ) &
wait
"""
ENDINGS: Final = ["SIGINT", "SIGTERM", "SIGHUP", *(["SIGKILL"] if "unshare" in fences.fence() else [])]


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_that_it_started_ends_with_us_and_no_file_stays(ending: str, tmp_path: Path) -> None:
    """A program of its group holds a pipe open: its end is read when the last of them is gone."""
    fifo, temporary, file = tmp_path / "fifo", tmp_path / "tmp", tmp_path / "a.odt"
    os.mkfifo(fifo)
    temporary.mkdir()
    file.write_bytes(ODT)
    (tmp_path / "soffice").write_text(PLANTED.format(fifo=fifo))
    (tmp_path / "soffice").chmod(0o755)
    variables = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(temporary)}
    ours = subprocess.Popen(
        [sys.executable, "-m", "gikreport", "read", str(file)], env=variables, cwd=ROOT, stderr=subprocess.PIPE
    )
    with ours, fifo.open("rb") as alive:
        assert alive.readline() == b"alive\n"
        ours.send_signal(getattr(signal, ending))
        ended = bool(select.select([alive], [], [], 60)[0])
        if not ended:
            ours.kill()  # so that the test ends too
        assert ended, "still running"
        assert alive.read() == b""
        ours.communicate(timeout=60)
    assert ours.returncode != 0
    if ending != "SIGKILL":  # which nobody can clean up after
        assert list(temporary.iterdir()) == []


def test_a_system_without_namespaces_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    fences.fence.cache_clear()
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert fences.fence() == ()
    fences.fence.cache_clear()
