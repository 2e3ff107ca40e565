"""Whether a document still is what its manifest says, and comes out of its data again."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import attrs

from ..errors import GikreportError, Problem, Unreadable, Words
from ..files import file_bytes
from ..lifecycle.publish import DATA, file_names
from .derivation import Derivation
from .deviations import input_deviations, output_deviations, stated_deviations, why
from .digests import codec_used, rules_digest
from .folder import BESIDE, MANIFEST, SIGNATURE_END
from .manifest import KIND, VERSION, Manifest
from .signature import PublicKey, signature_fault
from .structure import structured

MANIFEST_END: Final = ".manifest.json"  # of the manifest of a single file
_MANIFEST: Final = Words("gikreport 的清单", "manifest of gikreport")


@attrs.frozen(kw_only=True)
class Verification:
    """What came of verifying: the manifest, everything that does not hold, and what is to be known beside it."""

    manifest: Manifest
    deviations: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def exit_code(self) -> int:
        """0 where all of it holds, 1 where anything does not."""
        return int(bool(self.deviations))


def verify(
    path: str | Path,
    *,
    data: str | Path | None = None,
    previous: str | Path | None = None,
    template: str | Path | None = None,
    public_key: PublicKey | None = None,
) -> Verification:
    """Compare a published folder, or a file with its manifest beside it, with the manifest, and make it again.

    Every file is held against its digests; the outputs are derived from the data and compared byte for byte; the
    verdict is reached again. `data`, `previous` and `template` name the files that do not lie beside the manifest.
    Raises Unreadable where there is no manifest or it is not one.
    """
    place = _place(Path(path))
    content = file_bytes(place)
    stated = read_manifest(content, place.name)
    given = {"data": data, "previous": previous, "template": template}
    paths = {name: Path(one) for name, one in given.items() if one is not None}
    folder = place.parent.parent if _is_of_folder(place) else place.parent
    now = Derivation(stated=stated, folder=folder, given=paths)
    deviations = [
        *_own(stated, content, place.name),
        *_signed(content, place, public_key),
        *_deviations(now),
        *(_unnamed(stated, folder) if _is_of_folder(place) else ()),
    ]
    return Verification(
        manifest=stated,
        deviations=tuple(deviations),
        notes=(*_unsigned(place, public_key), *_other_program(stated), *_not_made_again(now)),
    )


def read_manifest(content: bytes, name: str = MANIFEST) -> Manifest:
    """A manifest as its file states it; raises Unreadable with everything that is wrong with it at once."""
    stated = structured(Manifest, content, name, _MANIFEST)
    if (stated.kind, stated.format) != (KIND, VERSION):
        words = Words(f"{name} 不是{_MANIFEST.zh}", f"{name} is no {_MANIFEST.en}")
        said = f"{stated.kind} {stated.format}"
        due = Words(f"应为 {KIND} {VERSION}，实为 {said}", f"{KIND} {VERSION} is due, not {said}")
        raise Unreadable(words, [Problem("kind", due)])
    return stated


def _place(path: Path) -> Path:
    """Where the manifest lies: in a folder, beside a file, or what was named itself."""
    if path.is_dir():
        return path / MANIFEST if path.name == DATA and (path / MANIFEST).is_file() else path / BESIDE[0]
    return (
        path if path.name == MANIFEST or path.name.endswith(MANIFEST_END) else path.with_name(path.name + MANIFEST_END)
    )


def _is_of_folder(place: Path) -> bool:
    """Whether a manifest is that of a published folder, beside the data of which it lies."""
    return place.name == MANIFEST and place.absolute().parent.name == DATA


def _own(stated: Manifest, content: bytes, name: str) -> Iterator[Problem]:
    if stated.encode() != content or stated.due_digest != stated.digest:
        yield Problem(
            name,
            Words("清单本身有改动：与它自己的摘要不符", "the manifest itself was changed: its digest does not hold"),
        )


def _signed(content: bytes, place: Path, key: PublicKey | None) -> Iterator[Problem]:
    if key is None:
        return
    beside = place.with_name(place.name + SIGNATURE_END)
    if not beside.is_file():
        yield Problem(beside.name, Words("没有签名", "there is no signature"))
        return
    fault = signature_fault(content, file_bytes(beside), key, beside.name)
    if fault is not None:
        yield Problem(beside.name, fault)


def _unsigned(place: Path, key: PublicKey | None) -> Iterator[Problem]:
    if key is None and place.with_name(place.name + SIGNATURE_END).is_file():
        yield Problem(
            place.name,
            Words("有签名，没有核对：用 --public-key 给出公钥", "signed, and not checked: give --public-key"),
        )
    elif key is None:
        zh, en = "没有签名：清单和文件可能被一起换掉", "not signed: manifest and files may have been replaced together"
        yield Problem(place.name, Words(zh, en))


def _unnamed(stated: Manifest, folder: Path) -> Iterator[Problem]:
    names = {*BESIDE, *(output.name for output in stated.outputs)}
    for name in file_names(folder):
        if name not in names:
            yield Problem(name, Words("清单中没有这个文件", "the manifest does not name this file"))


def _other_program(stated: Manifest) -> Iterator[Problem]:
    """How this machine differs from the one that made the document."""
    here = version("gikreport")
    if stated.program.version != here:
        yield _differs("gikreport", stated.program.version, here)
    elif stated.program.rules != rules_digest():
        yield _differs("rules", stated.program.rules[:16], rules_digest()[:16])
    codec = codec_used()
    if stated.codec != codec:
        before, here = f"{stated.codec.name} {stated.codec.version}", f"{codec.name} {codec.version}"
        zh = f"清单由 {before} 压缩，本机是 {here}：逐字节不同的，改为逐项比对内容"
        en = f"packed by {before}, this machine has {here}: where bytes differ, the content is compared"
        yield Problem("codec", Words(zh, en))


def _differs(name: str, stated: str, here: str) -> Problem:
    return Problem(name, Words(f"清单由 {stated} 生成，本机是 {here}", f"made with {stated}, this machine has {here}"))


def _deviations(now: Derivation) -> Iterator[Problem]:
    """What does not hold of the files, and of what comes out of the data."""
    try:
        yield from input_deviations(now)
        derived = now.outputs
    except GikreportError as error:
        yield Problem(now.stated.data.name, why(error))
        derived = {}
    for output in now.stated.outputs:
        yield from output_deviations(output, now, derived.get(output.name))
    if derived:
        yield from stated_deviations(now)


def _not_made_again(now: Derivation) -> Iterator[Problem]:
    """The outputs of which the bytes are not, or cannot be, the same again."""
    for output in now.stated.outputs:
        if not output.derived:
            zh, en = "由 LibreOffice 打印：核对摘要和文字，不重新生成", "printed: held against its digests and the text"
            yield Problem(output.name, Words(zh, en))
