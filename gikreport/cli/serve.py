"""`gikreport serve`: the service over HTTP."""

from __future__ import annotations

import signal
from types import FrameType

import attrs
import click

import gikreport

from .common import told_errors
from .console import say
from .help import command as declare
from .options import lang_option

_HERE = ("127.0.0.1", "::1", "localhost")
_MEGABYTE = 2**20


def _answered_all(number: int, frame: FrameType | None) -> None:
    """The end that was asked for: the server has come to rest when this is called."""


@declare(name="serve", short_help="以 HTTP 服务的方式运行。")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="监听哪个地址；默认只供本机。")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="端口", help="监听哪个端口。"
)
@click.option("--workers", type=click.IntRange(1, 64), metavar="个数", help="工作进程数；默认按处理器数，至多 4。")
@click.option(
    "--queue",
    type=click.IntRange(1, 10_000),
    default=32,
    show_default=True,
    metavar="个数",
    help="最多排队多少个请求，超出的答 429。",
)
@click.option(
    "--largest", type=click.IntRange(1, 256), default=16, show_default=True, metavar="MB", help="一个请求最多多少 MB。"
)
@click.option(
    "--patience",
    type=click.FloatRange(0.1, 3600),
    default=30,
    show_default=True,
    metavar="秒",
    help="等慢的客户端多久；超过就断开。",
)
@click.option("--token-file", metavar="文件", help="令牌文件，每行“名称 令牌”；写明后每个请求都要带令牌。")
@click.option("--libreoffice", is_flag=True, help="请求可以要求启动 LibreOffice（旧格式、PDF）。")
@click.option("--audit", metavar="日志", help="每个请求记一行：谁、什么、结果；用 gikreport log verify 核对。")
@click.option("--log-json", is_flag=True, help="日志写成 JSON，每行一条。")
@lang_option
def command(
    host: str, port: int, workers: int | None, queue: int, largest: int, patience: float, token_file: str | None,
    libreoffice: bool, audit: str | None, log_json: bool, lang: str,
) -> None:  # fmt: skip
    """以 HTTP 服务的方式运行：浏览器打开 / 就是“年报一页通”；供 OA 系统调用的接口，说明在 /openapi.json。

    默认只监听本机；不保存任何文件，不向外连接。收到 SIGTERM 时答完已有的请求再退出。
    """
    with told_errors(lang):
        service = gikreport.Service(
            queue=queue, largest=largest * _MEGABYTE, patience=patience, libreoffice=libreoffice, audit=audit,
            tokens=gikreport.read_tokens(token_file) if token_file else (),
        )  # fmt: skip
        if workers is not None:
            service = attrs.evolve(service, workers=workers)
        if host not in _HERE and not token_file:
            said = f"{host} can be reached from elsewhere, and no token is asked for (--token-file)"
            say(said if lang == "en" else f"{host} 可以从别处访问，却没有要求令牌（--token-file）", err=True)
        signal.signal(signal.SIGTERM, _answered_all)
        gikreport.serve(host, port, service=service, json_log=log_json, pages=gikreport.respond)
