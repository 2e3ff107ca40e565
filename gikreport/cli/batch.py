"""`gikreport batch`: many reports at once."""

from __future__ import annotations

import contextlib
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import click

import gikreport

from .common import USAGE, told_errors, worst
from .console import draw_bar, say
from .help import command as declare
from .log import batch_entry
from .options import force_option, lang_option, log_option, lossy_option, template_option

INTERRUPTED: Final = 130
_BAR: Final = 24


@declare(name="batch", short_help="批量核对、生成。")
@click.argument("sources", nargs=-1, required=True, metavar="文件夹|清单|工作簿…")
@click.option("-o", "--output", "out", required=True, metavar="文件夹", help="写到哪个文件夹。")
@click.option("--to", default="docx", show_default=True, metavar="docx,json…", help="生成哪些格式，逗号分隔。")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, metavar="数", help="同时用几个进程。")
@click.option("--dask", metavar="地址", help="在 dask 集群上运行，如 tcp://主机:8786。")
@template_option
@click.option("--codec", type=click.Choice(["zlib", "isal"]), default="zlib", metavar="zlib|isal",
              help="docx 的压缩方式；isal 更快，需要 gikreport[speed]。")  # fmt: skip
@click.option("--resume", is_flag=True, help="接着上次：已完成且没有变化的不再做。")
@click.option("--manifest", is_flag=True, help="每份文件另写清单 文件.manifest.json，供 gikreport verify 核验。")
@click.option("--check-only", is_flag=True, help="只核对，不生成文件。")
@lossy_option
@log_option
@force_option
@lang_option
def command(
    sources: tuple[str, ...],
    out: str,
    to: str,
    dask: str | None,
    log: str | None,
    lang: str,
    check_only: bool,
    **settings: Any,
) -> None:
    """核对许多份报告，相符的逐份生成文件，并汇总成 summary.xlsx 和 summary.json。

    输入可以是文件夹、清单（.txt，每行一个文件）、工作簿（.xlsx，每行一份报告）或文件，可以混用。
    一份有问题不影响其他各份。中断后加 --resume 接着做。
    """
    with told_errors(lang), _cluster(dask) as executor:
        run = gikreport.batch(
            sources, out, to=to.split(","), executor=executor, lang=lang, check_only=check_only, **settings
        )
        total = sum(1 for _ in gikreport.items(sources, out))
        if not total:
            say(_NOTHING[lang], err=True)
            raise SystemExit(USAGE)
        counts: Counter[str] = Counter()
        codes: set[int] = set()
        try:
            for result in _logged(_shown(run, total, lang), log, out):
                counts[result.status] += 1
                codes.add(result.exit_code)
        except KeyboardInterrupt:
            say(_INTERRUPTED[lang], err=True)
            raise SystemExit(INTERRUPTED) from None
    for aside in run.aside:
        say(_aside(out, aside, lang), err=True)
    say(_summary(counts, out, run.summarised, lang))
    raise SystemExit(worst(sorted(codes)))


_NOTHING: Final = {"zh": "没有找到报告的数据或文件", "en": "there is no report there"}
_INTERRUPTED: Final = {"zh": "已中断；加 --resume 接着做", "en": "interrupted; add --resume to go on"}


@contextlib.contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    if address is None:
        yield None
        return
    logging.disable(logging.CRITICAL)  # dask and tornado log at length what we tell in our own words
    try:
        with gikreport.cluster(address) as executor:
            yield executor
    finally:
        logging.disable(logging.NOTSET)


def _logged(results: Iterator[Any], log: str | None, out: str) -> Iterator[Any]:
    """The results, each in the log; many lines are written at once, and what is done when the run ends, however."""
    waiting: list[dict[str, Any]] = []
    try:
        for result in results:
            if log:
                waiting.append(batch_entry(result, out))
            if len(waiting) == _TOGETHER:
                gikreport.append_log(log or "", "batch", *waiting)
                waiting = []
            yield result
    finally:
        if waiting:
            gikreport.append_log(log or "", "batch", *waiting)


_TOGETHER: Final = 256


def _shown(run: Any, total: int, lang: str) -> Iterator[Any]:
    """The results, with a bar on a terminal; reports with problems are named as they come."""
    shows, begun, told = sys.stderr.isatty(), time.monotonic(), 0.0
    for count, result in enumerate(run, 1):
        if result.exit_code:
            say(_line(result, lang), err=True, over_bar=shows)
        for aside in result.aside:
            say(_aside(result.name, aside, lang), err=True, over_bar=shows)
        now = time.monotonic()
        if shows and (now - told > 0.1 or count == total):
            draw_bar(bar(count, total, now - begun, lang))
            told = now
        yield result
    if shows and total:
        say(err=True)


def _aside(name: str, aside: str, lang: str) -> str:
    if lang == "en":
        return f"{name}: what stood there was not what gikreport wrote last; it is kept as {aside}"
    return f"{name}：原有的文件不是 gikreport 上次写的，改名为 {aside}，没有覆盖"


def bar(count: int, total: int, seconds: float, lang: str) -> str:
    """How far it is, at what rate, and how long it still takes."""
    rate = count / seconds if seconds else 0.0
    left = round((total - count) / rate) if rate else 0
    full = _BAR * count // max(total, 1)
    drawn = "█" * full + "░" * (_BAR - full)
    said = "{} {}/{}  {:.0f}/s  {} left" if lang == "en" else "{} {}/{}  每秒 {:.0f} 份  还需 {}"
    return said.format(drawn, count, total, rate, f"{left // 60}:{left % 60:02d}")


def _line(result: Any, lang: str) -> str:
    said = _first_finding(result.findings) if result.findings else _why(result.error) if result.error else ""
    return f"{result.name}: {_WORDS[lang][result.status]} {said}".rstrip()


def _first_finding(findings: Any) -> str:
    """The first finding with its table, and how many more there are."""
    first, more = findings[0], len(findings) - 1
    said = f"{first['at']['table'] or ''} {first['code']} {first['message']}".lstrip()
    return f"{said} (+{more})" if more else said


def _why(error: Any) -> str:
    """The first thing that is wrong with an input; else what is said of it as a whole."""
    for problem in error["problems"]:
        return " ".join(filter(None, (problem["at"], problem["message"])))
    return str(error["message"])


_WORDS: Final = {
    "zh": {"written": "已生成", "sound": "相符", "unsound": "有问题", "unreadable": "读不出来", "failed": "未能生成"},
    "en": {name: name for name in ("written", "sound", "unsound", "unreadable", "failed")},
}


def _summary(counts: Counter[str], out: str, written: tuple[str, ...], lang: str) -> str:
    joint, colon = (", ", ": ") if lang == "en" else ("，", "：")
    said = joint.join(f"{_WORDS[lang][status]} {count}" for status, count in sorted(counts.items())) or "0"
    return f"{out}{colon}{said}{joint}{' '.join(written)}"
