"""`gikreport register`: tables 3 and 4 from a request register."""

from __future__ import annotations

import datetime
import pathlib

import click

import gikreport

from .common import UNSOUND, read, told_errors, write
from .console import say
from .help import command as declare
from .options import data_option, force_option, lang_option


@declare(name="register", short_help="由申请台账统计表三、表四。")
@click.argument("ledger", metavar="台账")
@click.option("--agency", required=True, metavar="名称", help="行政机关全称。")
@click.option("--year", required=True, type=int, metavar="年度", help="统计哪一年。")
@data_option(required=True)
@click.option("--mapping", metavar="对照表", help="register.toml：台账的列名和用词各是什么。")
@click.option("--query", metavar="SQL", help="台账是数据库地址时，取出各行的查询。")
@click.option("--into", metavar="数据文件", help="填入这份数据文件：正文和表二照旧，表三、表四换成统计的数。")
@click.option("--trace", metavar="文件", help="另写一份每格由哪些编号构成的清单（.csv、.json 或 .xlsx）。")
@click.option("--late", metavar="文件", help="另写一份超过法定期限的申请清单（.csv、.json 或 .xlsx）。")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="统计日；默认为今天。")
@click.option("--partial", is_flag=True, help="有统计不了的行时也写文件，受影响的各列为“待填”。")
@force_option
@lang_option
def command(
    ledger: str, agency: str, year: int, output: str, mapping: str | None, query: str | None, into: str | None,
    trace: str | None, late: str | None, today: datetime.datetime | None, partial: bool, force: bool, lang: str,
) -> None:  # fmt: skip
    """由政府信息公开申请台账统计表三（有复议、诉讼各列时还有表四）。

    统计不了的行逐行列出，退出码为 1，不写文件；加 --partial 时照写，受影响的各列为“待填”。
    """
    with told_errors(lang):
        counted = gikreport.count_register(
            ledger, year=year, agency=agency, mapping=mapping, query=query, today=today and today.date(),
            late=late is not None, trace=trace is not None,
        )  # fmt: skip
        _refuse(counted, pathlib.Path(ledger).name, partial, lang)
        begun = read(into) if into else None
        _write(counted, begun, output, trace, late, force, lang)
    say(f"written: {output}" if lang == "en" else f"已生成：{output}")
    raise SystemExit(UNSOUND if counted.uncountable else 0)


def _refuse(counted: gikreport.CountedRegister, name: str, partial: bool, lang: str) -> None:
    """List the rows that cannot be counted, and stop there unless a partial count was asked for."""
    for one in counted.uncountable:
        say(f"{name} {one.problem.told(lang)}", err=True)
    if counted.uncountable and not partial:
        number = len(counted.uncountable)
        en, zh = f"{number} rows cannot be counted; nothing written", f"有 {number} 行统计不了，没有写文件"
        say(en if lang == "en" else zh, err=True)
        raise SystemExit(UNSOUND)


def _write(
    counted: gikreport.CountedRegister,
    begun: gikreport.Reading | None,
    output: str,
    trace: str | None,
    late: str | None,
    force: bool,
    lang: str,
) -> None:
    """Everything is made before anything is written, and the data file is written last."""
    beside = [
        (path, make(pathlib.Path(path).suffix))
        for path, make in ((trace, counted.trace), (late, counted.late_list))
        if path
    ]
    reading = gikreport.fill(begun, counted.reading) if begun else counted.reading
    beside.append((output, gikreport.render(reading, pathlib.Path(output).suffix)))
    for path, content in beside:
        write(path, content, force=force, lang=lang)
