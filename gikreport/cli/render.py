"""`gikreport render`: one report as one document."""

from __future__ import annotations

import click

import gikreport

from .common import not_over, read, tell_replaced, told_errors, with_flags
from .console import say, say_lines
from .help import command as declare
from .options import (
    charts_option,
    fonts_option,
    lang_option,
    output_option,
    previous_option,
    template_option,
    waivers_option,
)


@declare(name="render", short_help="由数据生成正式文件。")
@click.argument("source", metavar="数据文件")
@output_option
@click.option("--draft", is_flag=True, help="生成草稿：数据不相符或未填全时也生成，每页标明“草稿”。")
@waivers_option
@template_option
@previous_option
@charts_option
@click.option("--seal", is_flag=True, help="加盖印章：署名和日期按加盖印章编排，留出印章的位置。")
@click.option("--toc", is_flag=True, help="标题之后加目录。")
@fonts_option
@lang_option
def command(
    source: str,
    output: str,
    draft: bool,
    waivers: str | None,
    template: str | None,
    previous: str | None,
    lang: str,
    **flags: bool,
) -> None:
    """由数据文件生成正式的年度报告。

    数据不相符时不生成文件，列出问题，退出码为 1。
    """
    not_over(output, source, lang)
    with told_errors(lang):
        known = gikreport.read_waivers(waivers) if waivers else ()
        reading = read(source)
        last = read(previous) if previous else None
        options = with_flags(reading.options, **flags)
        document = (
            gikreport.draft(reading, previous=last, options=options)
            if draft
            else gikreport.sound(reading, previous=last, options=options, waivers=known)
        )
        gikreport.save(document, output, template=template)
        if flags["substitute_fonts"] and output.lower().endswith(".pdf"):
            tell_replaced(gikreport.replaced_fonts(gikreport.render(document, ".docx", template=template)), lang)
    warnings = () if draft else document.warnings
    for finding in warnings:
        say_lines(gikreport.tell(finding, reading.name, lang) + "\n", err=True)
    say(f"written: {output}" if lang == "en" else f"已生成：{output}")
