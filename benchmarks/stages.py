"""Where the time of the whole road goes, and how it grows with the narrative."""

from __future__ import annotations

import time
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import gikreport
from gikreport.datafile import decode, parse
from gikreport.office.packing import Member, member, packed

from . import subject
from .rounds import median


def contents_of(template: Any, sound: Any) -> list[tuple[str, bytes]]:
    """The parts that hold tags, filled."""
    return list(template._plan.contents(sound))


def deflated(contents: list[tuple[str, bytes]]) -> list[Member]:
    """Parts as members of a package."""
    return [member(name, content) for name, content in contents]


def stages(rounds: int) -> dict[str, float]:
    """Milliseconds of each stage of the road for one report; every round begins with the bytes of another."""
    found: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[..., Any], *given: Any) -> Any:
        begun = time.process_time()
        made = work(*given)
        found.setdefault(name, []).append(time.process_time() - begun)
        return made

    template = gikreport.compile("y2021")
    for text in subject.texts(rounds):
        data = text.encode()
        plain = timed("JSON text to plain values, no key twice", decode, data, ".json")
        reading = timed("plain values to a Reading, every key and cell checked", parse, plain)
        timed("Reading to the typed Report", attrgetter("report"), reading)
        sound = timed("sound(): all rules, and the printed figures", gikreport.sound, reading)
        contents = timed("the parts that hold tags, written", contents_of, template, sound)
        made = timed("deflate (zlib)", deflated, contents)
        timed("packing", packed, made)
    return {name: median(times) * 1e3 for name, times in found.items()}


def growth(counts: tuple[int, ...]) -> dict[int, float]:
    """Milliseconds from JSON text to document, by number of paragraphs; each time another report."""
    found = {}
    for count in counts:
        times = []
        for number in range(3):
            data = gikreport.encode(subject.report(prose=count, number=number), ".json").encode()
            begun = time.process_time()
            gikreport.render(gikreport.read(data), ".docx")
            times.append(time.process_time() - begun)
        found[count] = median(times) * 1e3
    return found
