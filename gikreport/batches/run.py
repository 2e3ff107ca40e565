"""A batch from its sources to its summary."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from typing import Any, Final

import attrs

from ..errors import CannotRender, Words
from ..files import flush_file
from ..limits import limits
from ..model.options import Options
from ..office.packing import ZLIB, codec_named
from ..overwriting import digest_there, put_aside
from ..renderers import RENDERERS
from ..sources import Source
from . import summary
from .flow import CHUNK, Flow, in_turn, processes
from .gather import items
from .journal import Journal, recorded_in
from .task import Result, Settings, Task

_DEEP: Final = 4  # chunks in flight for each worker


class Batch:
    """One run: iterate over it for the results as they complete; the summary stands when it ends, however it ends.

    `summarised` tells afterwards which summaries were written, `aside` which a person had changed and are kept.
    """

    def __init__(self, sources: Source | Iterable[Any], settings: Settings, *, resume: bool = False) -> None:
        self.settings = settings
        self.summarised: tuple[str, ...] = ()
        self.aside: tuple[str, ...] = ()
        self._sources, self._resume = sources, resume
        self._flow: Callable[[Iterator[Task], Settings], Iterator[Result]] = in_turn

    def on(self, executor: Executor | None, jobs: int, in_flight: int) -> Batch:
        """The same batch on an executor of the caller's, or on so many processes of this machine."""
        if executor is not None:
            self._flow = lambda tasks, settings: Flow(lambda: executor, settings, in_flight, owned=False).results(tasks)
        elif jobs > 1:
            start = processes(jobs)
            self._flow = lambda tasks, settings: Flow(start, settings, in_flight, owned=True).results(tasks)
        return self

    def __iter__(self) -> Iterator[Result]:
        with recorded_in(self.settings.out):
            yield from self._results()

    def _results(self) -> Iterator[Result]:
        with contextlib.closing(Journal(self.settings, resume=self._resume)) as journal:
            found = items(self._sources, self.settings.out)
            tasks = (task for item in found if (task := journal.task(item)) is not None)
            settings = attrs.evolve(self.settings, mark=journal.mark)
            try:
                for result in self._flow(tasks, settings):
                    yield journal.keep(result)
            finally:
                journal.commit()
                self._flush(journal)
                self._summarise(journal)

    def _flush(self, journal: Journal) -> None:
        """Have every document on disk: in one call where the system has one, which is far quicker than one by one."""
        if hasattr(os, "sync"):
            os.sync()
            return
        for result in journal.results():
            for output in result.outputs:
                flush_file(pathlib.Path(self.settings.out, output))

    def _summarise(self, journal: Journal) -> None:
        facts = {"version": self.settings.version, "to": self.settings.to, "check_only": self.settings.check_only}
        with self._kept(journal, summary.JSON_FILE) as path:
            summary.write_json(path, journal.results(), facts, journal.mark)
        with self._kept(journal, summary.WORKBOOK_FILE) as path:
            done = summary.write_workbook(path, journal.results(), journal.mark)
        self.summarised = (summary.JSON_FILE, *([summary.WORKBOOK_FILE] if done else []))

    @contextlib.contextmanager
    def _kept(self, journal: Journal, name: str) -> Iterator[pathlib.Path]:
        """The place of a summary; one that a person changed is kept under another name."""
        path = pathlib.Path(self.settings.out, name)
        aside = None if self.settings.force else put_aside(path, journal.written(name))
        self.aside += (aside.name,) if aside else ()
        yield path
        journal.wrote(name, digest_there(path) or "")


def batch(
    sources: Source | Iterable[Any],
    out: str | os.PathLike[str],
    *,
    to: Iterable[str] = (".docx",), executor: Executor | None = None, jobs: int = 1, in_flight: int | None = None,
    template: str | os.PathLike[str] | None = None, options: Options | None = None, resume: bool = False,
    check_only: bool = False, lang: str = "zh", codec: str = "zlib", manifest: bool = False, lossy: bool = False,
    force: bool = False,
) -> Batch:  # fmt: skip
    """Check many reports and write each sound one; iterate over the answer for results as they complete.

    `sources` is a folder, a list file, a workbook with a row for each report, or any number of paths and mappings.
    They are worked on here, by `jobs` processes, or by any `executor`; `in_flight` bounds how many chunks of
    16 reports are handed out at once. `codec` is "zlib", or "isal" with the extra `speed`; `lossy` is as for `sound`.
    With `manifest` each output has NAME.manifest.json beside it, and a row its data as .json. `resume` passes over what
    is done and unchanged. A file that is not what a batch wrote there last is kept under another name
    (`Result.aside`), unless `force` is given. Raises CannotRender where `out` cannot be written or an output format is
    not known; a report that is wrong is a Result, never an exception. Documents are read within `isolation()` and its
    limits.
    """
    if manifest and codec_named(codec) is not ZLIB:
        words = Words("清单只用于 zlib 压缩的文件", "manifests are of files packed by zlib only")
        raise CannotRender(words)
    settings = Settings(
        out=str(out),
        to=tuple(map(_suffix, to)),
        template=None if template is None else str(template),
        options=options,
        check_only=check_only,
        version=_version(),
        lang=lang,
        codec=codec_named(codec).name,
        lossy=lossy,
        limits=limits(),
        manifest=manifest,
        force=force,
    )
    return Batch(sources, settings, resume=resume).on(
        executor, jobs, in_flight or _DEEP * max(jobs, os.cpu_count() or 1)
    )


def _suffix(name: str) -> str:
    suffix = name.lower() if name.startswith(".") else f".{name.lower()}"
    if suffix not in (renderer.suffix for renderer in RENDERERS):
        known = " ".join(renderer.suffix for renderer in RENDERERS)
        raise CannotRender(Words(f"不能生成“{suffix}”；可用的是 {known}", f"no output {suffix!r}; there are {known}"))
    return suffix


@functools.cache
def _version() -> str:
    return importlib.metadata.version("gikreport")


__all__ = ["CHUNK", "Batch", "batch"]
