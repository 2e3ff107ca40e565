"""`gikreport bind`: expressions for the literal numbers of a narrative."""

from __future__ import annotations

import pathlib

import click

import gikreport

from .common import not_over, read, told_errors, write
from .console import say
from .help import command as declare
from .options import force_option, lang_option


@declare(name="bind", short_help="为正文中的数提出表达式。")
@click.argument("source", metavar="数据文件")
@click.option("-o", "--output", metavar="文件", help="把有把握的各处写成表达式，另存为这个数据文件。")
@force_option
@lang_option
def command(source: str, output: str | None, force: bool, lang: str) -> None:
    """列出正文中与表中某格相等的数，以及可以改写成的表达式；“=”为有把握的，“?”要由人选定。"""
    if output:
        not_over(output, source, lang)
    with told_errors(lang):
        reading = read(source)
        proposals = gikreport.propose(reading)
        if output:
            made = gikreport.render(gikreport.bind(reading), pathlib.Path(output).suffix)
            write(output, made, force=force, lang=lang)
    for one in proposals:
        mark, place = "=" if one.sure else "?", f"{one.section}[{one.paragraph}]"
        say(f"{mark} {place} …{one.clause}{one.number} → {'，'.join('{{ ' + e + ' }}' for e in one.expressions)}")
    if not proposals:
        say("no number matches a cell" if lang == "en" else "正文中没有与表中某格相等的数")
    if output:
        say(f"written: {output}" if lang == "en" else f"已生成：{output}")
