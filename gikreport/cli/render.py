"""`gikreport render`: one report as one document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import gikreport

from .common import inputs, not_over, suffix_of, tell_replaced, told_errors, told_written, with_flags, write
from .console import say_lines
from .help import command as declare
from .log import rendered_entry
from .options import (
    charts_option,
    fonts_option,
    force_option,
    lang_option,
    log_option,
    lossy_option,
    output_option,
    previous_option,
    sign_option,
    template_option,
    to_option,
    waivers_option,
)


@declare(name="render", short_help="由数据生成正式文件。")
@click.argument("source", metavar="数据文件")
@output_option
@to_option
@click.option("--draft", is_flag=True, help="生成草稿：数据不相符或未填全时也生成，每页标明“草稿”。")
@waivers_option
@template_option
@previous_option
@charts_option
@click.option("--seal", is_flag=True, help="加盖印章：署名和日期按加盖印章编排，留出印章的位置。")
@click.option("--toc", is_flag=True, help="标题之后加目录。")
@fonts_option
@click.option(
    "--manifest", "with_manifest", is_flag=True, help="另写清单 文件.manifest.json，供 gikreport verify 核验。"
)
@sign_option
@lossy_option
@log_option
@force_option
@lang_option
def command(
    source: str, output: str, to: str | None, draft: bool, waivers: str | None, template: str | None,
    previous: str | None, with_manifest: bool, sign: str | None, log: str | None, lossy: bool, force: bool, lang: str,
    **flags: bool,
) -> None:  # fmt: skip
    """由数据文件生成正式的年度报告。

    数据不相符时不生成文件，列出问题，退出码为 1。
    """
    suffix = suffix_of(output, to)
    not_over(output, source, lang)
    if (with_manifest or sign) and (draft or "-" in (source, output)):
        raise click.UsageError("草稿，以及标准输入、标准输出，没有清单")
    with told_errors(lang):
        given = inputs(source, previous, waivers, template, lossy)
        signer = gikreport.signer_of(sign) if sign else None
        reading = given.reading
        options = with_flags(reading.options, **flags)
        document = (
            gikreport.draft(reading, previous=given.year_before, options=options) if draft else given.document(options)
        )
        content = gikreport.render(document, suffix, template=template)
        write(output, content, force=force, lang=lang)
        if (with_manifest or sign) and isinstance(document, gikreport.SoundReport):
            for place, made in _manifest(document, output, content, given, signer):
                write(place, made, force=force, lang=lang)
        if log:
            gikreport.append_log(log, "render", rendered_entry(document, output, content, given))
        if flags["substitute_fonts"] and suffix.lower() == ".pdf":
            tell_replaced(gikreport.replaced_fonts(gikreport.render(document, ".docx", template=template)), lang)
    warnings = () if draft else document.warnings
    for finding in warnings:
        say_lines(gikreport.tell(finding, reading.name, lang) + "\n", err=True)
    told_written(output, lang)


def _manifest(
    document: gikreport.SoundReport,
    output: str,
    content: bytes,
    given: gikreport.Inputs,
    signer: gikreport.Signer | None,
) -> Iterator[tuple[str, bytes]]:
    """The manifest of the document beside it, and its signature, each with its place."""
    made = gikreport.manifest(document, {Path(output).name: content}, given).encode()
    place = f"{output}.manifest.json"
    yield place, made
    if signer is not None:
        yield f"{place}.sig", gikreport.signature(made, signer)
