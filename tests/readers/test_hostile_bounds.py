"""Hostile files at 100 KB and 1 MB: told in words, each in a process that the system ends if it takes for ever."""

from __future__ import annotations

import sys

import pytest

from support.bounded import verdicts

if sys.platform != "linux":
    pytest.skip("the limits of a process are those of Linux", allow_module_level=True)

pytestmark = pytest.mark.slow

SIZES = (100_000, 1_000_000)


def _beyond(words: str, limit: str) -> str:
    return f"{words}，不像一份年度报告；确是年度报告的，请把内容复制到新文件中再读，或用 --limits {limit}=… 放宽"


_SHEET = "xl/worksheets/sheet1.xml："
_NO_ROW = "超出了工作表的 1,048,576 行；请在 Excel 中另存一次再读"
_COVERED = _beyond(f"{_SHEET}合并、链接等覆盖的单元格数超过 200,000", "merged")
_CHARACTERS = _beyond("文字的字数超过 300,000", "characters")
_ITEMS = _beyond("段落和表格数超过 20,000", "items")
_DEPTH = _beyond("嵌套层数超过 200", "depth")
_YAML = _beyond("YAML 的字节数超过 262,144", "yaml")
_ANCHORS = "不读 YAML 的锚点和引用（& 和 *），请把内容写全"
_NO_REPORT = ""  # nothing of a report is in it, which is told too
_READ = "read: 0 cells"
# What is told of a kind at each of the sizes.
SAID = {
    "xlsx-row-numbers": (f"{_SHEET}行号 4000000000 {_NO_ROW}",) * 2,
    "xlsx-row-number-digits": (f"{_SHEET}行号 99999999999999999999… {_NO_ROW}",) * 2,
    "xlsx-last-cell": (_beyond("表!XFD1048576：一张表的列数超过 256", "columns"),) * 2,
    "xlsx-last-column": (_beyond("表!XFD1：一张表的列数超过 256", "columns"),) * 2,
    "xlsx-merge-of-a-sheet": (_COVERED,) * 2,
    "xlsx-merges-below-each-other": (_COVERED,) * 2,
    "xlsx-links": (_COVERED,) * 2,
    "xlsx-string-used-again": (_SHEET + _CHARACTERS,) * 2,
    "xlsx-fonts": (_NO_REPORT, _beyond("xl/styles.xml：样式数超过 60,000", "styles")),
    "xlsx-cells-of-one-row": (
        _beyond("表!IVI1：一张表的列数超过 256", "columns"), _beyond(f"{_SHEET}一张表的列数超过 256", "columns"),
    ),
    "xlsx-own-year": (_READ, _READ),
    "xlsx-own-year-digits": (_READ, _READ),
    "html-starts": (_NO_REPORT, _CHARACTERS),
    "html-comments": (_NO_REPORT, _CHARACTERS),
    "html-ends": (_NO_REPORT, _CHARACTERS),
    "html-instructions": (_NO_REPORT, _CHARACTERS),
    "html-attribute-unfinished": (_NO_REPORT, _CHARACTERS),
    "html-tables-nested-full": (_DEPTH, _DEPTH),
    "html-style": (_NO_REPORT, _NO_REPORT),
    "html-reference-digits": (_NO_REPORT, _NO_REPORT),
    "html-reference-in-attribute": (_NO_REPORT, _NO_REPORT),
    "html-raised-ends": (_NO_REPORT, _NO_REPORT),
    "html-struck": (_NO_REPORT, _beyond("网页的标记数超过 200,000", "tags")),
    "txt-bars": (_ITEMS, _CHARACTERS),
    "txt-rules": (_NO_REPORT, _CHARACTERS),
    "txt-bars-behind-words": (_NO_REPORT, _CHARACTERS),
    "txt-short-lines": (_ITEMS, _CHARACTERS),
    "yaml-merge-keys": (f"第1行：{_ANCHORS}", _YAML),
    "yaml-anchors": (f"第3行：{_ANCHORS}", _YAML),
    "yaml-flow": ("嵌套过深", _YAML),
    "json-key-twice": ("键 z 写了两次",) * 2,
    "rtf-groups": (_DEPTH, _DEPTH),
    "docx-empty-runs": (_READ, _READ),
}  # fmt: skip


@pytest.fixture(scope="module")
def said() -> dict[tuple[str, int], str]:
    """What is said of every kind at every size."""
    return verdicts([(kind, size) for kind in SAID for size in SIZES])


@pytest.mark.parametrize("kind", SAID)
def test_a_hostile_file_is_told_in_words(kind: str, said: dict[tuple[str, int], str]) -> None:
    name = f"file.{kind.partition('-')[0]}"
    none = f"{name}里没有找到年度报告的标题和表格\n  请确认选对了文件；扫描件请先识别为文字"
    for size, words in zip(SIZES, SAID[kind], strict=True):
        due = words if words == _READ else f"{name} 读不出来\n  {words}" if words else none
        assert said[kind, size] == due


def test_problems_beyond_those_that_are_told_are_counted() -> None:
    keys, long, number = verdicts(
        [("json-keys", 1_000_000), ("json-key-long", 1_000_000), ("toml-hexadecimal", 10**6)]
    ).values()
    assert keys.startswith("file.json 有 91921 处写得不对，请改正后再试\n  k0：不认识的键\n")
    assert keys.endswith("\n  k99：不认识的键\n  ……及另外 91,821 处")
    assert f"\n  {'k' * 60}…：不认识的键\n" in long
    assert number == "file.toml 有 1 处写得不对，请改正后再试\n  format：应为 1，实为 ≈1E+1204070"


def test_what_takes_for_ever_is_ended() -> None:
    ((_, ended),) = verdicts([("pdf-boxes", 100_000)], seconds=1).items()
    assert ended == "ended with -24"
