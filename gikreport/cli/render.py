"""`gikreport render`: one report as one document."""

from __future__ import annotations

import click

import gikreport

from .common import lang_option, read, told_errors
from .help import command as declare


@declare(name="render", short_help="由数据生成正式文件。")
@click.argument("source", metavar="数据文件")
@click.option("-o", "--output", required=True, metavar="文件", help="写到哪里；扩展名决定格式。")
@click.option("--draft", is_flag=True, help="生成草稿：数据不相符或未填全时也生成，每页标明“草稿”。")
@click.option("--template", metavar="模板", help="使用本单位的模板文件或文件夹。")
@lang_option
def command(source: str, output: str, draft: bool, template: str | None, lang: str) -> None:
    """由数据文件生成正式的年度报告。

    数据不相符时不生成文件，列出问题，退出码为 1。
    """
    with told_errors(lang):
        reading = read(source)
        document = gikreport.draft(reading) if draft else gikreport.sound(reading)
        gikreport.save(document, output, template=template)
    warnings = () if draft else document.warnings
    for finding in warnings:
        click.echo(gikreport.tell(finding, reading.name, lang) + "\n", err=True)
    click.echo(f"written: {output}" if lang == "en" else f"已生成：{output}")
