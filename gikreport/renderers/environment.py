"""Where the text templates (page, chart) lie, and the environment that fills them."""

from __future__ import annotations

import functools
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import BrokenTemplate, Words

if TYPE_CHECKING:
    from jinja2 import Environment

_PAGE: Final = re.compile(r"(?:(?!\.)[\w .-]+/)*(?!\.)[\w .-]+\.jinja")
_LARGEST: Final = 2**20  # bytes of a page template


@functools.lru_cache(8)
def environment(folder: Path | None = None, page: str = "") -> Environment:
    """The strict, escaping, sandboxed environment over an office's own folder, then the official templates.

    `page` is the one file of the folder that may be used under another ending than .jinja.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    own = [FunctionLoader(functools.partial(own_page, folder, page))] if folder else []
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, FileSystemLoader(official_folder())]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def own_page(folder: Path, page: str, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """A template of an office's own folder with its text; None where there is none of this name.

    A file may also take the place of an official one, such as shared/report.css. Raises BrokenTemplate for anything
    that is no template: of another ending, hidden, above the folder, a link, too large.
    """
    path = folder.joinpath(*name.split("/"))
    if name != page and not _PAGE.fullmatch(name) and not _is_official(name):
        raise _refused(name, "只能引用本文件夹中的 .jinja 文件", "it takes in .jinja files of its folder only")
    try:
        steps = [one.lstat() for one in (path, *path.parents) if one.is_relative_to(folder) and one != folder]
        if any(stat.S_ISLNK(one.st_mode) for one in steps) or not stat.S_ISREG(steps[0].st_mode):
            raise _refused(name, "是链接，或不是普通文件", "a link, or no regular file")
        if steps[0].st_size > _LARGEST:
            raise _refused(name, "模板文件过大", "the template file is too large")
        written = steps[0].st_mtime_ns
        return path.read_text("utf-8"), str(path), lambda: path.is_file() and path.lstat().st_mtime_ns == written
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_official(name: str) -> bool:
    return ".." not in name.split("/") and not Path(name).is_absolute() and (official_folder() / name).is_file()


def _refused(name: str, zh: str, en: str) -> BrokenTemplate:
    return BrokenTemplate(Words(f"网页模板不能引用 {name}：{zh}", f"the page may not take in {name}: {en}"))


def official_folder() -> Path:
    """Where the official templates lie: in the installed package, or in a checkout."""
    installed = Path(__file__).resolve().parents[1] / "templates"
    return installed if installed.is_dir() else installed.parents[1] / "templates"
