"""`gikreport publish`: one report as a folder to post."""

from __future__ import annotations

from typing import Any

import attrs
import click

import gikreport

from .common import inputs, tell_replaced, told_errors, with_flags
from .console import say, say_lines
from .help import command as declare
from .log import made_entry
from .options import (
    charts_option,
    fonts_option,
    force_option,
    lang_option,
    log_option,
    lossy_option,
    previous_option,
    sign_option,
    waivers_option,
)


@declare(name="publish", short_help="生成可直接发布的文件夹。")
@click.argument("source", metavar="数据文件")
@click.option(
    "-o", "--output", required=True, metavar="文件夹", help="写到哪里；以前发布过的整个替换，有人改过的改名留下。"
)
@click.option("--name", metavar="名称", help="各文件的名称；默认为报告的标题。")
@click.option("--template", metavar="模板", help="使用本单位的模板文件夹。")
@waivers_option
@previous_option
@charts_option
@click.option(
    "--tag", "tags", multiple=True, metavar="标签=内容", help="网页标签，如 PubDate='2022-01-20 09:30'；可多次使用。"
)
@fonts_option
@sign_option
@lossy_option
@log_option
@force_option
@click.option("--no-pdf", is_flag=True, help="不生成 PDF（不需要 LibreOffice）。")
@lang_option
def command(
    source: str,
    output: str,
    name: str | None,
    template: str | None,
    waivers: str | None,
    previous: str | None,
    no_pdf: bool,
    sign: str | None,
    log: str | None,
    force: bool,
    lossy: bool,
    lang: str,
    **asked: Any,
) -> None:
    """生成可直接发布的文件夹：以标题命名的网页、Word、PDF 和说明.txt；供程序用的在“数据”中（JSON、CSV、清单）。

    数据不相符时不生成文件，列出问题，退出码为 1。
    """
    with told_errors(lang):
        given = inputs(source, previous, waivers, template, lossy)
        signer = gikreport.signer_of(sign) if sign else None
        reading = given.reading
        document = given.document(_options(reading.options, **asked))
        done = gikreport.publish(
            document, output, name=name, template=template, pdf=not no_pdf, inputs=given, signer=signer, force=force
        )
        if done.aside is not None:
            say(gikreport.told_aside(output, done.aside).told(lang), err=True)
        if log:
            gikreport.append_log(log, "publish", made_entry(output, done.manifest))
    for finding in done.warnings:
        say_lines(gikreport.tell(finding, reading.name, lang) + "\n", err=True)
    tell_replaced(done.replaced, lang)
    say(f"published in {done.folder}:" if lang == "en" else f"已生成 {done.folder}：")
    for file in done.files:
        say(f"  {file}")


def _options(stated: gikreport.Options, tags: tuple[str, ...], **flags: bool) -> gikreport.Options:
    site = {**stated.site, **dict(map(_tag, tags))}
    try:
        return attrs.evolve(with_flags(stated, **flags), site=site)
    except (TypeError, ValueError) as error:
        raise click.BadParameter(str(error), param_hint="--tag") from error


def _tag(text: str) -> tuple[str, str]:
    name, equals, content = text.partition("=")
    if not equals:
        raise click.BadParameter(f"应为 标签=内容，实为 {text}", param_hint="--tag")
    return name, content
