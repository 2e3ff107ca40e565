"""How a service is run: what it takes, how much, and who may ask."""

from __future__ import annotations

import hashlib
import hmac
import os
import pathlib
from typing import Final

import attrs

from ..errors import Problem, Unreadable, Words
from ..files import file_bytes
from ..limits import Limits

_LIMITS: Final = Limits(file=16 * 2**20, unpacked=64 * 2**20, waiting=10)
_SHORTEST: Final = 16  # characters of a token


def _processors() -> int:
    return max(2, min(4, os.cpu_count() or 1))


@attrs.frozen(kw_only=True)
class Service:
    """How a service is run.

    `workers` processes for data files, as many for documents, for large requests, and for workbooks, PDF and what takes
    more than a `slice`, seconds of the processor; one more for long work (sums of many reports, a register,
    LibreOffice). In each of these five lanes `queue` requests may wait beside those that are worked on, any more are
    told to come again. `largest` bytes of one request, `held` bytes of all that are being received. `patience` are the
    seconds that a client may take to send a request or to take an answer. `libreoffice` lets a request ask for
    LibreOffice: older kinds of files, PDF. `tokens` are the lines of a token file, a name and a token each; without one
    everybody who reaches the port may ask. `audit` is the file of audit lines. `limits` holds for each file of a
    request.
    """

    workers: int = attrs.field(factory=_processors, validator=attrs.validators.ge(1))
    queue: int = attrs.field(default=32, validator=attrs.validators.ge(1))
    slice: float = attrs.field(default=0.2, validator=attrs.validators.gt(0))
    largest: int = attrs.field(default=16 * 2**20, validator=attrs.validators.ge(1))
    held: int = attrs.field(default=256 * 2**20, validator=attrs.validators.ge(1))
    patience: float = attrs.field(default=30.0, validator=attrs.validators.gt(0))
    connections: int = attrs.field(default=512, validator=attrs.validators.ge(1))
    libreoffice: bool = False
    tokens: tuple[tuple[str, bytes], ...] = attrs.field(default=(), repr=False)
    audit: str | pathlib.Path | None = None
    limits: Limits = _LIMITS

    def who(self, authorization: str) -> str | None:
        """The name that a token stands for, "" where none is asked for; None where it is wrong.

        Every token is compared, each in the same time, so that the answer's time tells nothing of them.
        """
        if not self.tokens:
            return ""
        scheme, _, given = authorization.partition(" ")
        digest = hashlib.sha256(given.strip().encode("utf-8", "surrogateescape")).digest()
        found = None
        for name, token in self.tokens:
            if hmac.compare_digest(token, digest):
                found = name
        return found if scheme.lower() == "bearer" else None


def read_tokens(path: str | pathlib.Path) -> tuple[tuple[str, bytes], ...]:
    """The tokens of a file, a line each: a name, a space, the token of at least 16 signs; kept as SHA-256.

    Raises Unreadable with each line that is none, or where the file holds no token.
    """
    file = pathlib.Path(path)
    found, problems = [], []
    for number, line in enumerate(file_bytes(file, "listed").decode("utf-8-sig", "replace").splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) == 2 and len(words[1]) >= _SHORTEST:
            found.append((words[0], hashlib.sha256(words[1].encode()).digest()))
        else:
            problems.append(Problem("", _LINE, number))
    if problems or not found:
        raise Unreadable(Words(f"{file.name} 不是令牌文件", f"{file.name} is no file of tokens"), problems or [_NONE])
    return tuple(found)


_LINE: Final = Words(
    f"每行写“名称 令牌”，令牌至少 {_SHORTEST} 个字符", f"takes a name and a token of at least {_SHORTEST} signs"
)
_NONE: Final = Problem("", Words("没有令牌", "holds no token"))
