"""Web pages that take time or memory."""

from __future__ import annotations

from collections.abc import Callable

from support.hostile.kind import SECTIONS, TITLE, Kind, filled, numbered

_HEAD = f"<html><body><h1>{TITLE}</h1><h2>{SECTIONS[0]}</h2>"
_TABLE = "<table><tr><td>本年新收<td>"


def _page(name: str, unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """The kind of page that is one piece of markup again and again below the heading of a report."""

    def make(size: int) -> bytes:
        return filled(unit, size, _HEAD + before, after).encode()

    make.__name__ = name
    return make


def attributes(size: int) -> bytes:
    return f"{_HEAD}<p {numbered('a{n}=1 ', size)}>字</p>".encode()


def encoding_named(size: int) -> bytes:
    return f'<meta charset="{"x" * (size // 2)}"><p>{"字" * (size // 6)}'.encode()


def encoding_that_fails_late(size: int) -> bytes:
    return b'<html><meta charset="gb2312">' + b"\xd7\xd6" * (size // 2) + b"\xff"


def encoding_utf_7(size: int) -> bytes:
    return filled("+ADw-script+AD4-", size, '<meta charset="utf-7"><p>').encode()


_PAGES = (
    _page("starts", "<a "), _page("comments", "<!--"), _page("ends", "</a"), _page("instructions", "<?"),
    _page("declarations", "<!a "), _page("sections_of_data", "<![CDATA["), _page("sections_conditional", "<![if"),
    _page("attribute_unfinished", "<a x='"), _page("attribute_equals", "=", "<a x"),
    _page("attribute_long", "a", "<p title='", "'>"), _page("attribute_quotes", "\"'", "<p title="),
    _page("attribute_slashes", "/", "<p "), _page("attribute_blanks", " ", "<p a", ">"), _page("less_than", "<"),
    _page("less_than_blank", "< "), _page("ampersands", "&"), _page("reference_unfinished", "&amp"),
    _page("reference_digits", "9", "<p>&#", ";"), _page("reference_hex", "f", "<p>&#x", ";"),
    _page("reference_name", "a", "<p>&", ";"), _page("reference_in_attribute", "9", "<p title='&#", ";'>"),
    _page("references", "&#x5b57;"), _page("script_unfinished", "</script", "<script>"),
    _page("script_comment", "<!--<script", "<script>"), _page("title_unfinished", "</titl", "<title>"),
    _page("deep", "<div>"), _page("deep_spans", "<span>字"), _page("deep_silent", "<del>字"),
    _page("tables_nested", "<table><tr><td>"), _page("tables_nested_full", "<table><tr><td>1<td>2<td>"),
    _page("tables_empty", "<table></table>"), _page("table_in_words", f"字{_TABLE}1</table>"),
    _page("colspan", "<td colspan=9999>1</td>", "<table><tr>"),
    _page("rowspan", "<tr><td rowspan=9999>1<td>2", "<table>"), _page("rowspan_zero", "<tr><td rowspan=0>1", "<table>"),
    _page("span_digits", "9", "<table><tr><td colspan="), _page("cells", "<td>1", "<table><tr>"),
    _page("rows", "<tr>", "<table>"), _page("label_rows", "<tr><td>本年新收<td>1", "<table>"),
    _page("style", "text-decoration:", "<p style='", "'>字"), _page("style_blanks", " ", "<p style='display", "'>字"),
    _page("styles", "<i style='text-decoration:a'>字</i>"), _page("style_hidden", "<p style='display:none'>1"),
    _page("raised", "1<sup>1</sup>"), _page("raised_ends", "1</sup>"), _page("raised_opened", "<sup>", "1", "</sup>"),
    _page("struck", "<s>1</s>"), _page("struck_ends", "</s>"), _page("struck_opened", "<s>"),
    _page("breaks", "<br>"), _page("breaks_in_cell", "1<br>", _TABLE), _page("fields", "<input value=1>", _TABLE),
    _page("blanks_between", "字\n \n", "<p>"), _page("ends_of_nothing", "</td></tr></table>"),
    _page("meta", "<meta name=articletitle content=字>"), _page("templates", "<template><select>"),
    _page("no_break_spaces", "&nbsp;", "<p>"), _page("zero_width", "&#8203;1", "<p>"),
)  # fmt: skip
KINDS = tuple(
    Kind(make, ".html") for make in (*_PAGES, attributes, encoding_named, encoding_that_fails_late, encoding_utf_7)
)
