"""The manifest of a document: what it was made from, by what, how it was judged, and what came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import PurePath
from typing import Any, Final

import attrs

from ..checking.waivers import Waiver
from ..model.document import SoundReport
from .digests import CodecUsed, FileDigest, codec_used, file_digest, rules_digest, template_digests
from .inputs import Inputs
from .seal import SealPlace, seal_place
from .verdict import Verdict, verdict

KIND: Final = "gikreport-manifest"
VERSION: Final = 1
_NOT_DERIVED: Final = (".pdf",)  # LibreOffice writes the time into it


@attrs.frozen(kw_only=True)
class ReportNamed:
    """Which report it is."""

    form: str
    agency: str
    year: int | None
    title: str


@attrs.frozen(kw_only=True)
class Program:
    """What made the document: the version of gikreport, and SHA-256 over the source of all its rules."""

    version: str
    rules: str


@attrs.frozen(kw_only=True)
class Output:
    """A file that came out; `derived` says that the same data give the same bytes again."""

    name: str
    bytes: int
    sha256: str
    sm3: str
    derived: bool


@attrs.frozen(kw_only=True)
class Manifest:
    """All of it; the same inputs give the same manifest, for no time stands in it.

    `data` is the file that the outputs are derived from, `source` the one that the user gave where that is another;
    `template` names the office's own template, None for the official one; `digest` is SHA-256 over the rest.
    """

    kind: str = KIND
    format: int = VERSION
    report: ReportNamed
    program: Program
    codec: CodecUsed
    data: FileDigest
    source: FileDigest | None
    previous: FileDigest | None
    template: str | None
    templates: tuple[FileDigest, ...]
    options: Mapping[str, Any]
    waivers: tuple[Waiver, ...]
    verdict: Verdict
    seal: SealPlace | None
    outputs: tuple[Output, ...]
    digest: str = ""

    @property
    def called(self) -> str:
        """The name by which waivers know the data."""
        return (self.source or self.data).name

    def encode(self) -> bytes:
        """The manifest as its file holds it."""
        return (json.dumps(plain(self), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")

    @property
    def due_digest(self) -> str:
        """SHA-256 over the manifest without its digest."""
        return hashlib.sha256(attrs.evolve(self, digest="").encode()).hexdigest()


def manifest(
    document: SoundReport, outputs: Mapping[str, bytes], inputs: Inputs, *, source: FileDigest | None = None
) -> Manifest:
    """The manifest of the files made from a document; `outputs` by their names.

    Raises Unreadable where last year's report cannot be read, BrokenTemplate for a template that was compiled before.
    """
    used = tuple(waiver for waiver in inputs.waivers if waiver.told in document.waivers)
    made = Manifest(
        report=_named(document),
        program=Program(version=version("gikreport"), rules=rules_digest()),
        codec=codec_used(),
        data=file_digest(*inputs.data),
        source=source,
        previous=None if inputs.previous is None else file_digest(*inputs.previous),
        template=None if inputs.template is None else _template_name(inputs.template),
        templates=template_digests(document.form, inputs.template),
        options=attrs.asdict(document.options),
        waivers=used,
        verdict=verdict(inputs.reading, used, inputs.year_before),
        seal=seal_place(document, outputs),
        outputs=tuple(_output(name, content) for name, content in sorted(outputs.items())),
    )
    return attrs.evolve(made, digest=made.due_digest)


def _named(document: SoundReport) -> ReportNamed:
    title = "".join(document.title)
    return ReportNamed(form=document.form.name, agency=document.agency, year=document.year, title=title)


def _template_name(template: Any) -> str:
    return "report.docx" if isinstance(template, bytes) else PurePath(template).name


def _output(name: str, content: bytes) -> Output:
    derived = PurePath(name).suffix.lower() not in _NOT_DERIVED
    return Output(**attrs.asdict(file_digest(name, content)), derived=derived)


def plain(value: Any) -> Any:
    """A manifest, or a part of one, as plain data."""
    if attrs.has(type(value)):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, tuple | list) else value
