"""What several commands share: the options, the way errors are told, the exit codes."""

from __future__ import annotations

import contextlib
import pathlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

import gikreport
from gikreport import GikreportError

from .console import say, say_lines

SOUND, UNSOUND, USAGE, UNREADABLE, NOT_RENDERED = range(5)
_ORDER: Final = (UNREADABLE, NOT_RENDERED, UNSOUND, SOUND)


@contextlib.contextmanager
def told_errors(lang: str = "zh") -> Iterator[None]:
    """Tell an error in words and exit with its code; never a traceback."""
    try:
        yield
    except GikreportError as error:
        say_lines(tell_error(error, lang), err=True)
        raise SystemExit(error.exit_code) from None
    except (OSError, MemoryError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        say_lines(gikreport.refused(error).told(lang), err=True)
        raise SystemExit(NOT_RENDERED) from None


def not_over(output: str, source: str, lang: str) -> None:
    """Refuse to write a file over the one that it is made from."""
    if source != "-" and pathlib.Path(output).resolve() == pathlib.Path(source).resolve():
        zh = f"不能写回原文件 {source}；请用 -o 写另一个文件名"
        en = f"{source} is what it is made from; name another file"
        raise SystemExit(_refused(en if lang == "en" else zh))


def write(output: str, content: bytes, *, force: bool, lang: str) -> None:
    """Write a file; one that a person made is kept under another name, and that is told."""
    aside = gikreport.write_keeping(output, content, force=force)
    if aside is not None:
        say(gikreport.told_aside(output, aside).told(lang), err=True)


def not_there(output: str, lang: str) -> None:
    """Refuse to write over a file that somebody may have filled in."""
    if pathlib.Path(output).exists():
        zh = f"{output} 已经存在，不会覆盖；请写另一个文件名，确实要重新开始的先删去它"
        en = f"{output} is there already; name another file, or remove it"
        raise SystemExit(_refused(en if lang == "en" else zh))


def _refused(words: str) -> int:
    say(words, err=True)
    return NOT_RENDERED


def tell_error(error: GikreportError, lang: str) -> str:
    """An error with its problems, or with its findings, in words."""
    findings = getattr(error, "findings", ())
    said = error.words.told(lang) if findings else _briefly(error, lang)
    return "\n".join([said, *("\n" + gikreport.tell(finding, lang=lang) for finding in findings)])


def _briefly(error: GikreportError, lang: str) -> str:
    """An error with its problems; of the open cells of an unfinished report the first few only."""
    lines = error.told(lang).splitlines()
    if not isinstance(error, gikreport.NotAReport) or len(lines) <= _MANY:
        return "\n".join(lines)
    more = f"  … {len(lines) - 1} in all" if lang == "en" else f"  ……共 {len(lines) - 1} 处"
    return "\n".join([*lines[:_MANY], more])


_MANY: Final = 10


def first_problem(error: GikreportError, lang: str) -> str:
    """Why a file cannot be read, in one line."""
    unread = "cannot be read: " if lang == "en" else "读不出来，"
    return next((unread + problem.told(lang) for problem in error.problems), error.words.told(lang))


def with_flags(options: gikreport.Options, **flags: bool) -> gikreport.Options:
    """The options of a data file, and those that the command line turns on."""
    turned_on: dict[str, Any] = {name: True for name, on in flags.items() if on}
    return attrs.evolve(options, **turned_on)


def tell_replaced(replaced: Mapping[str, str], lang: str) -> None:
    """List the fonts that others stand in for."""
    for old, new in replaced.items():
        say(f"font replaced: {old} -> {new}" if lang == "en" else f"字体替换：{old} → {new}", err=True)


def worst(codes: list[int]) -> int:
    """The exit code of several files: 3 before 4, 4 before 1."""
    return next((code for code in _ORDER if code in codes), SOUND)


def read(source: str, form: str | None = None) -> gikreport.Reading:
    """What a file states; "-" is the standard input."""
    return gikreport.read(sys.stdin.buffer if source == "-" else source, form=form)


def inputs(
    source: str, previous: str | None, waivers: str | None, template: str | None, lossy: bool
) -> gikreport.Inputs:
    """What a document is made from, each file read once; "-" is the standard input."""
    return gikreport.Inputs(
        data=("", sys.stdin.buffer.read()) if source == "-" else source,
        previous=previous,
        waivers=gikreport.read_waivers(waivers) if waivers else (),
        template=template,
        lossy=lossy,
    )


def read_ahead(names: Sequence[str]) -> Callable[[str], gikreport.Reading]:
    """How several files are read: the next ones are begun while one is looked at."""
    return read if len(names) < 2 or "-" in names else gikreport.ReadAhead(names)
