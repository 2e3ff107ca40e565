"""Files read in processes of their own, within limits of the system: what takes for ever fails, and hangs nothing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence

from support import ROOT

SECONDS, MEMORY = 20, 600 * 2**20  # of the processor, and of addresses beyond those of the libraries
_CHILD = """
import io, json, os, resource, sys
from support.hostile import KINDS
import gikreport, gikreport.readers.binding, openpyxl, ruamel.yaml
by_name = {kind.name: kind for kind in KINDS}
def said(name, size):
    kind = by_name[name]
    file = io.BytesIO(kind.make(size))
    file.name = "file" + kind.suffix
    try:
        return f"read: {len(gikreport.read(file).cells)} cells"
    except gikreport.GikreportError as error:
        return error.told()
def bound(seconds, memory):
    taken = int(open("/proc/self/statm").read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
seconds, memory = int(sys.argv[1]), int(sys.argv[2])
for name, size in json.loads(sys.argv[3]):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        bound(seconds, memory)
        print(json.dumps([name, size, said(name, size)]), flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        print(json.dumps([name, size, f"ended with {os.waitstatus_to_exitcode(status)}"]), flush=True)
"""


def verdicts(runs: Sequence[tuple[str, int]], seconds: int = SECONDS) -> dict[tuple[str, int], str]:
    """What is said of each hostile file, by kind and size; "ended with …" of one that its limits ended."""
    command = [sys.executable, "-c", _CHILD, str(seconds), str(MEMORY), json.dumps(list(runs))]
    done = subprocess.run(command, cwd=ROOT / "tests", capture_output=True, text=True, check=True)
    lines = map(json.loads, done.stdout.splitlines())
    return {(name, size): said for name, size, said in lines}


# What a worker behind the fence is given in tests.


def taken(size: int) -> int:
    """As many bytes as are asked for."""
    return len(bytearray(size))


def gone(code: int) -> None:
    """The end of the process in which this is called."""
    os._exit(code)


def connect() -> None:
    """What a worker of the service is not let do."""
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def forever() -> None:
    """Work without end."""
    while True:
        pass
