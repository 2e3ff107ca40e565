"""`gikreport schema`: the JSON Schema of a data file."""

from __future__ import annotations

import json

import click

import gikreport

from .common import told_errors
from .console import say_json
from .help import command as declare


@declare(name="schema", short_help="输出 JSON Schema。")
@click.argument("form", default="y2021", metavar="[格式]")
@click.option("--findings", is_flag=True, help="输出 check --format json 的 JSON Schema，供读取核对结果的程序使用。")
def command(form: str, findings: bool) -> None:
    """输出一种格式的数据文件的 JSON Schema（2020-12），标题为表中的原文。"""
    if findings:
        say_json(json.dumps(gikreport.findings_schema(), ensure_ascii=False, indent=2))
        return
    with told_errors():
        found = gikreport.schema(gikreport.form_named(form))
    say_json(json.dumps(found, ensure_ascii=False, indent=2))
