"""One kind of hostile input, and what the generators of all kinds share."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Make = Callable[[int], bytes]
MEGABYTE = 2**20
MOST_UNPACKED = 200 * MEGABYTE  # of a bomb: enough to tell, and made in a second or two

TITLE = "某某市某某区人民政府某某街道办事处2021年政府信息公开工作年度报告"
SECTIONS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A generator, the suffix of the file it makes, and the command that is given the file.

    `make` is asked for a size in bytes: of the file, or of what it unpacks to where the attack is in its unpacking.
    """

    make: Make
    suffix: str
    command: str = "check"

    @property
    def name(self) -> str:
        """As it stands in reports: "docx-empty-runs", "register-xlsx-row-number"."""
        before = "" if self.command == "check" else f"{self.command}-"
        return f"{before}{self.suffix[1:]}-{self.make.__name__.replace('_', '-')}"


def filled(unit: str, size: int, before: str = "", after: str = "") -> str:
    """A unit as often as goes into a number of bytes of UTF-8, at least once."""
    room = size - len((before + after).encode())
    return before + unit * max(1, room // len(unit.encode())) + after


def numbered(unit: str, size: int) -> str:
    """A unit with `{n}` for 0, 1, 2, …, until it fills a number of bytes of UTF-8."""
    return "".join(_numbers(unit, size))


def _numbers(unit: str, size: int) -> Iterator[str]:
    number = 0
    while size > 0:
        one = unit.replace("{n}", str(number))
        yield one
        size -= len(one.encode())
        number += 1


def zeros(count: int) -> bytes:
    """Zero bytes, deflated, a megabyte at a time."""
    packer = zlib.compressobj(9)
    whole = [packer.compress(bytes(MEGABYTE)) for _ in range(count // MEGABYTE)]
    return b"".join([*whole, packer.compress(bytes(count % MEGABYTE)), packer.flush()])
