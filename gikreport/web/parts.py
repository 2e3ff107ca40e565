"""What the one file is put together from: the runtime, pinned by its digests, and packages as they are installed."""

from __future__ import annotations

import hashlib
import io
import json
import pathlib
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Any, Final

import attrs

from ..errors import CannotRender, Problem, Words
from ..renderers.environment import official_folder

RUNTIME_VERSION: Final = "0.27.7"
# The files of the npm package pyodide 0.27.7 (MPL-2.0; the standard library of Python 3.12 in it: PSF-2.0).
RUNTIME: Final[Mapping[str, str]] = {
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
}
PACKAGES: Final = (
    "attrs", "jinja2", "markupsafe", "tomli-w", "wcwidth", "python-multipart", "openpyxl", "et-xmlfile", "xlsxwriter",
)  # fmt: skip
_LOCK: Final = {
    "info": {
        "abi_version": "2024_0", "arch": "wasm32", "platform": "emscripten_3_1_58", "python": "3.12.7",
        "version": RUNTIME_VERSION,
    },
    "packages": {},
}  # fmt: skip
_LEFT: Final = ("cli", "batches", "__pycache__")  # rooms of the package that no page asks for
_DATED: Final = (1980, 1, 1, 0, 0, 0)


@attrs.frozen
class Part:
    """One part of the file: its name, its bytes."""

    name: str
    content: bytes = attrs.field(repr=False)

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        return hashlib.sha256(self.content).hexdigest()


@attrs.frozen
class Ingredient:
    """A piece of software in the file: name, version, licence."""

    name: str
    version: str
    licence: str


def runtime(folder: pathlib.Path) -> tuple[Part, ...]:
    """The runtime from the folder of its npm package; raises CannotRender where a file is not the pinned one."""
    found, problems = [], []
    for name, digest in RUNTIME.items():
        path = folder / name
        part = Part(name, path.read_bytes()) if path.is_file() else None
        if part is None:
            problems.append(Problem(name, Words("没有这个文件", "is not there")))
        elif part.digest != digest:
            problems.append(Problem(name, Words("不是所要的那一版", "is of another version")))
        else:
            found.append(part)
    if problems:
        raise CannotRender(_NO_RUNTIME, problems)
    return (*found, LOCK)


# What the runtime asks for first: no package is to be fetched.
LOCK: Final = Part("pyodide-lock.json", json.dumps(_LOCK, sort_keys=True).encode())


_NO_RUNTIME: Final = Words(
    f"做这一个文件要用 npm 的 pyodide {RUNTIME_VERSION}：运行 npm install pyodide@{RUNTIME_VERSION}，"
    "再用 --pyodide 指明 node_modules/pyodide 文件夹",
    f"the one file needs pyodide {RUNTIME_VERSION} of npm: npm install pyodide@{RUNTIME_VERSION}, "
    "then name its folder with --pyodide",
)


def application() -> Part:
    """This package, its templates and the pure-Python packages that it uses, as one zip that is always the same."""
    files = dict(sorted({**dict(_own()), **dict(_others())}.items()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _DATED), content)
    return Part("application.zip", out.getvalue())


def _own() -> Iterator[tuple[str, bytes]]:
    package = pathlib.Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if inside.parts[0] not in _LEFT:
            yield f"gikreport/{inside.as_posix()}", path.read_bytes()
    templates = official_folder()
    for path in sorted(templates.rglob("*")):
        if path.is_file():
            yield f"gikreport/templates/{path.relative_to(templates).as_posix()}", path.read_bytes()
    version = metadata.version("gikreport")
    yield (
        f"gikreport-{version}.dist-info/METADATA",
        f"Metadata-Version: 2.1\nName: gikreport\nVersion: {version}\n".encode(),
    )


def _others() -> Iterator[tuple[str, bytes]]:
    """The Python files and the licences of each package; what is compiled in one of them has a double in Python."""
    for name in PACKAGES:
        found = _distribution(name)
        for file in found.files or ():
            is_licence = "licen" in file.name.lower() and ".dist-info" in file.as_posix()
            if file.suffix == ".py" or is_licence or file.name == "METADATA":
                yield file.as_posix(), pathlib.Path(str(found.locate_file(file))).read_bytes()


def _distribution(name: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        words = Words(
            f"没有安装 {name}；请安装 gikreport[server,xlsx]", f"{name} is not installed: gikreport[server,xlsx]"
        )
        raise CannotRender(words) from None


def ingredients() -> tuple[Ingredient, ...]:
    """Everything that is in the file, with its licence."""
    told = tuple(_told(_distribution(name)) for name in PACKAGES)
    return (
        Ingredient("gikreport", metadata.version("gikreport"), "MIT"),
        Ingredient("pyodide", RUNTIME_VERSION, "MPL-2.0"),
        Ingredient("Python", "3.12.7", "PSF-2.0"),
        *told,
    )


def _told(found: metadata.Distribution) -> Ingredient:
    facts: Any = found.metadata
    named = [line.rpartition(" :: ")[2] for line in facts.get_all("Classifier") or () if line.startswith("License")]
    return Ingredient(facts["Name"], found.version, facts.get("License-Expression") or "、".join(named) or "MIT")
