"""Templates after somebody edited them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from gikreport.forms.y2021 import FORM as Y2021
from gikreport.renderers.template.official import official_file

DOCUMENT = "word/document.xml"


def changed(docx: bytes, name: str, edit: Callable[[str], str]) -> bytes:
    """A template after somebody edited one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, edit(content.decode()).encode() if info.filename == name else content)
    return out.getvalue()


def replaced(old: str, new: str, name: str = DOCUMENT) -> bytes:
    official_bytes = official_file(Y2021)
    docx = changed(official_bytes, name, lambda xml: xml.replace(old, new, 1))
    assert docx != official_bytes
    return docx
