"""Workbooks that take time or memory: as a report, as a register of requests, as the list of a batch."""

from __future__ import annotations

from support.hostile.kind import SECTIONS, TITLE, Kind, filled, numbered
from support.hostile.packages import sheet_part, xlsx

_LABEL = '<c r="A{n}" t="inlineStr"><is><t>本年新收</t></is></c>'
_NUMBER = "<c r='B{n}'><v>1</v></c>"
_STRING = '<c t="s"><v>0</v></c>'
_OWN = (
    '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)


_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def _typed(*texts: str) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>"


_HEADINGS = _typed("编号", "申请人类型", "收到日期", "办结日期", "办理结果")
_FIRST = _HEADINGS + _typed(TITLE) + _typed(SECTIONS[0])  # a register and a report, both poor ones
_KEYS = _typed("agency", "year", "t3.natural_person.received")


def rows(size: int) -> bytes:
    return xlsx(numbered(f'<row r="{{n}}">{_LABEL}{_NUMBER}</row>', size).replace('r="0"', "").replace('r="A0"', ""))


def empty_rows(size: int) -> bytes:
    return xlsx(_FIRST + filled("<row/>", size))


def row_numbers(size: int) -> bytes:
    return xlsx(_FIRST + filled('<row r="4000000000"><c><v>1</v></c></row>', size))


def row_number_digits(size: int) -> bytes:
    return xlsx(_FIRST + filled("9", size, '<row r="', '"/>'))


def last_cell(size: int) -> bytes:
    return xlsx(_FIRST + filled('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', size))


def last_column(size: int) -> bytes:
    return xlsx(_FIRST + numbered('<row r="{n}1"><c r="XFD{n}1"><v>1</v></c></row>', size))


def dimension(size: int) -> bytes:
    return xlsx(filled(_FIRST, size), before='<dimension ref="A1:XFD1048576"/>')


def merge_of_a_sheet(size: int) -> bytes:
    return xlsx(_FIRST, after=filled('<mergeCell ref="A1:XFD1048576"/>', size, "<mergeCells>", "</mergeCells>"))


def merges_below_each_other(size: int) -> bytes:
    areas = numbered('<mergeCell ref="A{n}1:IV{n}99"/>', size)
    return xlsx(_FIRST, after=f"<mergeCells>{areas}</mergeCells>")


def merges_of_one_cell(size: int) -> bytes:
    return xlsx(_FIRST, after=filled('<mergeCell ref="A1:B200"/>', size, "<mergeCells>", "</mergeCells>"))


def string_used_again(size: int) -> bytes:
    used = filled(f"<row>{_STRING}</row>", min(size // 2, 200_000))
    return xlsx(used, strings=filled("收到申请", size // 2, "<si><t>", "</t></si>"))


def strings(size: int) -> bytes:
    return xlsx(_FIRST, strings=filled("<si><t>a</t></si>", size))


def rich_text(size: int) -> bytes:
    return xlsx(f"<row>{_STRING}</row>", strings=filled("<r><t>1</t></r>", size, "<si>", "</si>"))


def rich_text_in_a_cell(size: int) -> bytes:
    return xlsx(filled("<r><t>1</t></r>", size, '<row><c t="inlineStr"><is>', "</is></c></row>"))


def readings_of_characters(size: int) -> bytes:
    ruby = filled('<rPh sb="0" eb="1"><t>a</t></rPh>', size, "<si><t>字</t>", "</si>")
    return xlsx(f"<row>{_STRING}</row>", strings=ruby)


def cells_of_one_row(size: int) -> bytes:
    return xlsx(filled("<c><v>1</v></c>", size, "<row>", "</row>"))


def styles(size: int) -> bytes:
    return xlsx(_FIRST, styles=filled('<xf numFmtId="0"/>', size, "<cellXfs>", "</cellXfs>"))


def fonts(size: int) -> bytes:
    return xlsx(_FIRST, styles=filled("<font><b/></font>", size, "<fonts>", "</fonts>"))


def number_formats(size: int) -> bytes:
    form = filled("[$-804]yyyy", size, '<numFmts><numFmt numFmtId="200" formatCode="', '"/></numFmts>')
    used = '<cellXfs><xf numFmtId="0"/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs>'
    return xlsx('<row><c s="1"><v>44000</v></c></row>', styles=form + used)


def names(size: int) -> bytes:
    return xlsx(_FIRST, names=numbered('<definedName name="a{n}">表!$A$1</definedName>', size))


def many_sheets(size: int) -> bytes:
    return xlsx(_FIRST, sheets=max(1, size // 1500))


def validations(size: int) -> bytes:
    one = '<dataValidation sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation>'
    return xlsx(_FIRST, after=filled(one, size, "<dataValidations>", "</dataValidations>"))


def validation_areas(size: int) -> bytes:
    area = filled("A1:B2 ", size, '<dataValidations><dataValidation sqref="', '"/></dataValidations>')
    return xlsx(_FIRST, after=area)


def conditions(size: int) -> bytes:
    one = '<conditionalFormatting sqref="A1:XFD9999"><cfRule type="top10" priority="1"/></conditionalFormatting>'
    return xlsx(_FIRST, after=filled(one, size))


def links(size: int) -> bytes:
    return xlsx(_FIRST, after=filled('<hyperlink ref="A1:XFD99999"/>', size, "<hyperlinks>", "</hyperlinks>"))


def column_widths(size: int) -> bytes:
    return xlsx(_FIRST, before=filled('<col min="1" max="2147483647" width="9"/>', size, "<cols>", "</cols>"))


def formulas(size: int) -> bytes:
    return xlsx(filled("<row><c><f>SUM(A1:XFD1048576)</f></c></row>", size))


def formula_text(size: int) -> bytes:
    return xlsx(filled("(", size, "<row><c><f>", "</f></c></row>"))


def shared_formula(size: int) -> bytes:
    first = '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">B1+C1</f></c></row>'
    return xlsx(first + numbered('<row r="{n}2"><c r="A{n}2"><f t="shared" si="0"/></c></row>', size))


def array_formula(size: int) -> bytes:
    return xlsx(filled('<row><c r="A1"><f t="array" ref="A1:XFD1048576">1</f></c></row>', size))


def calculation_chain(size: int) -> bytes:
    chain = sheet_part("calcChain", filled('<c r="A1" i="1"/>', size))
    return xlsx(_FIRST, parts={"xl/calcChain.xml": chain})


def hidden_rows(size: int) -> bytes:
    return xlsx(filled('<row hidden="1"><c><v>1</v></c></row>', size))


def number_digits(size: int) -> bytes:
    return xlsx(filled("9", size, "<row><c><v>", "</v></c></row>"))


def number_exponent(size: int) -> bytes:
    return xlsx(_typed("本年新收", "1") + filled("<row><c><v>1e308</v></c><c><v>1e-320</v></c></row>", size))


def string_index(size: int) -> bytes:
    return xlsx(filled("9", size, '<row><c t="s"><v>', "</v></c></row>"))


def dates(size: int) -> bytes:
    return xlsx(_FIRST + filled('<row><c t="d"><v>99999-99-99T99</v></c></row>', size))


def too_deep(size: int) -> bytes:
    half = max(1, size // 7)
    return xlsx("<a>" * half + "</a>" * half)


def cell_reference(size: int) -> bytes:
    return xlsx(filled("A", size, '<row><c r="', '1"><v>1</v></c></row>'))


def _own(year: str, size: int, text: str) -> bytes:
    named = f'name="gikreport" pid="2" fmtid="{_PROPERTY}"'
    value = f"<property {named}><vt:lpwstr>y2021</vt:lpwstr></property>"
    data = _typed("行政机关", "某办") + _typed("年度", year) + filled(_typed("标题", text), size)
    return xlsx(data, called="正文", parts={"docProps/custom.xml": _OWN.format(value)})


def own_year(size: int) -> bytes:
    return _own("24", size, "字")


def own_year_digits(size: int) -> bytes:
    return _own("9" * size, 1, "字")


def own_lines(size: int) -> bytes:
    return _own("2021", size, "收到申请1件")


def dotted_keys(size: int) -> bytes:
    return xlsx(_typed("agency", "a" + ".a" * (size // 2)) + _typed("某办", "1"))


def key_columns(size: int) -> bytes:
    keys = "".join(f"<c t='inlineStr'><is><t>k{n}</t></is></c>" for n in range(size // 80))
    return xlsx(_typed("agency").replace("</row>", keys + "</row>") + _typed("某办"))


def reports(size: int) -> bytes:
    return xlsx(_KEYS + filled(_typed("某办", "24", "x"), size))


_CHECK = (
    rows, empty_rows, row_numbers, row_number_digits, last_cell, last_column, dimension, merge_of_a_sheet,
    merges_below_each_other, merges_of_one_cell, string_used_again, strings, rich_text, rich_text_in_a_cell,
    readings_of_characters, cells_of_one_row, styles, fonts, number_formats, names, many_sheets, validations,
    validation_areas, conditions, links, column_widths, formulas, formula_text, shared_formula, array_formula,
    calculation_chain, hidden_rows, number_digits, number_exponent, string_index, dates, too_deep, cell_reference,
    own_year, own_year_digits, own_lines,
)  # fmt: skip
_REGISTER = (
    row_numbers, last_cell, last_column, string_used_again, strings, cells_of_one_row, dimension, row_number_digits,
)  # fmt: skip
_BATCH = (row_numbers, last_cell, dotted_keys, key_columns, reports, many_sheets)
KINDS = tuple(
    Kind(make, ".xlsx", command)
    for command, makers in (("check", _CHECK), ("register", _REGISTER), ("batch", _BATCH))
    for make in makers
)
