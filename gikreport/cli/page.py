"""`gikreport page`: 年报一页通 as one HTML file, made and verified."""

from __future__ import annotations

import pathlib

import click

import gikreport

from .common import UNSOUND, told_errors, write
from .console import say
from .help import command as declare
from .options import force_option, lang_option

_NAME = "年报一页通.html"


@declare(name="page", short_help="生成“年报一页通”：一个网页文件，不用安装。")
@click.option("-o", "--output", default=_NAME, show_default=True, metavar="文件.html", help="写到哪个文件。")
@click.option(
    "--pyodide", default="node_modules/pyodide", show_default=True, metavar="文件夹", help="npm 的 pyodide 在哪里。"
)
@click.option("--verify", metavar="文件.html", help="不生成；核对这个文件是否原样、是否本版本所做。")
@force_option
@lang_option
def command(output: str, pyodide: str, verify: str | None, force: bool, lang: str) -> None:
    """生成一个网页文件，内含全部程序：双击用浏览器打开就能填报、核对、成文，不用安装，不用联网。

    要用 npm 的 pyodide（npm install pyodide@版本）；同样的各部分生成的文件逐字节相同。
    """
    with told_errors(lang):
        if verify is not None:
            raise SystemExit(_verify(verify, lang))
        write(output, gikreport.page_file(pyodide), force=force, lang=lang)
        size = pathlib.Path(output).stat().st_size / 2**20
        say(f"written: {output} ({size:.1f} MB)" if lang == "en" else f"已生成：{output}（{size:.1f} MB）")


def _verify(path: str, lang: str) -> int:
    faults = gikreport.page_file_faults(path)
    for fault in faults:
        say(f"{path} {fault.told(lang)}", err=True)
    if not faults:
        say(f"{path}: whole and unchanged" if lang == "en" else f"{path}：原样，是本版本所做")
    return UNSOUND if faults else 0
