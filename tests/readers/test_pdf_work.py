"""The work of a PDF is counted before it begins: pages that are too full are refused, long reports have more time."""

from __future__ import annotations

import io
import zlib

import pdfplumber
import pytest

import gikreport
from gikreport.limits import Limits, held
from gikreport.readers.formats.pdf import find_pdf
from gikreport.readers.formats.pdf_fonts import codes_named, widths_named
from gikreport.readers.formats.pdf_work import PagesWork
from support.hostile import KINDS

BY_NAME = {kind.name: kind for kind in KINDS}
TEXT = b"BT /F 9 Tf 50 700 Td (" + b"1" * 60 + b") Tj ET "


def pages(contents: list[bytes], form: bytes = b"") -> bytes:
    """A PDF with a page for each of the contents, deflated; the same contents are one stream. /X is a form."""
    streams = {content: 4 + number for number, content in enumerate(dict.fromkeys(contents))}
    first = 4 + len(streams)
    kids = " ".join(f"{first + number} 0 R" for number in range(len(contents)))
    resources = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 3 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}/MediaBox[0 0 595 842]/Resources {resources}>>".encode(),
        stream(form, f"/Subtype/Form/BBox[0 0 9 9]/Resources {resources}"),
        *(stream(content) for content in streams),
        *(f"<</Type/Page/Parent 2 0 R/Contents {streams[content]} 0 R>>".encode() for content in contents),
    ]
    made, table = b"%PDF-1.7\n", f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    for number, one in enumerate(objects, 1):
        table += f"{len(made):010d} 00000 n \n"
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    return made + f"{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF".encode()


def stream(content: bytes, says: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<</Length {len(packed)}/Filter/FlateDecode{says}>>stream\n".encode() + packed + b"\nendstream"


@pytest.fixture
def granted(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that a PDF is given beyond the usual ones."""
    given: list[float] = []
    monkeypatch.setattr("gikreport.readers.formats.pdf_work.more_time", given.append)
    return given


def refused(data: bytes) -> str:
    with pytest.raises(gikreport.Unreadable) as raised:
        find_pdf(data, "a.pdf")
    return raised.value.told().partition("，")[0]


BEYOND = "a.pdf 读不出来\n  第 {} 页：PDF 一页的操作和字数超过 30,000"


def test_a_page_that_is_too_full_is_refused_before_it_is_read() -> None:
    assert refused(pages([TEXT, b"q Q " * 15_001])) == BEYOND.format(2)
    assert refused(pages([b"(" + b"1" * 60_002 + b")Tj"])) == BEYOND.format(1)
    assert refused(pages([b"<" + b"0" * 120_010 + b">Tj"])) == BEYOND.format(1)
    assert refused(pages([TEXT + b"/X Do " * 400], b"q Q " * 40)) == BEYOND.format(1)
    assert refused(pages([b" " * 3_000_100])) == BEYOND.format(1)
    assert refused(pages([b" " * (2**24 + 1)])).endswith("第 1 页：一个部件的字节数超过 16,777,216")


@pytest.mark.parametrize("name", ["states", "characters", "forms-doubled", "deflated", "deflated-twice"])
def test_hostile_pages_are_refused_by_what_they_hold(name: str) -> None:
    assert refused(BY_NAME[f"pdf-{name}"].make(100_000)).startswith(
        ("a.pdf 读不出来\n  第 1 页：", "a.pdf 读不出来\n  PDF")
    )


@pytest.mark.parametrize("says", ["Columns 2000000000", "Colors\n0012345678", "BitsPerComponent 9999999"])
def test_rows_wider_than_any_picture_are_refused_before_room_is_made_for_them(says: str) -> None:
    said = f"/DecodeParms<</Predictor 12/{says}>>"
    assert refused(pages([TEXT]).replace(b"/Filter/FlateDecode>>", f"/Filter/FlateDecode{said}>>".encode(), 1)) == (
        "a.pdf 读不出来\n  PDF 已损坏"
    )


@pytest.mark.parametrize("name", ["widths", "code-range", "code-ranges"])
def test_fonts_that_name_more_codes_than_there_are_characters_are_refused(name: str) -> None:
    assert refused(BY_NAME[f"pdf-{name}"].make(3000)) == "a.pdf 读不出来\n  PDF 已损坏"


def test_the_codes_of_a_font_are_counted_by_its_ranges() -> None:
    table = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0000> <0009> <4E00> <0010> <0011> "
    table += b"[<4E00> <5E00>] <20> <2 1> <1> endbfrange 1 beginbfchar <0001> <FFFF> endbfchar"
    assert codes_named(table) == 10 + 2 + 2
    assert widths_named([1, [500, 600], 10, 19, 500, 30, [1], 5, 4, 1]) == 2 + 10 + 1


def test_a_form_within_itself_is_counted_once() -> None:
    assert find_pdf(pages([TEXT], b"/X Do /X Do")).items
    with held(Limits(depth=3)):
        assert find_pdf(pages([TEXT + b"/X Do"], b"/X Do")).items


def count(data: bytes) -> None:
    """Count the work of each page, and read none."""
    work = PagesWork("a.pdf")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            work.hold(page.page_obj, number)


def test_forty_full_pages_have_four_times_what_they_take_and_a_report_of_a_few_pages_no_more(
    granted: list[float],
) -> None:
    full = [TEXT * 20 + b"% " + str(number).encode() for number in range(40)]
    count(pages(full))
    assert sum(granted) == pytest.approx((40 * 20 * 36 - 6000) * 0.0004)
    for few in (full[:8], full[:1] * 40):  # a report, and one page again and again
        granted.clear()
        count(pages(few))
        assert sum(granted) == 0
    count(pages([TEXT * 800 + b"% " + str(number).encode() for number in range(3)]))
    assert sum(granted) == pytest.approx(3000 * 0.0004)  # no page counts for more than a full one


def test_what_is_no_operator_is_not_counted() -> None:
    comments = b"%" + b" q" * 20_000 + b"\n"
    names = b"/q" * 20_000 + b" gs "
    assert find_pdf(pages([TEXT + comments + names])).items
