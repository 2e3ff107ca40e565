"""`gikreport convert`: the same report in another format, or on another form."""

from __future__ import annotations

import click

import gikreport

from .common import UNSOUND, not_over, read, suffix_of, told_errors, told_written, write
from .console import say, say_lines
from .help import command as declare
from .options import force_option, lang_option, output_option, to_option


@declare(name="convert", short_help="转换格式。")
@click.argument("source", metavar="文件")
@output_option
@to_option
@click.option("--form", "form", metavar="格式", help="转到另一种年度报告格式，如 y2021。")
@click.option("--lossy", is_flag=True, help="文件中没有读入的、另一种格式容纳不下的内容，也照样转换（逐条列出）。")
@force_option
@lang_option
def command(source: str, output: str, to: str | None, form: str | None, lossy: bool, force: bool, lang: str) -> None:
    """把一份报告转成另一种文件格式，或转到另一种年度报告格式。

    转到另一种格式时，含义相同的数照转，其余逐条列出；会丢失内容时不转换，除非加 --lossy。
    """
    suffix = suffix_of(output, to)
    not_over(output, source, lang)
    with told_errors(lang):
        reading = read(source)
        _tell_about_file(reading, lang)
        if form is not None:
            migration = gikreport.migrate(reading, gikreport.form_named(form))
            _tell(migration, lang)
            if migration.loses and not lossy:
                say(_REFUSED[lang], err=True)
                raise SystemExit(UNSOUND)
            reading = migration.reading
        content = gikreport.render(reading, suffix, lossy=lossy)
        write(output, content, force=force, lang=lang)
    told_written(output, lang)


def _tell_about_file(reading: gikreport.Reading, lang: str) -> None:
    """What was noticed while the file was read: cells that found no home, units converted, a second print."""
    for finding in gikreport.check(reading, only={remark.code for remark in reading.remarks}):
        say_lines(gikreport.tell(finding, reading.name, lang) + "\n", err=True)


_REFUSED = {
    "zh": "转换会丢失以上内容，没有转换；确实要转换时加 --lossy",
    "en": "the conversion would lose the above and was not done; add --lossy to do it nevertheless",
}


def _tell(migration: gikreport.Migration, lang: str) -> None:
    for moved in migration.moved:
        if not moved.zero:
            say(f"{moved.label} = {moved.value} → {'.'.join(moved.to)}（{moved.why.told(lang)}）", err=True)
    for lost in migration.lost:
        if not lost.zero:
            text = lost.value if len(lost.value) <= 30 else lost.value[:30] + "…"
            label = "lost" if lang == "en" else "丢失"
            say(f"{label} {lost.label} = {text}（{lost.why.told(lang)}）", err=True)
