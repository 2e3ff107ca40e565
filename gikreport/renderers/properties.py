"""The properties of a Word document: what was waived stands in its description."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from ..model.document import Draft, SoundReport

_CORE: Final = "docProps/core.xml"
_DESCRIPTION: Final = "{http://purl.org/dc/elements/1.1/}description"


def waived(document: SoundReport | Draft) -> str:
    """What the description says of the waivers of a report; "" where there are none."""
    waivers = document.waivers if isinstance(document, SoundReport) else ()
    return "豁免：" + "；".join(waivers) if waivers else ""


def with_description(package: bytes, text: str) -> bytes:
    """The package with this description among its core properties; every other member stays as it is."""
    if not text:
        return package
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, _described(content, text) if info.filename == _CORE else content)
    return written.getvalue()


def _described(core: bytes, text: str) -> bytes:
    from lxml import etree

    root = etree.fromstring(core)
    found = root.find(_DESCRIPTION)
    if found is None:
        found = etree.SubElement(root, _DESCRIPTION)
    found.text = text
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
