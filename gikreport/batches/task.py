"""One report of a batch, from its file to its outputs; whatever is wrong with it becomes its result."""

from __future__ import annotations

import functools
import hashlib
import json
import pathlib
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from ..checking.check import check
from ..checking.sound import sound
from ..errors import CannotRender, GikreportError, Words, unexpected
from ..fence import isolation
from ..files import file_bytes, write_whole
from ..findings.json import error_data, finding_data
from ..forms import FORMS
from ..limits import Limits
from ..model.document import SoundReport
from ..model.finding import Finding, UnsoundReport
from ..model.options import Options
from ..model.reading import NotAReport, Reading
from ..overwriting import digest_of, put_aside
from ..proof.inputs import Inputs
from ..proof.manifest import manifest
from ..proof.verify import MANIFEST_END
from ..renderers import render
from ..renderers.template.compile import Template
from ..renderers.template.library import compile
from ..renderers.template.official import official_file
from ..sources import read

WRITTEN, SOUND, UNSOUND, UNREADABLE, FAILED = "written", "sound", "unsound", "unreadable", "failed"
EXIT_CODES: Final = {WRITTEN: 0, SOUND: 0, UNSOUND: 1, UNREADABLE: 3, FAILED: 4}


@attrs.frozen(kw_only=True)
class Settings:
    """What all reports of a batch have in common. `to` holds the suffixes of the outputs."""

    out: str
    to: tuple[str, ...] = (".docx",)
    template: str | None = None
    options: Options | None = None
    check_only: bool = False
    version: str = ""
    lang: str = "zh"
    codec: str = "zlib"
    lossy: bool = False
    limits: Limits | None = None
    manifest: bool = False
    force: bool = False
    mark: str = ""  # in the name of a file that is not whole yet, so that a batch knows what it left behind

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of all that may be written of a report."""
        manifests = (".json", *(suffix + MANIFEST_END for suffix in self.to)) if self.manifest else ()
        return (*self.to, *manifests)


@attrs.frozen
class Task:
    """One report to be done: its source, the path of its outputs without suffix, the key of what is done already.

    `written` holds the digests of the outputs that were written last, by their suffix.
    """

    source: str | Mapping[str, Any]
    name: str
    target: str
    done: str | None = None
    written: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Result:
    """What became of one report.

    `findings` and `error` are plain data as `check --format json` gives them; `digests` holds the SHA-256 of each of
    the `outputs`; `aside` names the files of a person that stood there and were kept under another name; `kept` says
    that an earlier run had done it and nothing has changed since; `seconds` is what the work took.
    """

    name: str
    status: str
    agency: str | None = None
    year: int | None = None
    findings: tuple[dict[str, Any], ...] = ()
    error: dict[str, Any] | None = None
    outputs: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    seconds: float = 0.0
    kept: bool = False
    key: str = ""

    @property
    def exit_code(self) -> int:
        """The code with which the command would have ended for this report alone."""
        return EXIT_CODES[self.status]


def work(tasks: Iterable[Task], settings: Settings) -> list[Result]:
    """Several reports, one after the other; one of them is alive at a time."""
    return [one(task, settings) for task in tasks]


def one(task: Task, settings: Settings) -> Result:
    """One report; never raises for what is wrong with it."""
    begun = time.perf_counter()
    result = _result(task, settings)
    return attrs.evolve(result, seconds=round(time.perf_counter() - begun, 6))


def _result(task: Task, settings: Settings) -> Result:
    try:
        data = _data(task.source)
        key = _key(data, settings)
        if key == task.done:
            return Result(name=task.name, status=SOUND, kept=True, key=key)
        with isolation(settings.limits):
            inputs = None if isinstance(data, Mapping) else Inputs(data=(task.name, data), template=settings.template)
            reading = read(data) if inputs is None else inputs.reading
    except GikreportError as error:
        return Result(name=task.name, status=UNREADABLE, error=error_data(error, settings.lang))
    except Exception as error:
        return _failed(task, error, settings)
    return attrs.evolve(_written(task, settings, reading, inputs), agency=reading.agency, year=reading.year, key=key)


def _written(task: Task, settings: Settings, reading: Reading, inputs: Inputs | None) -> Result:
    try:
        document = sound(reading, options=settings.options, lossy=settings.lossy)
        saved = () if settings.check_only else tuple(_saved(task, settings, document, inputs))
    except UnsoundReport as error:
        return Result(name=task.name, status=UNSOUND, findings=_plain(error.findings, settings))
    except NotAReport as error:
        return Result(
            name=task.name,
            status=UNSOUND,
            findings=_plain(check(reading), settings),
            error=error_data(error, settings.lang),
        )
    except GikreportError as error:
        return Result(name=task.name, status=FAILED, error=error_data(error, settings.lang))
    except Exception as error:
        return _failed(task, error, settings)
    status = SOUND if settings.check_only else WRITTEN
    findings = _plain(document.warnings, settings)
    return Result(
        name=task.name,
        status=status,
        findings=findings,
        outputs=tuple(one.name for one in saved),
        digests=tuple(one.digest for one in saved),
        aside=tuple(one.aside for one in saved if one.aside),
    )


@attrs.frozen
class _Saved:
    """An output: its name, its SHA-256, and the name under which what a person had made there is kept."""

    name: str
    digest: str
    aside: str = ""


def _saved(task: Task, settings: Settings, document: SoundReport, inputs: Inputs | None) -> Iterable[_Saved]:
    """Each output. The batch has them all on disk at its end, not each by itself."""
    suffixes = settings.to
    if settings.manifest and inputs is None:  # a row of a workbook is no file: it becomes one, from which all is made
        data = render(document, ".json")
        yield _put(task, settings, ".json", data)
        inputs = Inputs(data=(f"{task.target}.json", data), template=settings.template)
        document = sound(inputs.reading, options=settings.options, lossy=settings.lossy)
        suffixes = tuple(suffix for suffix in suffixes if suffix != ".json")
    for suffix in suffixes:
        content = render(document, suffix, template=_template(settings, document) if suffix == ".docx" else None)
        yield _put(task, settings, suffix, content)
        if settings.manifest and inputs is not None:
            made = manifest(document, {pathlib.PurePath(task.target).name + suffix: content}, inputs)
            yield _put(task, settings, suffix + MANIFEST_END, made.encode())


def _put(task: Task, settings: Settings, suffix: str, content: bytes) -> _Saved:
    """Write one output."""
    target = pathlib.Path(settings.out, task.target + suffix)
    if not isinstance(task.source, Mapping) and target.resolve() == pathlib.Path(task.source).resolve():
        raise CannotRender(Words(f"输出会覆盖输入 {target}", f"the output would replace the input {target}"))
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = digest_of(content)
    aside = None if settings.force else put_aside(target, task.written.get(suffix), digest)
    write_whole(target, content, mark=settings.mark, flush=False)
    return _Saved(task.target + suffix, digest, aside.name if aside else "")


def _template(settings: Settings, document: SoundReport) -> Template:
    return compile(settings.template or document.form, document.form, codec=settings.codec)


def _failed(task: Task, error: Exception, settings: Settings) -> Result:
    """Something that ought not to happen, or that the system refuses, told in words."""
    return Result(name=task.name, status=FAILED, error=error_data(unexpected(task.name, error), settings.lang))


def _plain(findings: tuple[Finding, ...], settings: Settings) -> tuple[dict[str, Any], ...]:
    return tuple(finding_data(finding, settings.lang) for finding in findings)


def _data(source: str | Mapping[str, Any]) -> bytes | Mapping[str, Any]:
    if isinstance(source, Mapping):
        return source
    return file_bytes(pathlib.Path(source))


def _key(data: bytes | Mapping[str, Any], settings: Settings) -> str:
    """What the result depends on: the data, the template, the options and the version; not time."""
    stated = data if isinstance(data, bytes) else json.dumps(data, default=str, sort_keys=True).encode()
    found = hashlib.sha256(stated)
    found.update(repr(attrs.evolve(settings, out="", template=None, limits=None, mark="", force=False)).encode())
    found.update(_templates(settings.template))
    return found.hexdigest()


@functools.cache
def _templates(own: str | None) -> bytes:
    found = hashlib.sha256()
    for form in FORMS:
        found.update(official_file(form))
    for path in _files(pathlib.Path(own)) if own else ():
        found.update(file_bytes(path))
    return found.digest()


def _files(path: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path.rglob("*.docx")) if path.is_dir() else [path]
