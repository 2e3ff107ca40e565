"""What no data file may hold is refused with its place, in words for a clerk, and all at once."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gikreport import Unreadable, read
from support.datafiles import EXAMPLE, SMALL, file_of


def refused(source: Any, lang: str = "zh") -> list[str]:
    """Why a source is refused, a line for each problem."""
    with pytest.raises(Unreadable) as error:
        read(source)
    assert error.value.exit_code == 3
    return [problem.told(lang) for problem in error.value.problems]


def received(value: Any) -> dict[str, Any]:
    return {**SMALL, "t3": {"natural_person": {"received": value}}}


WRONG_NUMBERS = [
    (3.7, "3.7"),
    (Decimal("3.7"), "3.7"),
    (True, "true"),
    (None, "null"),
    ([], "[]"),
    ([1, 2], "[…]"),
    ({}, "{…}"),
    (float("nan"), "nan"),
    (float("inf"), "inf"),
    (Decimal("sNaN"), "sNaN"),
    (Decimal("1E+9999999"), "1E+9999999"),
    (10**50, "1.000E+50"),
    (10**5000, "1.000E+5000"),
    ("a\nb", "“a\\u000Ab”"),
    ("\x1b[2J", "“\\u001B[2J”"),
    ("\ud800", "“\\uD800”"),
    ("长" * 100 + "\x00", "“" + "长" * 39 + "…"),
]


@pytest.mark.parametrize(("value", "shown"), WRONG_NUMBERS, ids=lambda value: type(value).__name__)
def test_a_count_takes_a_whole_number(value: Any, shown: str) -> None:
    assert refused(received(value)) == [f"t3.natural_person.received：应为整数或“待填”，实为 {shown}"]
    assert refused(received(value), "en") == [f"t3.natural_person.received: takes a whole number, not {shown}"]


@pytest.mark.parametrize("value", [True, None, [], float("nan"), Decimal("Infinity"), Decimal("1E-50")])
def test_an_amount_takes_a_finite_number(value: Any) -> None:
    (problem,) = refused({**SMALL, "t2": {"fees": value}})
    assert problem.startswith("t2.fees：应为金额或“待填”，实为 ")


MISTAKES = [
    ({"recieved": 1}, "recieved：不认识的键"),
    ({"t3": {"natural_persn": {}}}, "t3.natural_persn：不认识的键，是否为 natural_person？"),
    ({"t3": {"total": {}}}, "t3.total：不认识的键"),
    ({"a\x1b": 1}, "a\\u001B：不认识的键"),
    ({"t3": 5}, "t3：应为一组键和值，实为 5"),
    ({"t3": {"natural_person": 5}}, "t3.natural_person：应为一组键和值，实为 5"),
    ({"t3": {1: 2}}, "t3：应为一组键和值，实为 {…}"),
    ({"year": "2021"}, "year：应为四位年份，实为 “2021”"),
    ({"year": True}, "year：应为四位年份，实为 true"),
    ({"year": 21}, "year：应为四位年份，实为 21"),
    ({"form": 3}, "form：应为格式名，如 {newest}"),
    ({"format": 2}, "format：应为 1，实为 2"),
    ({"format": True}, "format：应为 1，实为 true"),
    ({"format": Decimal("sNaN")}, "format：应为 1，实为 sNaN"),
    ({"$schema": 3}, "$schema：应为文字，实为 3"),
    ({"agency": ""}, "agency：不能为空"),
    ({"agency": None}, "agency：应为一行文字，实为 null"),
    ({"agency": "某\n局"}, "agency：应为一行文字，实为 “某\\u000A局”"),
    ({"signed_by": 3}, "signed_by：应为一行文字，实为 3"),
    ({"title": []}, "title：应为一行或几行文字，实为 []"),
    ({"title": ""}, "title：应为一行或几行文字，实为 “”"),
    ({"title": ["题", 3]}, "title：应为一行或几行文字，实为 […]"),
    ({"signed_on": "2022-13-01"}, "signed_on：应为日期，如 2022-01-12，实为 “2022-13-01”"),
    ({"signed_on": "20220112"}, "signed_on：应为日期，如 2022-01-12，实为 “20220112”"),
    ({"signed_on": 20220112}, "signed_on：应为日期，如 2022-01-12，实为 20220112"),
    ({"overview": 3}, "overview：应为文字，实为 3"),
    ({"overview": "好\x00"}, "overview：应为文字，第 2 个字符（U+0000）不能写入文件，请删去"),
    ({"overview": "\udfff"}, "overview：应为文字，第 1 个字符（U+DFFF）不能写入文件，请删去"),
    ({"printed": 3}, "printed：应为一组键和值，实为 3"),
    ({"printed": {"t9": {}}}, "printed.t9：表中没有这一格总计"),
    ({"printed": {"t3": {"total": 3}}}, "printed.t3.total：应为一组键和值，实为 3"),
    ({"printed": {"t3": {"total": {"recieved": 3}}}}, "printed.t3.total.recieved：表中没有这一格总计"),
    (
        {"printed": {"t3": {"natural_person": {"received": 3}}}},
        "printed.t3.natural_person.received：表中没有这一格总计",
    ),
    ({"printed": {"t3": {"total": {"received": 3.5}}}}, "printed.t3.total.received：应为整数或“待填”，实为 3.5"),
    ({"output": 3}, "output：应为一组键和值，实为 3"),
    ({"output": {"stamp": 1}}, "output.stamp：不认识的键"),
    ({"output": {"seal": "x" * 9999}}, f"output.seal：应为 true 或 false，实为 “{'x' * 39}…"),
    ({"output": {"grid": 3}}, "output.grid：应为“word”，实为 3"),
]


@pytest.mark.parametrize(("change", "told"), MISTAKES)
def test_a_mistake_is_named_with_its_place(change: dict[str, Any], told: str) -> None:
    assert refused({**SMALL, **change}) == [told.replace("{newest}", "y2021")]


def test_everything_is_refused_at_once() -> None:
    every = {**SMALL, "year": "2021", "agency": 3, "t2": {"fees": None, "fee": 1}, "t3": 5, "signed_on": "soon", "x": 1}
    assert refused(every) == [
        "x：不认识的键",
        "t2.fee：不认识的键，是否为 fees？",
        "t2.fees：应为金额或“待填”，实为 null",
        "t3：应为一组键和值，实为 5",
        "agency：应为一行文字，实为 3",
        "year：应为四位年份，实为 “2021”",
        "signed_on：应为日期，如 2022-01-12，实为 “soon”",
    ]


def test_what_must_be_stated() -> None:
    assert refused({}) == ["agency：必须写明", "year：必须写明"]


def test_a_year_without_a_form() -> None:
    (problem,) = refused({**SMALL, "year": 1999})
    assert problem.startswith("year：1999 年没有可用的年度报告格式；可用的是 ")
    (problem,) = refused({**SMALL, "form": "y1999"})
    assert problem.startswith("form：没有名为 y1999 的格式；可用的是 ")


def test_the_whole_message() -> None:
    with pytest.raises(Unreadable) as error:
        read(file_of('{"agency": "某局", "year": 2021, "t3": 5}', ".json"))
    assert str(error.value) == "data.json 有 1 处写得不对，请改正后再试\n  t3：应为一组键和值，实为 5"
    assert error.value.told("en") == "data.json cannot be read: 1 to correct\n  t3: takes keys and values, not 5"


def test_yaml_tells_the_line_of_each_mistake() -> None:
    text = "agency: 某局\nyear: 2021\nt3:\n  natural_person:\n    received: 3.7\n  total: {}\ntitle:\n- 题\n"
    assert refused(file_of(text, ".yaml")) == [
        "t3.total (第6行)：不认识的键",
        "t3.natural_person.received (第5行)：应为整数或“待填”，实为 3.7",
    ]


FEES = {
    ".json": '{"agency": "某局", "year": 2021, "t2": {"fees": ?}}',
    ".yaml": "agency: 某局\nyear: 2021\nt2: {fees: ?}",
    ".toml": 'agency = "某局"\nyear = 2021\n[t2]\nfees = ?',
}

BROKEN = [
    (".json", '{"a": 1,\n"a": 2}', "键 a 写了两次"),
    (".json", '{"a": {"b": 1, "b": 1}}', "键 b 写了两次"),
    (".json", '{"agency":\n', "第2行：JSON 语法有误"),
    (".json", '{"year": NaN}', "NaN 不是数"),
    (".json", '{"year": -Infinity}', "-Infinity 不是数"),
    (".json", "", "第1行：JSON 语法有误"),
    (".json", '{"a":' * 100_000, "嵌套过深"),
    (".toml", "a = 1\na = 2", "第2行：TOML 语法有误"),
    (".toml", "[a]\nb = 1\n[a]\n", "第3行：TOML 语法有误"),
    (".toml", "\n\nagency = 某局\n", "第3行：TOML 语法有误"),
    (".toml", "a = " + "[" * 100_000, "嵌套过深"),
    (".toml", "year = " + "9" * 5000, "有一个数长得不合理"),
    (".yaml", "a: 1\na: 2\n", "第2行：YAML 语法有误"),
    (".yaml", "a: [1,\n", "YAML 语法有误"),
    (".yaml", "a: !!python/object/apply:os.getcwd []\n", "第1行：不读 YAML 的标签（tag:yaml.org,2002:python/"),
    (".yaml", "a: !!omap\n- b: 1\n", "第1行：不读 YAML 的标签（tag:yaml.org,2002:omap）"),
    (".yaml", "\ta: 1", "第1行：YAML 语法有误"),
    (".yaml", "a: 1\n---\nb: 1\n", "第2行：YAML 语法有误"),
    (".yaml", "a: 2020-13-45\n", "YAML 语法有误"),
    (".yaml", "a: " + "[" * 1100, "嵌套过深"),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "text", "told"), BROKEN, ids=lambda value: str(value)[:20])
def test_broken_syntax_is_told_at_its_first_fault(suffix: str, text: str, told: str) -> None:
    (problem,) = refused(file_of(text, suffix))
    assert told in problem


@pytest.mark.parametrize("suffix", [".json", ".yaml", ".toml"])
@pytest.mark.parametrize("value", ["1e400", "1E+9999999", "9" * 200])
def test_a_number_beyond_all_reports_is_refused(suffix: str, value: str) -> None:
    (problem,) = refused(file_of(FEES[suffix].replace("?", value), suffix))
    assert problem.startswith("t2.fees")


def test_anchors_aliases_and_merge_keys_of_yaml_are_not_read() -> None:
    anchors = "不读 YAML 的锚点和引用（& 和 *），请把内容写全"
    assert refused(file_of("agency: 某局\na0: &a0 {x: 1}\n", ".yaml")) == [f"第2行：{anchors}"]
    assert refused(file_of("agency: *a0\n", ".yaml")) == [f"第1行：{anchors}"]
    merged = "不读 YAML 的合并键（<<），请把内容写全"
    assert refused(file_of("agency: 某局\nt3:\n  <<: {x: 1}\n", ".yaml")) == [f"第3行：{merged}"]
    assert refused(file_of("a: " + "[" * 100_000, ".yaml")) == ["嵌套过深"]


def test_a_character_that_yaml_does_not_know_is_told() -> None:
    (problem,) = refused(file_of("agency: 某局\0\n", ".yaml"))
    assert problem.startswith("YAML 语法有误")
    assert "unacceptable character #x0000" in problem


def test_what_is_no_text_at_all() -> None:
    for text, line in [("政府 = 1", 1), ("agency = 1\n# 政府", 2)]:
        file = io.BytesIO(text.encode("gbk"))
        file.name = "data.toml"
        assert refused(file) == [f"第{line}行：不是 UTF-8 编码，请另存为 UTF-8"]
    with pytest.raises(Unreadable):
        read(b"\0\1\2")


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    endless = tmp_path / "endless.docx"
    with endless.open("wb") as file:
        file.truncate(2**28 + 1)  # a sparse file, which takes no room
    with pytest.raises(Unreadable) as error:
        read(tmp_path / "none.toml")
    assert error.value.told() == f"打不开 {tmp_path / 'none.toml'}：没有这个文件"
    assert error.value.told("en") == f"cannot open {tmp_path / 'none.toml'}: No such file or directory"
    with pytest.raises(Unreadable, match="这是文件夹，不是文件"):
        read(tmp_path)
    with pytest.raises(Unreadable, match="没有这个文件"):
        read(f"{tmp_path}/a\0b")
    with pytest.raises(Unreadable, match="文件的字节数超过 268,435,456，不像一份年度报告"):
        read(endless)


def test_the_largest_file_is_larger_than_any_report() -> None:
    content = EXAMPLE.read_bytes() + b"#" * (8 * 1024 * 1024)
    ends = "，不像一份年度报告；确是年度报告的，请把内容复制到新文件中再读，或用 --limits"
    assert refused(content) == [f"数据的字节数超过 8,388,608{ends} data=… 放宽"]
    assert refused(file_of("#" * (256 * 1024 + 1), ".yaml")) == [f"YAML 的字节数超过 262,144{ends} yaml=… 放宽"]


def test_an_empty_file_says_so_in_every_format() -> None:
    assert refused(file_of("", ".yaml")) == ["应为一组键和值，实为 null"]
    assert refused(file_of("", ".toml")) == ["agency：必须写明", "year：必须写明"]
    assert refused(file_of("", ".json"))[0].startswith("第1行：JSON 语法有误")


@pytest.mark.parametrize(
    "text", ["a." * 20_000 + "b = 1", "[" + "a." * 20_000 + "b]", "a = {" + "b." * 20_000 + "c = 1}"]
)
def test_a_key_of_endless_steps_does_not_fill_the_memory(text: str) -> None:
    assert refused(file_of(text, ".toml")) == ["嵌套过深"]
