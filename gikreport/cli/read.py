"""`gikreport read`: what a document states, cell by cell."""

from __future__ import annotations

import json

import click

import gikreport

from .common import read, told_errors
from .console import say_json
from .help import command as declare
from .options import lang_option


@declare(name="read", short_help="读出文件中的每一格。")
@click.argument("source", metavar="文件")
@click.option("--form", "form", metavar="格式", help="按这种年度报告格式读，如 y2021；默认由表中的行名列名判断。")
@lang_option
def command(source: str, form: str | None, lang: str) -> None:
    """读出一份报告的全部内容，输出 JSON：每一格的行名、列名、原文、数值和在文件中的位置。

    能读 Word（.docx，装有 LibreOffice 时还有 .doc、.wps、.odt）、网页、Excel、PDF、文本和数据文件；“-”读标准输入。
    """
    with told_errors(lang):
        reading = read(source, form)
        data = gikreport.reading_data(reading, gikreport.check(reading), lang)
    say_json(json.dumps(data, ensure_ascii=False, indent=2))
