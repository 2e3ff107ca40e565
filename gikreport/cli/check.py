"""`gikreport check`: every finding about each file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import click

import gikreport
from gikreport import Finding, Judged, Waiver, visible

from .common import (
    UNREADABLE,
    USAGE,
    first_problem,
    not_there,
    read,
    read_ahead,
    tell_error,
    told_errors,
    worst,
    write,
)
from .console import say, say_json, say_lines, say_page
from .help import command as declare
from .log import judged_entries
from .options import lang_option, lexicon_option, log_option, style_option


@attrs.frozen
class Told:
    """What is to be told of some files, and how."""

    judged: tuple[Judged, ...]
    beside: tuple[Finding, ...]
    lang: str
    brief: bool


@declare(name="check", short_help="核对数据或文件。")
@click.argument("files", nargs=-1, required=True, metavar="文件或文件夹…")
@style_option("text", "json", "sarif", "html")
@click.option("-o", "--output", metavar="文件", help="把结果写到文件；屏幕上每份报告一行。")
@click.option("--annotate", metavar="文件.docx", help="另存一份带批注的 Word 文件；只能核对一份 .docx。")
@click.option("--waivers", metavar="文件.toml", help="豁免清单：已查明可以保留的问题。")
@click.option("--propose", metavar="文件.toml", help="把本次的问题写成一份待签的豁免清单。")
@click.option("--previous", metavar="文件或文件夹", help="上一年的报告；逐项比对结转数等；文件夹按单位名称对应。")
@click.option("--chain", is_flag=True, help="所列文件是同一单位历年的报告；按年度先后逐年比对。")
@click.option("--units", metavar="名录", help="units.toml：核对机关名称、标题、署名和规章制定权。")
@lexicon_option
@log_option
@click.option("--layout", is_flag=True, help="核对 Word 文件的版式（任何 .docx），不核对数据。")
@lang_option
def command(
    files: tuple[str, ...], kind: str, output: str | None, annotate: str | None, waivers: str | None,
    propose: str | None, previous: str | None, chain: bool, units: str | None, lexicon: str | None, log: str | None,
    layout: bool, lang: str,
) -> None:  # fmt: skip
    """核对一份或多份年度报告，一次列出全部问题；给出文件夹时核对其中全部文件。

    有错误或待定之处时退出码为 1，文件读不出来时为 3；只核对一份而程序自身出错时为 70。
    """
    names = _names(files, annotate, lang)
    if propose:
        not_there(propose, lang)
    if layout:
        raise SystemExit(_exit_code(_layouts(names, log, lang), _in_folder(files)))
    with told_errors(lang):
        known = gikreport.read_waivers(waivers) if waivers else ()
        last = _last_year(previous, lang) if previous else None
        listed = gikreport.read_units(units) if units else None
        whole = bool(annotate) or kind == "html"  # these tell all of a report again
        words = gikreport.read_lexicon(lexicon) if lexicon else None
        judged = gikreport.judge(
            names, waivers=known, previous=last, chain=chain, units=listed, lexicon=words, reader=read_ahead(names),
            whole=whole, telling=kind == "json",
        )  # fmt: skip
        told = Told(judged, gikreport.unused_waivers(judged, known), lang, _in_folder(files))
        _tell_alone(judged, last, lang)
        _write(told, kind, output)
        _write_beside(judged[0], annotate, lang)
        _propose(judged, propose)
        if log:
            gikreport.append_log(log, "check", *judged_entries(judged))
    raise SystemExit(_exit_code([one.exit_code for one in judged], _in_folder(files)))


def _names(files: Sequence[str], annotate: str | None, lang: str) -> list[str]:
    """The files to be checked, those of folders one by one."""
    with told_errors(lang):
        names = [name for file in files for name in gikreport.files_in(file)]
    if annotate and len(names) != 1:
        raise click.UsageError("--annotate 一次只能核对一份文件")
    if not names:
        where = " ".join(files)
        say(f"no reports in {where}" if lang == "en" else f"{where} 中没有可以核对的文件", err=True)
        raise SystemExit(USAGE)
    if annotate:
        _can_annotate(names[0], annotate)
    return names


def _can_annotate(name: str, annotate: str) -> None:
    if not name.lower().endswith(".docx"):
        raise click.UsageError("只有 .docx 文件可以加批注；其他文件请用 --format html -o 问题.html")
    if Path(annotate).resolve() == Path(name).resolve():
        raise click.UsageError("--annotate 不能写回原文件")


def _in_folder(files: Sequence[str]) -> bool:
    return any(Path(file).is_dir() for file in files)


def _exit_code(codes: list[int], folder: bool) -> int:
    """Of several files the worst; one of them on which the program itself failed counts as one not read."""
    if len(codes) == 1 and not folder:
        return codes[0]
    return worst([UNREADABLE if code == gikreport.InternalError.exit_code else code for code in codes])


def _last_year(previous: str, lang: str) -> gikreport.Reading | gikreport.Previous:
    """Last year's report; of a folder every one that can be read."""
    if not Path(previous).is_dir():
        return read(previous)
    found: list[gikreport.Reading] = []
    for name in gikreport.files_in(previous):
        try:
            found.append(read(name))
        except Exception as error:
            told = error if isinstance(error, gikreport.GikreportError) else gikreport.InternalError.of(name, error)
            say(f"{name}{': ' if lang == 'en' else '：'}{first_problem(told, lang)}", err=True)
    return gikreport.by_office(found)


def _tell_alone(judged: Sequence[Judged], last: gikreport.Reading | gikreport.Previous | None, lang: str) -> None:
    """Name the files that had no report of the year before beside them."""
    readings = ((one.name, one.reading) for one in judged if one.reading is not None)
    alone = [Path(name).name for name, reading in readings if not gikreport.year_before(reading, last)]
    if alone and last is not None:
        said = "no report of the year before: " if lang == "en" else "没有找到上一年的报告，未逐项比对："
        say(said + ("; " if lang == "en" else "、").join(alone), err=True)


def _layouts(names: Sequence[str], log: str | None, lang: str) -> list[int]:
    """Tell what is off in the layout of each file; their exit codes."""
    if log:
        raise click.UsageError("--layout 的结果不记入日志")
    return [_layout(name, lang) for name in names]


def _layout(name: str, lang: str) -> int:
    """Tell what is off in the layout of one file; its exit code."""
    try:
        findings = gikreport.check_layout(name)
    except Exception as error:
        told = error if isinstance(error, gikreport.GikreportError) else gikreport.InternalError.of(name, error)
        say_lines(tell_error(told, lang), err=True)
        return told.exit_code
    lines = [gikreport.tell(finding, Path(name).name, lang) for finding in findings]
    say_lines("\n\n".join([*lines, _layout_summary(findings, name, lang)]))
    return int(any(finding.severity.forbids for finding in findings))


def _layout_summary(findings: tuple[Finding, ...], name: str, lang: str) -> str:
    if findings:
        return gikreport.summary(findings, name, lang)
    return f"{name}: well made" if lang == "en" else f"{name}：版式没有发现问题"


def _write(told: Told, kind: str, output: str | None) -> None:
    pieces = _FORMATS[kind](told)
    if output:
        write(output, "\n".join(pieces).encode(errors="backslashreplace"), force=False, lang=told.lang)
        pieces, kind = [_lines(told)], "text"
    for piece in pieces:
        _SAYS.get(kind, say_json)(piece)


def _text(told: Told) -> Iterator[str]:
    if told.brief:
        yield _lines(told)
        return
    parts = [_file_text(one, told.lang) for one in told.judged]
    yield "\n\n".join([*parts, *_beside(told.beside, told.lang)])


def _beside(beside: Sequence[Finding], lang: str) -> list[str]:
    return [gikreport.tell(finding, lang=lang) for finding in beside]


def _file_text(one: Judged, lang: str) -> str:
    name = Path(one.name).name
    if one.error is not None:
        return _named(one.name, tell_error(one.error, lang))
    told = [gikreport.tell(finding, name, lang) for finding in one.findings]
    excused = [_excused(finding, waiver, name, lang) for finding, waiver in one.excused]
    last = gikreport.closing(one.findings, one.name, one.checks, lang, len(one.excused))
    return "\n\n".join([*told, *excused, last])


def _named(name: str, said: str) -> str:
    """What is said of a file, with its name where the words have it not."""
    shown = visible(name)
    return said if visible(Path(name).name) in said else f"{shown}: {said}"


def _excused(finding: Finding, waiver: Waiver, name: str, lang: str) -> str:
    head = gikreport.tell(finding, name, lang).splitlines()[0]
    said = f"  waived: {waiver.reason} ({waiver.by})" if lang == "en" else f"  已豁免：{waiver.reason}（{waiver.by}）"
    return f"{head}\n{visible(said)}"


def _lines(told: Told) -> str:
    """One line a file, the worst first, and how many there are of each kind."""
    lines = [_line(one, told.lang) for one in gikreport.worst_first(told.judged)]
    all_told = [gikreport.tally(told.judged, told.lang)] if len(told.judged) > 1 else []
    all_told += [said for said in [gikreport.looked_at_all(told.judged, told.lang)] if said]
    return "\n".join([*lines, *_beside(told.beside, told.lang), *all_told])


def _line(one: Judged, lang: str) -> str:
    if one.error is not None:
        return visible(f"{one.name}{'：' if lang == 'zh' else ': '}{first_problem(one.error, lang)}")
    codes = " ".join(dict.fromkeys(finding.code for finding in one.findings))
    return f"{gikreport.summary(one.findings, one.name, lang, len(one.excused), one.checks)}  {codes}".rstrip()


def _json(told: Told) -> Iterator[str]:
    """One file at a time, so that of many no more than one is held as text."""
    head = json.dumps(gikreport.findings_data((), (), told.lang, gikreport.__version__), ensure_ascii=False, indent=2)
    yield head[: head.index('"files": [') + len('"files": [')]
    for number, one in enumerate(told.judged, 1):
        yield _indented(gikreport.judged_data(one, told.lang)) + ("," if number < len(told.judged) else "")
    beside = [_indented(gikreport.finding_data(finding, told.lang)) for finding in told.beside]
    yield '  ],\n  "findings": [' + ("\n" + ",\n".join(beside) + "\n  ]" if beside else "]") + "\n}"


def _indented(data: Any) -> str:
    return "    " + json.dumps(data, ensure_ascii=False, indent=2).replace("\n", "\n    ")


def _sarif(told: Told) -> Iterator[str]:
    found = gikreport.sarif(told.judged, gikreport.__version__, told.lang, told.beside)
    yield json.dumps(found, ensure_ascii=False, indent=2)


def _html(told: Told) -> Iterator[str]:
    yield gikreport.findings_page(told.judged, told.lang, told.beside)


_SAYS: Final[dict[str, Callable[[str], None]]] = {"text": say_lines, "html": say_page}
_FORMATS: Final[dict[str, Callable[[Told], Iterable[str]]]] = {
    "text": _text, "json": _json, "sarif": _sarif, "html": _html,
}  # fmt: skip


def _write_beside(one: Judged, annotate: str | None, lang: str) -> None:
    if annotate and one.reading is not None:
        content = gikreport.annotated(Path(one.name).read_bytes(), one.findings, one.name, lang)
        write(annotate, content, force=False, lang=lang)


def _propose(judged: Sequence[Judged], propose: str | None) -> None:
    if propose:
        items = [item for one in judged for item in gikreport.proposed(one.findings, Path(one.name).name)["waiver"]]
        gikreport.write_whole(propose, gikreport.encode({"waiver": items}, ".toml").encode())
