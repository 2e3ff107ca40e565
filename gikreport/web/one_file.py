"""年报一页通 as one HTML file: the pages, this library and its runtime in it; nothing is installed, nothing fetched."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Final

from ..errors import Problem, Unreadable, Words
from ..renderers.environment import environment
from .parts import LOCK, RUNTIME, Part, application, ingredients, runtime

_PART: Final = re.compile(r'<script type="text/plain" id="part-([\w.-]+)">([A-Za-z0-9+/=]*)</script>')
_LARGEST: Final = 64 * 2**20  # bytes of a part unpacked


def page_file(pyodide: str | os.PathLike[str]) -> bytes:
    """The one file, made with the folder of the npm package `pyodide`: the same parts make the same bytes.

    Raises CannotRender where the package is not there, or is of another version than the one that is pinned.
    """
    return _whole([*runtime(pathlib.Path(pyodide)), application()])


def _whole(parts: Sequence[Part]) -> bytes:
    """The page around its parts."""
    script = "\n".join(_template(name) for name in ("shell.js", "page.js"))
    context = {
        "style": _template("page.css"), "script": script, "hash": _hash(script), "worker": _template("worker.js"),
        "parts": [(part.name, _packed(part)) for part in parts], "version": version("gikreport"),
        "ingredients": ingredients(), "manifest": _manifest(parts),
    }  # fmt: skip
    return environment().get_template("web/one_file.html.jinja").render(context).encode()


def _template(name: str) -> str:
    return environment().get_template(f"web/{name}").render()


def _hash(script: str) -> str:
    """What the page's policy says of its one script: nothing else is run."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _packed(part: Part) -> str:
    return base64.b64encode(gzip.compress(part.content, 9, mtime=0)).decode("ascii")


def _manifest(parts: Sequence[Part]) -> str:
    listed = [{"name": part.name, "bytes": len(part.content), "sha256": part.digest} for part in parts]
    return json.dumps({"gikreport": version("gikreport"), "parts": listed}, sort_keys=True)


def page_file_faults(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """What in such a file is not what this version of gikreport puts in; nothing where it is whole and unchanged."""
    content = pathlib.Path(path).read_bytes()
    parts = tuple(_parts(content.decode("utf-8", "replace")))
    if not parts:
        raise Unreadable(Words(f"{pathlib.Path(path).name} 不是年报一页通", f"{path} is no such file"))
    due = {**RUNTIME, **{part.name: part.digest for part in (LOCK, application())}}
    problems = [
        Problem(part.name, Words("与本版本的不同", "is not that of this version"))
        for part in parts
        if part.digest != due.get(part.name)
    ]
    problems += [Problem(name, Words("没有", "is missing")) for name in due.keys() - {part.name for part in parts}]
    if not problems and _whole(parts) != content:
        problems.append(Problem("", Words("各部分之外的内容被改过", "what stands around the parts was changed")))
    return tuple(problems)


def _parts(text: str) -> Iterator[Part]:
    for name, packed in _PART.findall(text):
        yield Part(name, _unpacked(packed))


def _unpacked(packed: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(base64.b64decode(packed))) as file:
            return file.read(_LARGEST)
    except (OSError, EOFError, ValueError):
        return b""
