"""`gikreport new`: a data file to fill in."""

from __future__ import annotations

import click

import gikreport

from .common import told_errors
from .help import command as declare


@declare(name="new", short_help="新建待填的数据文件。")
@click.option("--agency", required=True, metavar="名称", help="行政机关全称。")
@click.option("--year", required=True, type=int, metavar="年度", help="报告年度，四位。")
@click.option("-o", "--output", required=True, metavar="文件", help="写到哪里（.toml、.yaml 或 .json）。")
def command(agency: str, year: int, output: str) -> None:
    """新建一份数据文件，每个数都写作“待填”。"""
    with told_errors():
        gikreport.save(gikreport.new(agency, year), output)
    click.echo(f"已生成：{output}；逐格填写后用 gikreport render 生成文件")
