"""The properties of a Word document: what was waived, and what was left out, stands in its description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...model.document import Draft, SoundReport

_CORE: Final = "docProps/core.xml"
_DESCRIPTION: Final = "{http://purl.org/dc/elements/1.1/}description"


def described(document: SoundReport | Draft) -> str:
    """What the description says of waivers, and of what was not read; "" where there is neither."""
    waivers = document.waivers if isinstance(document, SoundReport) else ()
    return "\n".join(filter(None, ("豁免：" + "；".join(waivers) if waivers else "", left_out(document))))


def left_out(document: SoundReport | Draft) -> str:
    """What of the file was not read, in one line; "" where nothing was left out."""
    remarks = document.left_out if isinstance(document, SoundReport) else ()
    return "未读入：" + "；".join(one.told() for one in remarks) if remarks else ""


def with_description(members: Mapping[str, bytes], document: SoundReport | Draft) -> Mapping[str, bytes]:
    """The members of a .docx with what was waived and left out among its core properties."""
    text = described(document)
    return {**members, _CORE: _described(members[_CORE], text)} if text and _CORE in members else members


def _described(core: bytes, text: str) -> bytes:
    from ...office.tree import tree

    changed = tree(core)
    found = changed.root.find(_DESCRIPTION)
    if found is None:
        changed.declare("dc", _DESCRIPTION[1:].partition("}")[0])
        found = changed.root.makeelement(_DESCRIPTION, {})
        changed.root.append(found)
    found.text = text
    return changed.written()
