"""What can go wrong that is not a finding: each with its place and its remedy."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from typing import ClassVar, Final

import attrs

from .signs import visible


@attrs.frozen
class Words:
    """One sentence in the two languages of the house."""

    zh: str
    en: str

    def told(self, lang: str = "zh") -> str:
        """The sentence in `lang`, "zh" or "en"."""
        return self.en if lang == "en" else self.zh


NOT_UTF8: Final = Words("不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8")


@attrs.frozen
class Problem:
    """One thing that is wrong with an input: where, what stands there, what to do.

    `at` is the key or the place as the user would look it up, "" for the whole input;
    `line` counts from 1 where the parser tells it.
    """

    at: str
    words: Words
    line: int | None = None

    def told(self, lang: str = "zh") -> str:
        """Place and words in one line."""
        line = "" if self.line is None else _line(self.line, lang)
        place = f"{self.at} ({line})" if self.at and line else self.at or line
        colon = ": " if lang == "en" else "："
        return visible(f"{place}{colon}{self.words.told(lang)}" if place else self.words.told(lang))


def _line(number: int, lang: str) -> str:
    return f"line {number}" if lang == "en" else f"第{number}行"


class GikreportError(Exception):
    """Work cannot go on. `problems` names every reason at once; `exit_code` is the command's, `code` for programs."""

    exit_code: ClassVar[int] = 3
    code: str = "error"

    def __init__(self, words: Words, problems: Iterable[Problem] = ()) -> None:
        self.words = words
        self.problems = tuple(problems)
        super().__init__(words, self.problems)

    def told(self, lang: str = "zh") -> str:
        """The whole message: one sentence, then a line for each problem."""
        return "\n".join([visible(self.words.told(lang)), *("  " + p.told(lang) for p in self.problems)])

    def __str__(self) -> str:
        return self.told()


class Unreadable(GikreportError):
    """A file or value cannot be read as a report: wrong type, unknown key, broken syntax."""

    code = "unreadable"


class UnknownForm(GikreportError):
    """No official form has this name, or none was in force in this year."""

    code = "unknown-form"


class BrokenTemplate(GikreportError):
    """A template cannot be used; every fault is named with its part and place."""

    exit_code = 4
    code = "broken-template"


class CannotRender(GikreportError):
    """An output cannot be made: unknown format, a missing program, a place that cannot be written."""

    exit_code = 4
    code = "not-rendered"


class InternalError(GikreportError):
    """This library failed on a file: a fault of its own and not of the file. 70 is EX_SOFTWARE of sysexits.h."""

    exit_code = 70
    code = "internal"

    @classmethod
    def of(cls, name: str, error: Exception) -> InternalError:
        """The fault that an unexpected error is, told with the name of the file; its traceback goes to the log."""
        import logging

        log = logging.getLogger("gikreport")
        log.addHandler(logging.NullHandler())  # silent unless the program that imports us listens
        log.error("%s", name, exc_info=error)
        said = f"{type(error).__name__}: {error}"
        words = Words(f"处理 {name or '输入'} 时程序出错", f"the program failed on {name or 'the input'}")
        zh = f"{said}；这是 gikreport 的错，不是文件的错，请把这一行和这份文件报告给维护者"
        en = f"{said}; this is a fault of gikreport and not of the file; please report this line and the file"
        return cls(words, [Problem("", Words(zh, en))])


def refused(error: OSError | MemoryError) -> CannotRender:
    """The error for what the system refuses: no room for temporary files, no memory, a full device."""
    if isinstance(error, MemoryError):
        zh, en = (
            "内存不足，没有做完；批量处理时减少 --jobs 再试",
            "out of memory; in a batch, try again with fewer --jobs",
        )
        return CannotRender(Words(zh, en))
    why, where = reason(error), f" {error.filename}" if error.filename else ""
    return CannotRender(Words(f"系统不允许{where}：{why.zh}", f"the system refused{where}: {why.en}"))


def unexpected(name: str, error: Exception) -> GikreportError:
    """The error that one file is told with, so that it stops no other: of the system, or a fault of this library."""
    return refused(error) if isinstance(error, OSError | MemoryError) else InternalError.of(name, error)


def reason(error: Exception) -> Words:
    """Why the system would not open or write a file."""
    number, said = (error.errno, error.strerror) if isinstance(error, OSError) else (None, None)
    en = said or str(error)
    return Words(_REASONS.get(number, en), en)


_LOCKED: Final = "没有权限，或者这个文件正在别的程序中打开"
_REASONS: Final[Mapping[int | None, str]] = {
    errno.ENOENT: "没有这个文件", errno.EISDIR: "这是文件夹，不是文件", errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: _LOCKED, errno.EPERM: _LOCKED, errno.EROFS: "磁盘是只读的", errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额", errno.ENAMETOOLONG: "文件名过长", errno.ELOOP: "链接绕成了圈",
    errno.ENOMEM: "内存不足", errno.EAGAIN: "进程数到了上限",
}  # fmt: skip


def unopened(path: object, error: OSError) -> Unreadable:
    """The error for a file that cannot be opened, with the reason that the system gives."""
    why = reason(error)
    code = "not_found" if error.errno == errno.ENOENT else "not_opened"
    return _coded(Unreadable(Words(f"打不开 {path}：{why.zh}", f"cannot open {path}: {why.en}")), code)


def too_large(name: str) -> Unreadable:
    """The error for a file that holds more than any yearly report."""
    return unreadable(name, "内容过多，不像一份年度报告", "holds far more than a yearly report", "too_large")


def unreadable(name: str, zh: str, en: str, code: str = "unreadable") -> Unreadable:
    """The error for a file that cannot be read, with its reason, and a code for programs."""
    words = Words(f"{name or '文件'} 读不出来", f"{name or 'the file'} cannot be read")
    return _coded(Unreadable(words, [Problem("", Words(zh, en))]), code)


def _coded(error: Unreadable, code: str) -> Unreadable:
    error.code = code
    return error
