"""One report as a folder to post, with the manifest by which anyone can check it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any, Final

import attrs

from ..checking.sound import sound
from ..errors import CannotRender, Words
from ..files import file_name
from ..lifecycle.publish import contents, is_published
from ..lifecycle.swap import write_folder
from ..model.document import SoundReport
from ..model.finding import Finding
from ..model.options import Options
from ..model.reading import Reading
from ..model.report import Report
from ..renderers.printed.pdf import Pdf, to_pdf
from .digests import file_digest
from .inputs import Inputs
from .manifest import Manifest, manifest
from .signature import Signer, signature

MANIFEST: Final = "manifest.json"
SIGNATURE_END: Final = ".sig"
BESIDE: Final = (MANIFEST, MANIFEST + SIGNATURE_END)


@attrs.frozen
class Published:
    """What was written: the folder, its files, the warnings, the fonts replaced in the PDF, and the manifest."""

    folder: Path
    files: tuple[str, ...]
    warnings: tuple[Finding, ...]
    replaced: Mapping[str, str]
    manifest: Manifest


def publish(
    subject: Reading | Report | SoundReport,
    folder: str | Path,
    *,
    name: str | None = None,
    options: Options | None = None,
    template: Any = None,
    pdf: bool = True,
    inputs: Inputs | None = None,
    signer: Signer | None = None,
    lossy: bool = False,
) -> Published:
    """Write a report as .docx, .html, .pdf, .json and .csv, with index.json and manifest.json; all or nothing.

    The same report gives the same bytes, but for the PDF and its lines in index and manifest. `name` is that of the
    data file, or the title, unless given. `inputs` are what the report was read from: the manifest names their
    digests, and waivers; with a `signer` it is signed; `lossy` is as for `sound`. A folder that was published before
    is replaced, any other is left alone. Raises UnsoundReport for what is not sound, CannotRender where a program or
    a font is missing, the folder cannot be written, or a report with waivers comes without its inputs.
    """
    document = _document(subject, options, lossy)
    if document.waivers and (inputs is None or len(inputs.waivers) < len(document.waivers)):
        words = Words("清单要写明豁免，请用 inputs 给出", "the manifest tells the waivers: give them as `inputs`")
        raise CannotRender(words)
    base = file_name(name or _own_name(subject, document), otherwise="report")
    print_ = _Printer(document.options.substitute_fonts) if pdf else _nothing
    files = contents(document, base, template, print_)
    made = manifest(document, files, **_derivation(files[f"{base}.json"], base, template, inputs))
    files[MANIFEST] = made.encode()
    if signer is not None:
        files[MANIFEST + SIGNATURE_END] = signature(files[MANIFEST], signer)
    target = write_folder(folder, files, lambda folder: is_published(folder, BESIDE))
    replaced = print_.replaced if isinstance(print_, _Printer) else {}
    return Published(target, tuple(sorted(files)), document.warnings, replaced, made)


def _document(subject: Reading | Report | SoundReport, options: Options | None, lossy: bool) -> SoundReport:
    if isinstance(subject, SoundReport):
        return subject if options is None else attrs.evolve(subject, options=options)
    return sound(subject, options=options, lossy=lossy)


def _own_name(subject: object, document: SoundReport) -> str:
    named = subject.name if isinstance(subject, Reading) else ""
    return PurePath(named).stem or "".join(document.title)


def _derivation(data: bytes, base: str, template: Any, inputs: Inputs | None) -> dict[str, Any]:
    """What the folder is derived from: its own data file, under the waivers and beside the report of the inputs."""
    own = Inputs(data=(f"{base}.json", data), template=template)
    if inputs is None:
        return {"inputs": own}
    own = attrs.evolve(own, previous=inputs.previous, waivers=inputs.waivers, called=inputs.reading.name)
    return {"inputs": own, "source": file_digest(*inputs.data)}


class _Printer:
    """Prints the PDF of a Word document and keeps which fonts were replaced."""

    def __init__(self, substitute_fonts: bool) -> None:
        self._substitute_fonts = substitute_fonts
        self._printed: Pdf | None = None

    def __call__(self, word: bytes) -> bytes:
        (self._printed,) = to_pdf([word], substitute_fonts=self._substitute_fonts)
        return self._printed.data

    @property
    def replaced(self) -> Mapping[str, str]:
        return self._printed.replaced if self._printed is not None else {}


def _nothing(word: bytes) -> None:
    return None
