"""`gikreport check`: every finding about each file."""

from __future__ import annotations

import json
from typing import Any

import click

import gikreport

from .common import SOUND, UNSOUND, lang_option, tell_error, worst
from .help import command as declare


@declare(name="check", short_help="核对数据或文件。")
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", metavar="text|json",
              show_default=True, help="输出的样式。")  # fmt: skip
@lang_option
def command(files: tuple[str, ...], kind: str, lang: str) -> None:
    """核对一份或多份年度报告，一次列出全部问题。

    有错误或待定之处时退出码为 1，文件读不出来时为 3。
    """
    results = [_checked(file, lang) for file in files]
    if kind == "json":
        click.echo(json.dumps({"files": [data for _, data, _ in results]}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(text for _, _, text in results))
    raise SystemExit(worst([code for code, _, _ in results]))


def _checked(file: str, lang: str) -> tuple[int, dict[str, Any], str]:
    try:
        reading = gikreport.read(file)
    except gikreport.GikreportError as error:
        data = gikreport.file_data(file, None, (), error, lang)
        return error.exit_code, data, f"{file}: {tell_error(error, lang)}"
    findings = gikreport.check(reading)
    code = UNSOUND if any(finding.severity.forbids for finding in findings) else SOUND
    told = [gikreport.tell(finding, reading.name, lang) for finding in findings]
    text = "\n\n".join([*told, gikreport.summary(findings, file, lang)])
    return code, gikreport.file_data(file, reading.form.name, findings, None, lang), text
