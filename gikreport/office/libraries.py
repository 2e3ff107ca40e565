"""Libraries that are compiled, and so missing where nobody offers them ready made: named when they are needed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

from ..errors import CannotRender, Problem, Words


@contextlib.contextmanager
def needed(library: str) -> Iterator[None]:
    """Around an import of lxml or docxtpl: raises CannotRender, with what to install, where it is not there."""
    try:
        yield
    except ImportError:
        zh, en = (
            f"没有安装 {library}，不能用单位自己的模板",
            f"{library} is missing, which an office's own template needs",
        )
        raise CannotRender(Words(zh, en), _REMEDIES) from None


_REMEDIES: Final = (
    Problem("", Words("运行 pip install lxml docxtpl", "run pip install lxml docxtpl")),
    Problem("", Words("核对和用官方模板成文不需要它", "checking, and documents on the official templates, go without")),
)
