"""`gikreport check`: every finding about each file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

import gikreport

from .common import SOUND, UNSOUND, lang_option, read, tell_error, told_errors, worst
from .help import command as declare


@declare(name="check", short_help="核对数据或文件。")
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", metavar="text|json",
              show_default=True, help="输出的样式。")  # fmt: skip
@click.option("--previous", metavar="文件", help="上一年的报告；逐项比对结转数、现行有效件数等。")
@click.option("--chain", is_flag=True, help="所列文件是同一单位历年的报告；按年度先后逐年比对。")
@lang_option
def command(files: tuple[str, ...], kind: str, previous: str | None, chain: bool, lang: str) -> None:
    """核对一份或多份年度报告，一次列出全部问题。

    有错误或待定之处时退出码为 1，文件读不出来时为 3。
    """
    results = list(_all_checked(files, previous, chain, lang))
    if kind == "json":
        click.echo(json.dumps({"files": [data for _, data, _ in results]}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(text for _, _, text in results))
    raise SystemExit(worst([code for code, _, _ in results]))


Result = tuple[int, dict[str, Any], str]


def _all_checked(files: tuple[str, ...], previous: str | None, chain: bool, lang: str) -> Iterator[Result]:
    with told_errors(lang):
        last = read(previous) if previous else None
    results = [(file, _read(file)) for file in files]
    if chain:
        results.sort(key=lambda pair: getattr(pair[1], "year", None) or 0)
    for file, reading in results:
        yield _checked(file, reading, last, lang)
        last = reading if chain and isinstance(reading, gikreport.Reading) else last


def _read(file: str) -> gikreport.Reading | gikreport.GikreportError:
    try:
        return read(file)
    except gikreport.GikreportError as error:
        return error


def _checked(
    file: str, reading: gikreport.Reading | gikreport.GikreportError, last: gikreport.Reading | None, lang: str
) -> Result:
    if isinstance(reading, gikreport.GikreportError):
        data = gikreport.file_data(file, None, (), reading, lang)
        return reading.exit_code, data, f"{file}: {tell_error(reading, lang)}"
    findings = gikreport.check(reading, previous=last)
    code = UNSOUND if any(finding.severity.forbids for finding in findings) else SOUND
    told = [gikreport.tell(finding, reading.name, lang) for finding in findings]
    text = "\n\n".join([*told, gikreport.summary(findings, file, lang)])
    return code, gikreport.file_data(file, reading.form.name, findings, None, lang), text
