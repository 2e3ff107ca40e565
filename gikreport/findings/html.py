"""Findings as one page that a reviewer sends back: per file what was found, the tables drawn, the cells marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from ..checking.files import Judged, worst_first
from ..model.diagnostic import Severity
from ..model.finding import Finding
from ..model.grid import GridCell
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import tables
from ..signs import visible
from .looked import folded_checks
from .numbers import told_numbers
from .tally import tally, worst
from .text import amounts, place, summary
from .words import page_words

_STYLE: Final = """
body { font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2em auto;
  max-width: 72em; padding: 0 1em; color: #1c1c1c; background: #fff; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2.5em; border-bottom: 2px solid #b00020; }
h2.sound { border-color: #1b6e3c; }
h2.warning { border-color: #6a6a00; } h3 { font-size: 1em; margin: 1.5em 0 .4em; }
ol { padding-left: 0; list-style: none; } ol > li { margin: .8em 0; padding: .5em .9em; border-left: 6px solid #999; }
li.error { border-color: #b00020; background: #fdf1f2; } li.uncertain { border-color: #8a5a00; background: #fdf6e9; }
li.warning { border-color: #6a6a00; background: #fbfbe8; } li.excused { border-color: #777; background: #f4f4f4; }
li p { margin: .2em 0; } .no { font-weight: bold; } .law { color: #444; font-size: .9em; }
dl.sums { display: grid; grid-template-columns: fit-content(36em) auto; gap: 0 1.5em; margin: .2em 0; }
dl.sums dd { margin: 0; text-align: right; }
p, dt, dd, li, h2, th a { overflow-wrap: anywhere; }
table { border-collapse: collapse; } .overview td { text-align: center; }
.overview th[scope="row"] { text-align: left; } table.form { min-width: 46em; }
table.form { font-size: .8em; }
th, td { border: 1px solid #767676; padding: .15em .45em; } .form th { font-weight: normal; background: #f3f3f3; }
.form td { text-align: right; } .form td.beside { background: #fff3c4; }
.form td.error, .form td.uncertain, .form td.warning { outline: 3px solid #b00020; outline-offset: -3px;
  background: #ffd9dd; font-weight: bold; }
.form td.warning { outline-color: #6a6a00; background: #f6f6c6; } .form td a { color: inherit; }
.form sup { font-weight: bold; } .wide { overflow-x: auto; }
details { margin: .3em 0; border: 1px solid #d0d0d0; border-radius: 3px; }
summary { padding: .35em .9em; cursor: pointer; }
summary b { font-weight: normal; } summary span { color: #555; font-size: .9em; margin-left: 1em; }
table.told { width: 100%; min-width: 46em; table-layout: fixed; font-size: .85em; }
.told th:first-child { width: 9%; } .told th:nth-child(2) { width: 20%; } .told th:last-child { width: 28%; }
.told th, .told td { border: 0; border-top: 1px solid #e4e4e4;
  padding: .25em 1em; text-align: left; vertical-align: baseline; }
.told thead th { color: #555; font-weight: normal; }
.told .said td { padding-top: .7em; background: #f7f7f7; } .told td.figure { white-space: nowrap; padding-left: 2em; }
.told tr.let-be td { color: #595959; }
.told mark { background: none; color: inherit; border-bottom: 2px solid #1b6e3c; }
.told mark.let-be { border-bottom: 2px dotted #767676; }
@media print { h2 { break-before: page; } li, tr { break-inside: avoid; } }
""".strip()


def findings_page(judged: Sequence[Judged], lang: str = "zh", beside: Iterable[Finding] = ()) -> str:
    """The page for some files; `beside` are findings about no file, such as a waiver without use."""
    words, judged = page_words(lang), worst_first(judged)
    parts = [f'<!doctype html>\n<html lang="{words["lang"]}">\n<head>\n<meta charset="utf-8">']
    parts.append('<meta name="viewport" content="width=device-width, initial-scale=1">')
    parts.append(f"<title>{words['title']}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>")
    parts.append(f"<h1>{words['title']}</h1>")
    parts.extend(_overview(judged, lang))
    for number, one in enumerate(judged, 1):
        parts.extend(_file(number, one, lang))
    others = [f"<li>{_seen(f'{finding.code} {finding.words.told(lang)}')}</li>" for finding in beside]
    parts.extend(["<ul>", *others, "</ul>"] if others else [])
    return "\n".join([*parts, "</body>\n</html>\n"])


def _overview(judged: Sequence[Judged], lang: str) -> Iterator[str]:
    words = page_words(lang)
    heads = (words["file"], words["office"], *(severity.told(lang) for severity in Severity))
    yield f"<p>{_seen(tally(judged, lang))}</p>"
    yield '<table class="overview">\n<tr>' + "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr>"
    for number, one in enumerate(judged, 1):
        name = f'<th scope="row"><a href="#f{number}">{_seen(one.name)}</a></th>'
        if one.error is not None:
            cells = f'<td colspan="{1 + len(Severity)}">{words["unreadable"]}</td>'
        else:
            office = one.reading.agency if one.reading and one.reading.agency else ""
            cells = f"<td>{_seen(office)}</td>" + "".join(f"<td>{one.count(s)}</td>" for s in Severity)
        yield f"<tr>{name}{cells}</tr>"
    yield "</table>"


def _file(number: int, one: Judged, lang: str) -> Iterator[str]:
    yield f'<section id="f{number}">\n<h2 class="{worst(one)}">{_seen(one.name)}</h2>'
    if one.error is not None:
        yield f"<p>{'<br>'.join(map(_seen, one.error.told(lang).splitlines()))}</p>"
    else:
        yield f"<p>{_seen(summary(one.findings, one.name, lang, len(one.excused), one.checks))}</p>"
        yield from _findings(f"f{number}", one, lang)
        yield from _tables(f"f{number}", one)
        yield from told_numbers(one, lang)
        yield from folded_checks(one, lang)
    yield "</section>"


def _findings(file: str, one: Judged, lang: str) -> Iterator[str]:
    words = page_words(lang)
    yield "<ol>"
    for number, finding in enumerate(one.findings, 1):
        yield f'<li id="{file}-{number}" class="{finding.severity.value}">'
        yield from _told(str(number), finding, lang)
        yield "</li>"
    for finding, waiver in one.excused:
        yield '<li class="excused">'
        yield from _told(words["excused"], finding, lang)
        yield f"<p>{_seen(waiver.reason)}（{_seen(waiver.by)}）</p></li>"
    yield "</ol>"


def _told(number: str, finding: Finding, lang: str) -> Iterator[str]:
    words = page_words(lang)
    head = f"{finding.severity.told(lang)} {finding.code} {place(finding.at, lang)}"
    yield f'<p><span class="no">{number}</span> {_seen(head)}</p>'
    yield f"<p>{_seen(finding.words.told(lang))}</p>"
    rows = "".join(f"<dt>{_seen(name)}</dt><dd>{_seen(said)}</dd>" for name, said in amounts(finding, lang))
    if rows:
        yield f'<dl class="sums">{rows}</dl>'
    law = f"{words['source']} {finding.source}；{words['remedy']} {finding.remedy.told(lang)}"
    yield f'<p class="law">{_seen(law)}</p>'


def _tables(file: str, one: Judged) -> Iterator[str]:
    reading = one.reading
    for name, entry in tables(reading.form.report).items() if reading else ():
        marked = {path: told for path, told in _marks(one.findings) if path[0] == name}
        if marked and reading and name in reading.tables:
            beside = {at.path for _, f in marked.values() for at, _ in f.related}
            yield f"<h3>{_seen(entry.words[0])}</h3>"
            yield from _table(file, reading, name, marked, beside)


def _marks(findings: Sequence[Finding]) -> Iterator[tuple[CellPath, tuple[int, Finding]]]:
    """Each cell to mark, with the number of its finding; one about words marks the cells that it compares with."""
    for number, finding in enumerate(findings, 1):
        if finding.at.grid is None:
            yield from ((at.path, (number, finding)) for at, _ in finding.related if at.grid)
    for number, finding in enumerate(findings, 1):
        if finding.at.grid is not None:
            yield finding.at.path, (number, finding)


def _table(
    file: str, reading: Reading, name: str, marked: dict[CellPath, tuple[int, Finding]], beside: set[CellPath]
) -> Iterator[str]:
    yield '<div class="wide"><table class="form">'
    for row in reading.table(name).grid.by_row:
        cells = (
            _cell(file, reading, (name, *cell.line.path) if cell.line else (), cell, marked, beside) for cell in row
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table></div>"


def _cell(
    file: str, reading: Reading, path: CellPath, cell: GridCell, marked: dict[CellPath, tuple[int, Finding]],
    beside: set[CellPath],
) -> str:  # fmt: skip
    spans = "".join(f' {k}="{n}"' for k, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1)
    if not path:
        return f"<th{spans}>{_seen(cell.text)}</th>"
    stated = reading.cells.get(path)
    text = _seen(stated.text) if stated else ""
    if path in marked:
        number, finding = marked[path]
        link = f'<a href="#{file}-{number}"><sup>[{number}]</sup> {text}</a>'
        return f'<td{spans} class="{finding.severity.value}">{link}</td>'
    mark = ' class="beside"' if path in beside else ""
    return f"<td{spans}{mark}>{text}</td>"


def _seen(text: str) -> str:
    """A text as the page prints it: no markup, and every sign of it seen."""
    return escape(visible(text))
