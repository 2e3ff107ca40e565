"""`gikreport template`: the official templates to edit, and an office's own looked over."""

from __future__ import annotations

import click

import gikreport

from .common import SOUND, UNSOUND, told_errors
from .console import say
from .help import command as declare, group as declare_group
from .options import lang_option


@declare_group(name="template", short_help="导出、检查模板。")
def command() -> None:
    """本单位的模板：由官方模板改起，用前检查。"""


@declare(name="export", short_help="导出一种格式的官方模板。")
@click.argument("form", metavar="格式", type=click.Choice([form.name for form in gikreport.FORMS]))
@click.argument("folder", metavar="文件夹")
@lang_option
def export(form: str, folder: str, lang: str) -> None:
    """把官方模板复制到文件夹，供本单位修改；已有的文件不会覆盖。"""
    with told_errors(lang):
        for path in gikreport.export_template(form, folder):
            say(f"written: {path}" if lang == "en" else f"已生成：{path}")


@declare(name="check", short_help="检查本单位的模板。")
@click.argument("template", metavar="模板文件或文件夹")
@click.option("--form", metavar="格式", type=click.Choice([form.name for form in gikreport.FORMS]),
              help="模板用于哪种格式；不写时按模板中的格辨认。")  # fmt: skip
@lang_option
def check(template: str, form: str | None, lang: str) -> None:
    """检查模板：标签是否认得、每一格是否在其位置，一次列出全部问题。

    有错误时退出码为 1；不是模板或不能使用时为 4。
    """
    with told_errors(lang):
        found = gikreport.lint_template(template, form)
    for fault in found:
        say(fault.told(lang))
    errors = sum(fault.severity.forbids for fault in found)
    say(_summary(template, errors, len(found) - errors, lang))
    raise SystemExit(UNSOUND if errors else SOUND)


def _summary(template: str, errors: int, warnings: int, lang: str) -> str:
    if lang == "en":
        return f"{template}: {errors} errors, {warnings} warnings" if errors or warnings else f"{template}: sound"
    return f"{template}：错误 {errors} 处，提示 {warnings} 处" if errors or warnings else f"{template}：没有发现问题"


command.add_command(export)
command.add_command(check)
