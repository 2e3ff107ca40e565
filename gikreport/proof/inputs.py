"""What a document is made from, read once, so that reading and digest are of the same bytes."""

from __future__ import annotations

import functools
import io
from pathlib import Path, PurePath
from typing import Any

import attrs

from ..checking.sound import sound
from ..checking.waivers import Waiver
from ..files import file_bytes
from ..model.document import SoundReport
from ..model.options import Options
from ..model.reading import Reading
from ..sources import read

Source = str | Path | tuple[str, bytes]  # a path, or a name and what stands in the file


def named_content(source: Source) -> tuple[str, bytes]:
    """A file's name without folders, and what stands in it."""
    if isinstance(source, tuple):
        return PurePath(source[0]).name, source[1]
    return Path(source).name, file_bytes(Path(source))


@attrs.frozen(kw_only=True)
class Inputs:
    """The data of a report, last year's report, the waivers and the template that a document is made from.

    `data` and `previous` are paths, or a name and the bytes of a file. `called` is the name by which waivers know the
    file, that of `data` unless given; `lossy` asks for a document though content of the file was not read. Raises
    Unreadable where a file cannot be read.
    """

    data: tuple[str, bytes] = attrs.field(converter=named_content)
    previous: tuple[str, bytes] | None = attrs.field(default=None, converter=attrs.converters.optional(named_content))
    waivers: tuple[Waiver, ...] = ()
    template: Any = None
    called: str = ""
    lossy: bool = False

    @functools.cached_property
    def reading(self) -> Reading:
        """What the data state."""
        return attrs.evolve(_read(*self.data), name=self.called or self.data[0])

    @functools.cached_property
    def year_before(self) -> Reading | None:
        """What last year's report states."""
        return _read(*self.previous) if self.previous is not None else None

    def document(self, options: Options | None = None) -> SoundReport:
        """The report, ready to become a document; raises UnsoundReport as `sound` does."""
        return sound(self.reading, options=options, waivers=self.waivers, previous=self.year_before, lossy=self.lossy)


def _read(name: str, content: bytes) -> Reading:
    file = io.BytesIO(content)
    file.name = name
    return read(file)
