"""Requests to the service: bodies as clients send them, and a service that runs as a process of its own."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from gikreport.server.bodies import Body

SOUND: dict[str, Any] = {"agency": "某县自然资源局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
UNSOUND: dict[str, Any] = {**SOUND, "t3": {"natural_person": {"received": 2}}}
MARK = "a-mark-that-stands-in-no-file"

Part = tuple[str, bytes] | bytes | str


def json_body(data: object, lang: str = "zh") -> Body:
    """A body of JSON."""
    return Body("application/json", json.dumps(data, ensure_ascii=False).encode(), lang)


def form_body(parts: Mapping[str, Part | list[Part]], lang: str = "zh") -> Body:
    """A form; a pair is the name of a file and its content, bytes are a file without a name, text is text."""
    out = b""
    for name, given in parts.items():
        for part in given if isinstance(given, list) else [given]:
            out += f'--{MARK}\r\nContent-Disposition: form-data; name="{name}"'.encode() + _said(part)
    return Body(f"multipart/form-data; boundary={MARK}", out + f"--{MARK}--\r\n".encode(), lang)


def _said(part: Part) -> bytes:
    if isinstance(part, str):
        return b"\r\n\r\n" + part.encode() + b"\r\n"
    name, content = part if isinstance(part, tuple) else ("file", part)
    return f'; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode() + content + b"\r\n"


@contextlib.contextmanager
def running(*options: str) -> Iterator[str]:
    """The address of a service that runs until it is left; it has to end by itself when it is told to."""
    command = [sys.executable, "-m", "gikreport", "serve", "--port", "0", "--workers", "1", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            found = re.search(r"http://[^\s\"]+[0-9]/", line)
            assert found, line
            yield found[0].rstrip("/")
        except BaseException:
            process.kill()
            raise
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        assert process.returncode == 0
