"""`gikreport new`: a data file to fill in."""

from __future__ import annotations

import click

import gikreport

from .common import not_there, read, told_errors
from .console import say
from .help import command as declare

_KINDS = (".xlsx", ".toml", ".yaml", ".yml", ".json")


@declare(name="new", short_help="新建待填的工作簿或数据文件。")
@click.option("--agency", metavar="名称", help="行政机关全称；不写时取自上一年的报告。")
@click.option("--year", type=int, metavar="年度", help="报告年度，四位；不写时为上一年的次年。")
@click.option("--from", "last", metavar="文件", help="上一年的报告：结转的数填入，其余待填，正文只留标题。")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="文件",
    help="写到哪里；.xlsx 是给经办人员填的工作簿，也可以是 .toml、.yaml、.json。",
)
def command(agency: str | None, year: int | None, last: str | None, output: str) -> None:
    """新建一份工作簿或数据文件，每个数都是“待填”；有上一年的报告时，结转的数已经填好。已有的文件不会覆盖。"""
    if not last and not (agency and year):
        raise click.UsageError("请用 --agency 和 --year 写明行政机关和年度，或用 --from 给出上一年的报告")
    if not output.lower().endswith(_KINDS):
        raise click.UsageError(f"{output} 不能填；新建的是 {'、'.join(_KINDS)} 文件，填好后再用 gikreport render 成文")
    not_there(output, "zh")
    with told_errors():
        previous = read(last) if last else None
        gikreport.save(gikreport.new(agency, year, previous=previous), output)
    say(f"已生成：{output}；逐格填写，没有的填 0，再用 gikreport check 核对，用 gikreport render 成文")
