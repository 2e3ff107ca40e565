"""`gikreport register`: tables 3 and 4 from a request register, its words asked, its statistics and its lists."""

from __future__ import annotations

import datetime
import itertools
import pathlib
from collections.abc import Mapping
from typing import Any, Final

import attrs
import click

import gikreport

from .common import UNSOUND, not_there, read, told_errors, write
from .console import say
from .help import command as declare
from .options import data_option, force_option, lang_option

_NOBODY: Final = "（未写明）"  # the agency of lists, in which no agency stands
_DAY: Final = click.DateTime(["%Y-%m-%d"])


@attrs.frozen(kw_only=True)
class _Asked:
    """What the command is asked for."""

    ledger: str
    agency: str | None
    year: int | None
    output: str | None
    mapping: str | None
    query: str | None
    sheet: str | None
    into: str | None
    ask: str | None
    trace: str | None
    late: str | None
    due: str | None
    statistics: str | None
    first: datetime.datetime | None
    last: datetime.datetime | None
    holidays: str | None
    today: datetime.datetime | None
    partial: bool
    force: bool
    lang: str

    def says(self, zh: str, en: str) -> None:
        """Tell one line beside what is written."""
        say(en if self.lang == "en" else zh, err=True)


@declare(name="register", short_help="由申请台账统计表三、表四。")
@click.argument("ledger", metavar="台账")
@click.option("--agency", metavar="名称", help="行政机关全称；写数据文件和统计表时要写。")
@click.option("--year", type=int, metavar="年度", help="统计哪一年。")
@data_option(required=False)
@click.option("--ask", metavar="对照.xlsx", help="写出台账的列名和用词，请人选定各是格式中的哪一项；不统计。")
@click.option("--mapping", metavar="对照表", help="填好的对照.xlsx，或 register.toml：台账的列名和用词各是什么。")
@click.option("--sheet", metavar="表名", help="只读台账中的这一张表。")
@click.option("--query", metavar="SQL", help="台账是数据库地址时，取出各行的查询。")
@click.option("--into", metavar="数据文件", help="填入这份数据文件：正文和表二照旧，表三、表四换成统计的数。")
@click.option("--trace", metavar="文件", help="另写一份每格由哪些申请构成的清单（.xlsx、.csv 或 .json）。")
@click.option("--statistics", metavar="文件.xlsx", help="另写一份统计表：申请方式、申请人、办理结果及占比，附图。")
@click.option("--from", "first", type=_DAY, metavar="日期", help="统计期的第一天；不是整年时只写统计表和清单。")
@click.option("--to", "last", type=_DAY, metavar="日期", help="统计期的最后一天。")
@click.option("--late", metavar="文件", help="另写一份超过法定期限的申请清单（.csv、.json 或 .xlsx）。")
@click.option("--due", metavar="文件", help="另写一份还没有办结的申请清单：哪天之前由谁答复，按期限排列。")
@click.option("--holidays", metavar="文件", help="本单位的放假清单，每行如 2027-02-06至2027-02-12 休。")
@click.option("--today", type=_DAY, metavar="日期", help="统计日；默认为今天。")
@click.option("--partial", is_flag=True, help="有统计不了的行时也写文件，受影响的各列为“待填”。")
@force_option
@lang_option
def command(**given: Any) -> None:
    """由政府信息公开申请台账统计表三（有复议、诉讼各列时还有表四）。

    先用 --ask 写出对照表，选定各种说法后以 --mapping 读入。统计不了的行逐行列出，退出码为 1，不写文件；
    加 --partial 时照写，受影响的各列为“待填”。没有一行属于所统计的时期时也是这样。
    """
    asked = _Asked(**given)
    with told_errors(asked.lang):
        if asked.ask is not None:
            raise SystemExit(_ask(asked, asked.ask))
        _complete(asked)
        raise SystemExit(_count(asked))


def _ask(asked: _Asked, path: str) -> int:
    """Write the workbook of words; nothing that somebody has filled in is written over."""
    not_there(path, asked.lang)
    found = gikreport.ask_register(asked.ledger, year=asked.year, mapping=asked.mapping, query=asked.query)
    gikreport.write_whole(path, found.workbook())
    if found.lacking:
        asked.says(
            f"没有认出这些列：{'、'.join(found.lacking)}；请在“列名”表中选定", f"columns not known: {found.lacking}"
        )
    number = len(found.undecided)
    zh = f"已生成：{path}；有 {number} 种说法要选定" if number else f"已生成：{path}；各种说法都认得，请看一遍"
    say(f"written: {path}; {number} words to decide" if asked.lang == "en" else zh)
    return 0


def _complete(asked: _Asked) -> None:
    """Raise where an option is missing that what is asked for needs."""
    if asked.output is None and not (asked.statistics or asked.trace or asked.late or asked.due):
        raise click.UsageError("缺少选项：-o、--ask、--statistics、--trace、--late、--due 至少写一个。")
    if asked.agency is None and (asked.output or asked.statistics):
        raise click.UsageError("缺少选项：--agency。")
    if asked.year is None and (asked.first is None or asked.last is None):
        raise click.UsageError("缺少选项：--year，或者 --from 和 --to。")


def _count(asked: _Asked) -> int:
    counted = gikreport.count_register(
        asked.ledger, year=asked.year, agency=asked.agency or _NOBODY, mapping=asked.mapping, query=asked.query,
        today=asked.today and asked.today.date(), late=bool(asked.late or asked.due), trace=asked.trace is not None,
        first=asked.first and asked.first.date(), last=asked.last and asked.last.date(), sheet=asked.sheet,
        channels=asked.statistics is not None, holidays=asked.holidays,
    )  # fmt: skip
    _tell(counted, asked)
    if asked.output is not None and not counted.period.is_year:
        zh = f"{counted.period.words.zh}不是整年，不能写年度报告的表三、表四；请用 --statistics"
        asked.says(zh, f"{counted.period.words.en} is no whole year, and the report is yearly; use --statistics")
        return UNSOUND
    refused = len({one.place for one in counted.uncountable})
    if counted.is_empty and not (refused and asked.partial):
        when = counted.period.words
        asked.says(f"没有一行属于{when.zh}，没有写文件", f"no row is of {when.en}; nothing written")
        return UNSOUND
    if refused and not asked.partial:
        asked.says(f"有 {refused} 行统计不了，没有写文件", f"{refused} rows cannot be counted; nothing written")
        return UNSOUND
    for path in _write(counted, asked):
        say(f"written: {path}" if asked.lang == "en" else f"已生成：{path}")
    return UNSOUND if counted.uncountable else 0


def _tell(counted: gikreport.CountedRegister, asked: _Asked) -> None:
    """What was read, what contradicts itself, and of each row that cannot be counted every reason in one line."""
    name = pathlib.Path(asked.ledger).name
    for note in counted.notes:
        say(f"{name} {note.told(asked.lang)}", err=True)
    for remark in counted.remarks:
        say(f"{name} {remark.told(asked.lang)}", err=True)
    between, colon = (". ", ": ") if asked.lang == "en" else ("。", "：")
    for place, reasons in itertools.groupby(counted.uncountable, key=lambda one: one.place):
        said = between.join(one.words.told(asked.lang) for one in reasons)
        say(f"{name} {place}{colon}{said}", err=True)


def _write(counted: gikreport.CountedRegister, asked: _Asked) -> list[str]:
    """Everything is made before anything is written, and the data file is written last."""
    begun = read(asked.into) if asked.into else None
    made = {"trace": counted.trace, "late": counted.late_list, "due": counted.due_list}
    beside: Mapping[str, bytes] = {
        path: make(pathlib.Path(path).suffix) for name, make in made.items() if (path := getattr(asked, name))
    }
    if asked.statistics:
        beside = {**beside, asked.statistics: counted.statistics()}
    reading = gikreport.fill(begun, counted.reading) if begun else counted.reading
    if asked.output is not None:
        beside = {**beside, asked.output: gikreport.render(reading, pathlib.Path(asked.output).suffix)}
    for path, content in beside.items():
        write(path, content, force=asked.force, lang=asked.lang)
    return list(beside)
