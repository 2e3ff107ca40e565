"""The service under load: every answer compared with its own report, seconds, memory, and hostile bodies beside it.

    python -m benchmarks.service --requests 20000 --workers 1 4 [--hostile] [--peer]

A service is started on this machine for each number of workers and asked over kept connections, the requests shared
among them; the answers that are due are made by the library beforehand. `--hostile` posts ten bodies at once, made by
tests/support/hostile, and each again when it is answered, as long as further requests last. `--peer` asks a FastAPI
service that renders with docxtpl and checks nothing (pip install fastapi), in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

import gikreport
from gikreport.server.bodies import Body
from gikreport.server.work import done

from . import subject

ROOT = Path(__file__).parent.parent
MARK = "benchmark-of-the-service"
# How many of ten requests are of each kind.
MIXED = ("check", "check", "check", "render", "render", "render", "render", "correct", "correct", "check-docx")


@attrs.frozen
class Asked:
    """A request and the answer that is due; `due` is None where any answer will do."""

    name: str
    path: str
    kind: str
    content: bytes
    due: bytes | None


def asked(reports: int) -> dict[str, list[Asked]]:
    """The requests of each kind, one a report, with the answers that are due."""
    found: dict[str, list[Asked]] = {}
    for number in range(1, reports + 1):
        report = subject.report(number=number)
        data = json.loads(gikreport.encode(report, ".json"))
        word = gikreport.render(report, ".docx")
        for name, path, body in (
            ("check", "check", _json({"report": data})),
            ("render", "render", _json({"report": data, "format": "docx"})),
            ("correct", "correct", _json({"report": data})),
            ("check-docx", "check", _form(f"report-{number}.docx", word)),
        ):
            due = done(path, body, False)
            assert due.status == 200, due.content
            found.setdefault(name, []).append(Asked(name, f"/v1/{path}", body.kind, body.content, due.content))
    return found


def _json(data: Any) -> Body:
    return Body("application/json", json.dumps(data, ensure_ascii=False).encode())


def _form(name: str, content: bytes) -> Body:
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="report"; filename="{name}"\r\n\r\n'.encode()
    return Body(f"multipart/form-data; boundary={MARK}", head + content + f"\r\n--{MARK}--\r\n".encode())


class Client:
    """A connection that is kept, asked for one thing after the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, one: Asked) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        fields = (
            f"POST {one.path} HTTP/1.1",
            "Host: x",
            f"Content-Type: {one.kind}",
            f"Content-Length: {len(one.content)}",
        )
        writer.write("\r\n".join([*fields, "", ""]).encode() + one.content)
        told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        size = int(told.split("content-length: ")[1].split("\r\n")[0])
        body = await reader.readexactly(size)
        if "connection: close" in told:
            self.close()
        return int(told.split(" ")[1]), body

    def close(self) -> None:
        """Let go of the connection."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


@attrs.define
class Tally:
    """What came of many requests: the seconds of each kind, wrong answers, statuses."""

    seconds: dict[str, list[float]] = attrs.field(factory=dict)
    wrong: int = 0
    statuses: Counter[int] = attrs.field(factory=Counter)
    whole: float = 0.0

    def told(self) -> str:
        """A line for each kind: how many, p50 and p99 in milliseconds; and all of it in a second."""
        lines = [
            f"  {name:<11}{len(found):>7} requests, p50 {_part(found, 50):>7.1f} ms, p99 {_part(found, 99):>7.1f} ms"
            for name, found in sorted(self.seconds.items())
        ]
        count = sum(self.statuses.values())
        each = ", ".join(f"{status}: {number}" for status, number in sorted(self.statuses.items()))
        rate = f"  {count / self.whole:.1f} requests a second; statuses {each}; answers mixed up or wrong: {self.wrong}"
        return "\n".join([*lines, rate])


def _part(found: Sequence[float], percent: int) -> float:
    return 1000 * (statistics.quantiles(found, n=100, method="inclusive")[percent - 1] if len(found) > 1 else found[0])


async def run(port: int, requests: Iterator[Asked], clients: int, tally: Tally) -> None:
    """Ask everything, over so many connections at once."""

    async def worker() -> None:
        client = Client(port)
        for one in requests:
            begun = time.perf_counter()
            status, body = await client.ask(one)
            while status == 429:  # told to come again
                tally.statuses[status] += 1
                await asyncio.sleep(0.2)
                status, body = await client.ask(one)
            tally.seconds.setdefault(one.name, []).append(time.perf_counter() - begun)
            tally.statuses[status] += 1
            tally.wrong += one.due is not None and body != one.due
        client.close()

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(clients)))
    tally.whole += time.perf_counter() - begun


def mixed(made: dict[str, list[Asked]], count: int, seconds: float = float("inf")) -> Iterator[Asked]:
    """So many requests of all kinds, the reports in turn; none after so many seconds."""
    until = time.perf_counter() + seconds
    for number in range(count):
        if time.perf_counter() > until:
            return
        of_kind = made[MIXED[number % len(MIXED)]]
        yield of_kind[number * 7 % len(of_kind)]


def hostile(size: int) -> list[Asked]:
    """Ten bodies made to harm, of every kind of file; `size` is that of the file, before it is packed."""
    sys.path[:0] = [str(ROOT / "tests")]
    from support.hostile import KINDS

    wanted = (
        "pdf-deflated",
        "pdf-characters",
        "pdf-code-range",
        "docx-empty-runs",
        "xlsx-",
        "html-",
        "txt-",
        "json-",
        "docx-",
        "yaml-",
    )
    kinds = [
        next(kind for kind in KINDS if kind.name.startswith(start) and kind.command == "check") for start in wanted
    ]
    bodies = [_form(f"x.{kind.name.split('-')[0]}", kind.make(size)) for kind in kinds]
    return [Asked("hostile", "/v1/check", body.kind, body.content, None) for body in bodies]


def below(process: int) -> Iterator[int]:
    """The numbers of a process and of those that it has started, and they."""
    yield process
    with contextlib.suppress(OSError):
        for listed in Path(f"/proc/{process}/task").glob("*/children"):  # a worker may be the child of a thread
            for child in listed.read_text("ascii").split():
                yield from below(int(child))


def memory(process: int) -> float:
    """Megabytes that a process and those below it hold; what several share is counted once."""
    held = 0
    for one in below(process):
        with contextlib.suppress(OSError, IndexError, ValueError):
            held += int(Path(f"/proc/{one}/smaps_rollup").read_text("ascii").split("\nPss:")[1].split()[0])
    return held / 1024


def processor(process: int) -> float:
    """Seconds of the processor that a process has taken, with those below it and those that have ended."""
    ticks = 0
    for one in below(process):
        with contextlib.suppress(OSError, IndexError, ValueError):
            ticks += sum(map(int, Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def served(*command: str, said: str) -> Iterator[tuple[int, int]]:
    """A service: its port, and the number of its process."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stderr is not None
        try:
            port = next(int(line.rsplit(":", 1)[1].split("/")[0].split()[0]) for line in process.stderr if said in line)
            threading.Thread(target=process.stderr.read, daemon=True).start()  # so that its log never fills the pipe
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(timeout=60)


async def measured(port: int, process: int, made: dict[str, list[Asked]], count: int, asks: argparse.Namespace) -> None:
    """The service alone, then with hostile bodies beside."""
    await run(port, mixed(made, 4 * len(MIXED)), 2, Tally())  # warm
    alone = Tally()
    held, begun = [memory(process)], processor(process)
    for _ in range(4):
        await run(port, mixed(made, count // 4, asks.seconds / 4), asks.clients, alone)
        held.append(memory(process))
    each = 1000 * (processor(process) - begun) / sum(alone.statuses.values())
    print(f"{alone.told()}\n  {each:.1f} ms of the processor a request, of which the program that asks has none")
    print("  memory of all processes, MB: " + ", ".join(f"{one:.0f}" for one in held), flush=True)
    if asks.hostile:
        await beside(port, made, hostile(asks.size), asks)
    if asks.peer:
        await rendered(port, process, made["render"], max(100, count // 40))


async def beside(port: int, made: dict[str, list[Asked]], bodies: list[Asked], asks: argparse.Namespace) -> None:
    """Requests beside ten hostile bodies that are posted again and again, and after them."""
    good, bad = Tally(), Tally()
    stop = asyncio.Event()

    def again(one: Asked) -> Iterator[Asked]:
        while not stop.is_set():
            yield one

    harm = [asyncio.create_task(run(port, again(one), 1, bad)) for one in bodies]
    await run(port, mixed(made, asks.beside), asks.clients, good)
    stop.set()
    print(f"beside {len(harm)} hostile bodies of {asks.size} bytes\n{good.told()}", flush=True)
    await asyncio.gather(*harm)
    print(f"these bodies\n{bad.told()}", flush=True)
    after = Tally()
    await run(port, mixed(made, 20 * len(MIXED)), asks.clients, after)
    print(f"after them\n{after.told()}", flush=True)


async def rendered(port: int, process: int, requests: Sequence[Asked], count: int) -> None:
    """Documents only, two clients: what a service that checks nothing is held against."""
    tally, begun = Tally(), processor(process)
    await run(port, itertools.islice(itertools.cycle(requests), count), 2, tally)
    each = 1000 * (processor(process) - begun) / count
    print(f"documents only, two clients\n{tally.told()}\n  {each:.1f} ms of the processor a document", flush=True)


PEER = """
import sys, tempfile, uvicorn
from pathlib import Path
from fastapi import FastAPI, Response
from benchmarks.engines import docxtpl_unchecked
folder = Path(tempfile.mkdtemp())
render = docxtpl_unchecked(folder)
app = FastAPI()

@app.post("/render")
def rendered(data: dict) -> Response:
    render()
    return Response((folder / "unchecked.out.docx").read_bytes())

config = uvicorn.Config(app, port=0, access_log=False)
uvicorn.Server(config).run()
"""


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of the first part of each, at most")
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--beside", type=int, default=1000, help="requests beside the hostile bodies")
    parser.add_argument("--size", type=int, default=300_000, help="bytes of a hostile body")
    parser.add_argument("--peer", action="store_true")
    asks = parser.parse_args()
    made = asked(asks.reports)
    command = [sys.executable, "-m", "gikreport", "serve", "--port", "0", "--queue", "64"]
    for workers in asks.workers:
        print(f"{workers} workers a lane, {asks.clients} clients", flush=True)
        with served(*command, "--workers", str(workers), said="http://") as (port, process):
            asyncio.run(measured(port, process, made, asks.requests // len(asks.workers), asks))
    if asks.peer:
        print("FastAPI and docxtpl, unchecked", flush=True)
        unchecked = Asked("render", "/render", "application/json", b"{}", None)
        with served(sys.executable, "-c", PEER, said="http://") as (port, process):
            asyncio.run(rendered(port, process, [unchecked], max(50, asks.requests // 100)))


if __name__ == "__main__":
    main()
