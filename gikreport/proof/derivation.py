"""A document made again from what its manifest names."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path, PurePath

import attrs

from ..errors import Unreadable, Words
from ..files import file_bytes
from ..lifecycle.publish import DATA, INDEX, contents, index
from ..model.document import SoundReport
from ..model.options import Options
from ..renderers import render
from ..renderers.docx import render_docx
from .difference import same_content
from .digests import codec_used
from .inputs import Inputs
from .manifest import Manifest, manifest
from .verdict import Verdict, verdict


@attrs.frozen(kw_only=True)
class Derivation:
    """The inputs of a manifest where they lie now, and what comes out of them.

    `given` holds the paths of what does not lie in the folder of the manifest: data, previous, template. Each property
    raises Unreadable where a file is not found or cannot be read, and UnsoundReport where no document comes of it.
    """

    stated: Manifest
    folder: Path
    given: Mapping[str, Path]

    @functools.cached_property
    def is_folder(self) -> bool:
        """Whether the manifest is that of a published folder, not of a single file."""
        return any(output.name == INDEX for output in self.stated.outputs)

    @property
    def data(self) -> Path:
        """The data file."""
        return self.given.get("data") or self._beside(self._own_data, "data")

    @property
    def _own_data(self) -> str:
        """The name of the data as they lie there: those of a folder in a folder of their own."""
        return f"{DATA}/{self.stated.data.name}" if self.is_folder else self.stated.data.name

    @property
    def previous(self) -> Path | None:
        """Last year's report, where there was one."""
        if self.stated.previous is None:
            return None
        return self.given.get("previous") or self._beside(self.stated.previous.name, "previous")

    @property
    def template(self) -> Path | None:
        """The office's own template, where there was one."""
        if self.stated.template is None:
            return None
        return self.given.get("template") or self._beside(self.stated.template, "template")

    def _beside(self, name: str, option: str) -> Path:
        path = self.folder / plain_name(name)
        if not path.exists():
            raise Unreadable(
                Words(f"没有找到 {name}：用 --{option} 指出", f"{name} was not found: name it with --{option}")
            )
        return path

    def content(self, name: str) -> bytes | None:
        """What stands in an output now, None where it is not there."""
        path = self.folder / plain_name(name)
        return file_bytes(path) if path.is_file() else None

    @functools.cached_property
    def inputs(self) -> Inputs:
        """All of it, read."""
        return Inputs(
            data=self.data,
            previous=self.previous,
            waivers=self.stated.waivers,
            template=self.template,
            called=self.stated.called,
            lossy=True,  # what is there was made, and tells what was left out
        )

    @functools.cached_property
    def document(self) -> SoundReport:
        """The report with the options and waivers of the manifest."""
        try:
            options = Options(**self.stated.options)
        except (TypeError, ValueError) as error:
            raise Unreadable(Words(f"清单的 options 不对：{error}", f"options of the manifest: {error}")) from None
        document = self.inputs.document(options)
        # The data of a folder state no total, so that a waiver for a printed one excuses nothing in them.
        told = tuple(waiver.told for waiver in self.stated.waivers)
        return attrs.evolve(document, waivers=told) if self.is_folder else document

    @functools.cached_property
    def outputs(self) -> Mapping[str, bytes]:
        """Every output that can be made again, by its name; packed as it is there where only the packing differs.

        That is so where the codec of the manifest is of another version than this machine's.
        """
        document, template = self.document, self.inputs.template
        if self.is_folder:
            base = PurePath(self.stated.data.name).stem
            made = contents(document, base, template, lambda word: self._printed)
        else:
            names = (output.name for output in self.stated.outputs if output.derived)
            made = {name: render(document, PurePath(name).suffix, template=template) for name in names}
        return self._packed_as_there(made) if self.stated.codec != codec_used() else made

    def _packed_as_there(self, made: Mapping[str, bytes]) -> Mapping[str, bytes]:
        packed = dict(made)
        for name, content in made.items():
            actual = self.content(name)
            if actual is not None and same_content(name, actual, content):
                packed[name] = actual
        listed = {name: content for name, content in packed.items() if name != INDEX}
        return {**listed, INDEX: index(self.document, listed)} if self.is_folder else packed

    @property
    def _printed(self) -> bytes | None:
        names = (output.name for output in self.stated.outputs if not output.derived)
        return next((self.content(name) or b"" for name in names), None)

    @property
    def word(self) -> bytes:
        """The Word document that a PDF is printed from."""
        options = attrs.evolve(self.document.options, grid="" if not self.is_folder else self.document.options.grid)
        return render_docx(attrs.evolve(self.document, options=options), self.inputs.template)

    @property
    def manifest(self) -> Manifest:
        """The manifest of what came out here."""
        printed = {one.name: self.content(one.name) or b"" for one in self.stated.outputs if not one.derived}
        there = {name: content for name, content in printed.items() if content}
        return manifest(self.document, {**there, **self.outputs}, self.inputs, source=self.stated.source)

    @property
    def verdict(self) -> Verdict:
        """The verdict on the data; of a folder, on the data that lie in it."""
        own = self.folder / plain_name(self._own_data)
        inputs = attrs.evolve(self.inputs, data=own) if self.is_folder else self.inputs
        return verdict(inputs.reading, self.stated.waivers, inputs.year_before)


def plain_name(name: str) -> str:
    """A name that leads nowhere else; raises Unreadable for any other."""
    inside = name.removeprefix(f"{DATA}/")
    if PurePath(inside).name != inside or "\\" in name or "\0" in name or inside in ("", ".", ".."):
        raise Unreadable(Words(f"清单中的文件名不对：{name!r}", f"no name of a file: {name!r}"))
    return name
