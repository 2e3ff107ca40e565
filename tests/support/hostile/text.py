"""Plain text that takes time: pasted tables, headings, brackets, and one sentence of narrative without an end."""

from __future__ import annotations

import functools
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.hostile.kind import SECTIONS, TITLE, Kind, filled, numbered

_HEAD = f"{TITLE}\n{SECTIONS[0]}\n"
_REPORT = Path(__file__).parents[3] / "examples" / "xiaogang-2021.toml"
_FORMULA = "本年新收政府信息公开申请数量，加上年结转政府信息公开申请数量，等于本年度办理结果加结转下年度继续办理。"


@functools.cache
def _report() -> str:
    return _REPORT.read_text("utf-8")


def report(**stated: Any) -> str:
    """The data of a sound report as JSON, with other values for some of its keys."""
    return json.dumps({**tomllib.loads(_report()), **stated}, ensure_ascii=False, default=str)


def _plain(name: str, unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """The kind of text that is one piece again and again below the heading of a report."""

    def make(size: int) -> bytes:
        return filled(unit, size, _HEAD + before, after).encode()

    make.__name__ = name
    return make


def _narrative(
    name: str, unit: str, before: str = "全年收到申请1件，其中", after: str = "1件。"
) -> Callable[[int], bytes]:
    """The kind of report whose first section is one sentence of these words again and again."""

    def make(size: int) -> bytes:
        return report(overview=filled(unit, size, before, after)).encode()

    make.__name__ = f"narrative_{name}"
    return make


def many_numbers(size: int) -> bytes:
    return (_HEAD + numbered("收到申请{n}件，", size)).encode()


def old_encoding(size: int) -> bytes:
    return filled("字", size, _HEAD).encode("gb18030") + b"\xff"


def sixteen_bits(size: int) -> bytes:
    return b"\xff\xfe" + b"\x00\xd8" * (size // 2)


def carriage_returns(size: int) -> bytes:
    return filled("\r", size, _HEAD).encode()


_TEXTS = (
    _plain("bars", "|\n"), _plain("bars_in_a_line", "|"), _plain("bars_and_blanks", "| |\n"),
    _plain("bars_full", "｜"),
    _plain("bars_behind_words", "字\n字\n字|\n"), _plain("bar_cells", "|本年新收|1|\n"), _plain("bar_escaped", "\\|"),
    _plain("drawn", "├─┼─┤\n│1│\n"), _plain("drawn_line", "─"), _plain("rules", "+--+\n"),
    _plain("rule_line", "|-=:+ "),
    _plain("short_lines", "字\n"), _plain("short_lines_apart", "字\n\n"), _plain("opened_lines", "（\n"),
    _plain("blank_lines", "\n"), _plain("blanks", " "), _plain("blanks_wide", "\u3000"),
    _plain("blanks_in_lines", "1 "),
    _plain("tabs", "\t"), _plain("tab_lines", "\t1\n"), _plain("tab_rows", "1\t1\t1\n"),
    _plain("tab_words", "\t字\n字\n"),
    _plain("tab_labels", "\t予以公开\n\n"), _plain("commas", ","), _plain("comma_rows", "1,1\n"),
    _plain("quotes", '",'),
    _plain("question_marks", "|?"), _plain("stars", "**"), _plain("number_signs", "#"), _plain("underscores", "_"),
    _plain("form_feeds", "\f"), _plain("digits", "9"), _plain("digit_lines", "9" * 5000 + "\n"),
    _plain("digits_in_a_table", "9" * 5000, "本年新收\t", "\n"), _plain("figures_in_a_line", "1 0 0 "),
    _plain("labels", "予以公开"), _plain("label_lines", "予以公开\n"), _plain("label_figures", "予以公开 1 "),
    _plain("labels_mixed", "本年新收予以公开自然人总计"), _plain("headings", "一、总体情况\n"),
    _plain("heading_run", "一、"), _plain("heading_numbers", "（一）"), _plain("heading_figures", "1.1."),
    _plain("numerals", "一百"), _plain("titles", f"{TITLE}\n"), _plain("title_in_a_line", "年度报告"),
    _plain("offices", "人民政府"), _plain("dates", "2021年1月1日\n"), _plain("years", "2021年"),
    _plain("signatures", "某某市人民政府\n2022年1月12日\n"), _plain("brackets_opened", "（"),
    _plain("brackets_shut", "）"), _plain("quotations", "“"), _plain("dots", "."),
    _plain("dots_of_contents", "…………1\n"),
    _plain("formula", _FORMULA), _plain("copies", "".join(f"{one}\n" for one in SECTIONS)),
    _plain("zero_width", "\u200b1"), _plain("accents", "\u0301"), _plain("right_to_left", "\u202e1"),
    _plain("entities", "&nbsp;"), _plain("no_characters", "\x01"),
    many_numbers, old_encoding, sixteen_bits, carriage_returns,
)  # fmt: skip
_NARRATIVES = (
    _narrative("among", "处理"), _narrative("among_each", "其中处理"), _narrative("received", "收到申请"),
    _narrative("received_items", "收到申请100件，"), _narrative("items", "100件"),
    _narrative("items_listed", "100件、"),
    _narrative("points", "第一项"), _narrative("sum", "第一项+"), _narrative("firstly", "一是"),
    _narrative("outcomes", "予以公开1件"), _narrative("not", "不"), _narrative("none", "没有"),
    _narrative("of", "的"),
    _narrative("and", "和"), _narrative("digits", "9", "收到申请", "件。"),
    _narrative("thousands", ",000", "1", "件。"),
    _narrative("decimals", ".1", "1", "%。"), _narrative("years", "2021年"), _narrative("dates", "2021年1月1日至"),
    _narrative("share", "占1%"), _narrative("growth", "比上年增长1%，"), _narrative("new", "新收"),
    _narrative("review", "行政复议1件、行政诉讼1件"), _narrative("numerals", "一百零"), _narrative("brackets", "（"),
    _narrative("quotations", "“"), _narrative("quoted", "《条例》"), _narrative("colons", "："),
    _narrative("blanks", " "),
    _narrative("wide_blanks", "\u3000"), _narrative("lines", "收到申请1件。\n"),
    _narrative("sentences", "收到申请1件。"),
    _narrative("headings", "（一）主动公开。"), _narrative("unfilled", "待填"), _narrative("marks", "XX"),
    _narrative("zero_width", "\u200b1"), _narrative("braces", "{{"), _narrative("one_word", "a"),
    _narrative("address", "http://a."), _narrative("telephone", "1-"), _narrative("amount", "1万元"),
    _narrative("commas", ",", "l", "件。"),
    _narrative("same_again", "重点公开财政预决算、征地拆迁、安全生产和食品药品安全等方面的信息。"),
)  # fmt: skip
KINDS = (*(Kind(make, ".txt") for make in _TEXTS), *(Kind(make, ".json") for make in _NARRATIVES))
