"""Where the time of the whole road goes, and how it grows with the narrative."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import gikreport
from gikreport.plain import decode, parse
from gikreport.renderers.package import member, packed

from . import subject
from .rounds import median


def stages(rounds: int) -> dict[str, float]:
    """Milliseconds of each stage for one report; every round begins with its bytes."""
    found: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        made = work()
        found.setdefault(name, []).append(time.process_time() - begun)
        return made

    data = subject.text().encode()
    template = gikreport.compile("y2021")
    for _ in range(rounds):
        plain = timed("JSON text to plain values, no key twice", lambda: decode(data, ".json"))
        reading = timed("plain values to a Reading, every key and cell checked", lambda: parse(plain))
        report = timed("Reading to the typed Report", lambda: reading.report)
        timed("all rules", lambda: gikreport.check(reading))
        sound = timed("all rules again within sound(), and the printed figures", lambda: gikreport.sound(report))
        contents = timed("the parts that hold tags, written", lambda: list(template.plan.contents(sound)))
        made = timed("deflate (zlib)", lambda: [member(name, content) for name, content in contents])
        timed("packing", lambda: packed(made))
    return {name: median(times) * 1e3 for name, times in found.items()}


def growth(counts: tuple[int, ...]) -> dict[int, float]:
    """Milliseconds from JSON text to document, by number of paragraphs."""
    found = {}
    for count in counts:
        data = gikreport.encode(subject.report(prose=count), ".json").encode()
        times = []
        for _ in range(3):
            begun = time.process_time()
            gikreport.render(gikreport.read(data), ".docx")
            times.append(time.process_time() - begun)
        found[count] = median(times) * 1e3
    return found
