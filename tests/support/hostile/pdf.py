"""PDF files that take time or memory, and files that only an office program opens."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from support.hostile.kind import MOST_UNPACKED, Kind, filled, numbered, zeros
from support.hostile.packages import packed

_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R>>"
_FONT = "<</Font<</F 6 0 R>>/XObject<</X 7 0 R>>>>"
_HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_WORDS = b"BT /F 12 Tf 50 700 Td (1) Tj ET "
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_DOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{}'
    "</office:text></office:body></office:document-content>"
)


def _pdf(
    content: bytes = _WORDS, *, filters: str = "", page: str = _PAGE, font: str = _HELVETICA, form: bytes = b"",
    form_says: str = "/Subtype/Form/BBox[0 0 9 9]", more: Sequence[bytes] = (), trailer: str = "",
    pages: str = "<</Type/Pages/Kids[3 0 R]/Count 1>>",
) -> bytes:  # fmt: skip
    """A PDF of one page: its content, font 6 and form 7, and further objects from 8 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", pages.encode(), page.encode(), _stream(content, filters), _FONT.encode(),
        font.encode(), _stream(form, form_says), *more,
    ]  # fmt: skip
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(places) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{len(written)}\n%%EOF"
    return bytes(written) + end.encode()


def _stream(data: bytes, says: str = "") -> bytes:
    return f"<</Length {len(data)}{says}>>stream\n".encode() + data + b"\nendstream"


def _operators(unit: bytes, size: int) -> bytes:
    return _pdf(_WORDS + unit * max(1, size // len(unit)))


def deflated(size: int) -> bytes:
    return _pdf(zeros(min(size * 1000, MOST_UNPACKED)), filters="/Filter/FlateDecode")


def deflated_twice(size: int) -> bytes:
    return _pdf(zlib.compress(zeros(min(size * 1000, MOST_UNPACKED))), filters="/Filter[/FlateDecode/FlateDecode]")


def filters_listed(size: int) -> bytes:
    return _pdf(b"1>", filters=filled("/ASCIIHexDecode", size, "/Filter[", "]"))


def run_lengths(size: int) -> bytes:
    return _pdf(b"\x81q" * (size // 2), filters="/Filter/RunLengthDecode")


def predictor(size: int) -> bytes:
    says = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000/Colors 99>>"
    return _pdf(zlib.compress(b"\2" * size * 10), filters=says)


def states(size: int) -> bytes:
    return _operators(b"q ", size)


def characters(size: int) -> bytes:
    return _operators(b"BT /F 9 Tf (11111111) Tj ET ", size)


def characters_in_one_place(size: int) -> bytes:
    return _pdf(b"BT /F 9 Tf " + b"(1) Tj 0 0 Td " * (size // 14) + b"ET")


def level_and_upright_lines(size: int) -> bytes:
    pairs = numbered("0 {n} m 500 {n} l S {n} 0 m {n} 800 l S\n", size)
    return _pdf(_WORDS + pairs.encode())


def boxes(size: int) -> bytes:
    return _pdf(_WORDS + numbered("{n} {n} 9 9 re S\n", size).encode())


def curves(size: int) -> bytes:
    return _operators(b"0 0 1 1 2 2 c ", size)


def path_without_end(size: int) -> bytes:
    return _operators(b"1 1 l ", size)


def operands(size: int) -> bytes:
    return _operators(b"1 ", size)


def lists_nested(size: int) -> bytes:
    return _operators(b"[", size)


def words_nested(size: int) -> bytes:
    return _operators(b"<<", size)


def brackets(size: int) -> bytes:
    return _operators(b"(", size)


def inline_pictures(size: int) -> bytes:
    return _operators(b"BI /W 1 ID E", size)


def form_in_itself(size: int) -> bytes:
    return _pdf(_WORDS + b"/X Do ", form=b"/X Do " * (size // 6), form_says="/Subtype/Form/Resources 5 0 R")


def forms_doubled(size: int) -> bytes:
    """Each form draws the next one as often as the size allows, twenty deep."""
    draws = b"/X Do " * max(2, size // 120)
    says = "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>"
    forms = [_stream(draws, says.format(number + 1)) for number in range(8, 27)]
    return _pdf(_WORDS + b"/X Do ", form=draws, form_says=says.format(8), more=forms)


def page_in_itself(size: int) -> bytes:
    return _pdf(pages=filled("2 0 R ", size, "<</Type/Pages/Kids[", "]/Count 1>>"))


def page_again(size: int) -> bytes:
    return _pdf(pages=filled("3 0 R ", size, "<</Type/Pages/Kids[", "]/Count 1>>"))


def page_deep(size: int) -> bytes:
    count = max(1, size // 60)
    nodes = [f"<</Type/Pages/Kids[{number + 1} 0 R]>>".encode() for number in range(8, 8 + count)]
    return _pdf(pages="<</Type/Pages/Kids[8 0 R]>>", more=[*nodes, _PAGE.encode()])


def page_size(size: int) -> bytes:
    return _pdf(_WORDS * (size // 32), page=_PAGE.replace("595 842", "1e30 -1e30"))


def page_parents(size: int) -> bytes:
    return _pdf(_WORDS * (size // 32), pages="<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>", page=_PAGE.replace(
        "/MediaBox[0 0 595 842]", ""))  # fmt: skip


def contents_listed(size: int) -> bytes:
    return _pdf(page=_PAGE.replace("4 0 R", filled("4 0 R ", size, "[", "]")))


def code_range(size: int) -> bytes:
    return _mapped(filled("<00000000> <7fffffff> <0000>\n", size, "1 beginbfrange\n", "endbfrange"))


def code_ranges(size: int) -> bytes:
    return _mapped(filled("<0000> <ffff> <0000>\n", size, "9 beginbfrange\n", "endbfrange"))


def code_list(size: int) -> bytes:
    return _mapped(filled("<0000>", size, "1 beginbfrange\n<0000> <ffff> [", "] endbfrange"))


def _mapped(ranges: str) -> bytes:
    font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 9 0 R>>"
    child = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)>>>>"
    return _pdf(font=font, more=[child, _stream(ranges.encode())])


def widths(size: int) -> bytes:
    font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[8 0 R]>>"
    child = filled("0 2000000000 500 ", size, "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[", "]>>")
    return _pdf(font=font, more=[child.encode()])


def differences(size: int) -> bytes:
    return _pdf(font=filled("/a ", size, _HELVETICA[:-2] + "/Encoding<</Differences[0 ", "]>>>>"))


def xref_in_a_circle(size: int) -> bytes:
    made = _pdf(_WORDS * (size // 32), trailer="/Prev 0000000000")
    return made.replace(b"/Prev 0000000000", b"/Prev %010d" % made.rindex(b"xref\n0"))


def xref_count(size: int) -> bytes:
    made = _pdf(_WORDS * (size // 32))
    return made.replace(b"xref\n0 8\n", b"xref\n0 999999999\n")


def xref_missing(size: int) -> bytes:
    return filled("1 0 obj ", size, "%PDF-1.7\n").encode()


def start_missing(size: int) -> bytes:
    return filled("startxref\n0\n", size, "%PDF-1.7\n").encode()


def object_stream(size: int) -> bytes:
    packed_objects = _stream(b"1 0 " * (size // 4), "/Type/ObjStm/N 999999999/First 4")
    return _pdf(page=_PAGE.replace("4 0 R", "99 0 R"), more=[packed_objects])


def length_of_itself(size: int) -> bytes:
    made = _pdf(_WORDS * (size // 32), more=[b"8 0 R"])
    return made.replace(b"/Length ", b"/Length 8 0 R %", 1)


def names(size: int) -> bytes:
    return _pdf(font=f"<<{numbered('/K{n} 1', size)}>>")


def groups(size: int) -> bytes:
    return filled("{", size, "{\\rtf1 ").encode()


def binary(size: int) -> bytes:
    return filled("\\bin999999999 ", size, "{\\rtf1 ").encode()


def old_file(size: int) -> bytes:
    return _OLE + b"\xfe\xff" * (size // 2)


def old_workbook(size: int) -> bytes:
    return _OLE + "Workbook".encode("utf-16-le") * (size // 16)


def cells_repeated(size: int) -> bytes:
    cell = '<table:table-row table:number-rows-repeated="9999"><table:table-cell table:number-columns-repeated="999"/>'
    return _open_document(filled(f"<table:table>{cell}</table:table-row></table:table>", size))


def spans_nested(size: int) -> bytes:
    half = size // 24
    return _open_document(f"<text:p>{'<text:span>' * half}{'</text:span>' * half}</text:p>")


def blanks_counted(size: int) -> bytes:
    return _open_document(filled('<text:s text:c="65535"/>', size, "<text:p>", "</text:p>"))


def _open_document(content: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    listed = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{space}">{listed}</manifest:manifest>'
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": _OPEN_DOCUMENT.format(content)}
    return packed(parts)


_PDF = (
    deflated, deflated_twice, filters_listed, run_lengths, predictor, states, characters, characters_in_one_place,
    level_and_upright_lines, boxes, curves, path_without_end, operands, lists_nested, words_nested, brackets,
    inline_pictures, form_in_itself, forms_doubled, page_in_itself, page_again, page_deep, page_size, page_parents,
    contents_listed, code_range, code_ranges, code_list, widths, differences, xref_in_a_circle, xref_count,
    xref_missing, start_missing, object_stream, length_of_itself, names,
)  # fmt: skip
KINDS = (
    *(Kind(make, ".pdf") for make in _PDF),
    *(Kind(make, ".rtf") for make in (groups, binary)),
    *(Kind(make, ".doc") for make in (old_file, old_workbook)),
    *(Kind(make, ".odt") for make in (cells_repeated, spans_nested, blanks_counted)),
)
