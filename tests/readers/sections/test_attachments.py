"""What follows a signature and opens no attachment stays what it is."""

from __future__ import annotations

from typing import Any, cast

from gikreport.model.cell import Place
from gikreport.readers.found import FoundParagraph
from gikreport.readers.sections.attachments import find_attachments


def test_lines_that_open_nothing_belong_to_no_attachment() -> None:
    line = FoundParagraph("此页无正文", Place(line=1))
    assert find_attachments([line, None], cast(Any, None)) == ((), (line,))
