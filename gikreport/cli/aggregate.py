"""`gikreport aggregate`: many offices' reports as one."""

from __future__ import annotations

import pathlib

import attrs
import click

import gikreport

from .common import SOUND, UNSOUND, read, told_errors, write
from .console import say, say_lines
from .help import command as declare
from .options import data_option, force_option, lang_option


@declare(name="aggregate", short_help="汇总各单位的报告。")
@click.argument("files", nargs=-1, required=True, metavar="文件…")
@click.option("--agency", required=True, metavar="名称", help="汇总后的报告是哪个机关的。")
@click.option("--year", type=int, metavar="年度", help="汇总哪一年；各份报告同一年度时可不写。")
@click.option("--units", metavar="名录", help="units.toml：应当汇总的单位；不写时所列文件全部相加。")
@data_option(required=False)
@click.option("--into", metavar="数据文件", help="填入这份数据文件：正文照旧，各表换成汇总的数。")
@click.option("--trace", metavar="文件", help="另写一份各格由哪些单位构成的表（.xlsx 带求和公式，或 .csv、.json）。")
@click.option("--against", metavar="文件", help="反过来核对：已发布的汇总报告与各单位之和逐格比对。")
@force_option
@lang_option
def command(
    files: tuple[str, ...], agency: str, year: int | None, units: str | None, output: str | None, into: str | None,
    trace: str | None, against: str | None, force: bool, lang: str,
) -> None:  # fmt: skip
    """把本级和各单位的年度报告逐格相加，成为一份汇总报告。

    缺少单位时各格为“待填”，部分之和只在 --trace 中；有问题时退出码为 1。
    """
    if not output and not against:
        raise click.UsageError("请用 -o 写明写到哪里，或用 --against 写明与哪份报告核对")
    with told_errors(lang):
        listed = gikreport.read_units(units) if units else None
        readings = [attrs.evolve(read(file), name=file) for file in files]
        result = gikreport.aggregate_reports(readings, agency=agency, year=year, units=listed)
        findings = result.check(read(against)) if against else result.findings
        begun = read(into) if into else None
        _write(result, begun, output, trace, force, lang)
    for finding in findings:
        say_lines(gikreport.tell(finding, lang=lang) + "\n", err=True)
    _say(len(result.names), output, lang)
    raise SystemExit(UNSOUND if any(finding.severity.forbids for finding in findings) else SOUND)


def _write(
    result: gikreport.Aggregate, begun: gikreport.Reading | None, output: str | None, trace: str | None, force: bool,
    lang: str,
) -> None:  # fmt: skip
    """The trace is made before anything is written, and the data file is written last."""
    content = result.trace(pathlib.Path(trace).suffix) if trace else b""
    reading = gikreport.fill(begun, result.reading) if begun else result.reading
    if trace:
        write(trace, content, force=force, lang=lang)
    if output:
        write(output, gikreport.render(reading, pathlib.Path(output).suffix), force=force, lang=lang)


def _say(count: int, output: str | None, lang: str) -> None:
    said = f"{count} reports summed" if lang == "en" else f"汇总了 {count} 份报告"
    where = (f"; written: {output}" if lang == "en" else f"，已生成：{output}") if output else ""
    say(said + where)
