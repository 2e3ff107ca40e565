"""The command: parses, calls the public face, prints, exits."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import click

from .console import say, say_lines
from .help import ChineseGroup

COMMANDS: Final = {
    "new": "新建一份待填的工作簿或数据文件",
    "check": "核对数据或文件，列出全部问题",
    "render": "由数据生成正式文件（.docx 等）",
    "publish": "生成可直接发布的文件夹：文档、网页、PDF、数据",
    "verify": "核验发布的文件夹或文件：原样、可重新生成",
    "log": "核对日志（--log）是否完整",
    "diff": "比较两份报告的数和正文",
    "bind": "为正文中的数提出表达式",
    "register": "由申请台账统计表三、表四",
    "aggregate": "把各单位的报告汇总成一份",
    "batch": "批量核对、生成，并汇总",
    "read": "读出文件中的每一格（JSON）",
    "convert": "转成另一种文件格式，或转到另一种年度报告格式",
    "template": "导出模板供修改，或检查本单位的模板",
    "rules": "列出全部核对规则",
    "explain": "详细说明一条规则，或正文中的每个数",
    "schema": "输出数据文件的 JSON Schema",
    "mcp": "供智能助手使用的工具：核对、说明、读出、草稿",
    "serve": "以 HTTP 服务的方式运行：年报一页通，以及供 OA 系统调用的接口",
    "page": "生成“年报一页通”：一个网页文件，不用安装",
}


INTERRUPTED: Final = 130


class Commands(ChineseGroup):
    """A group whose commands are imported when they are called."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends any of them in one way, and what could not be printed is told."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            say("已中断 / interrupted", err=True)
            raise SystemExit(INTERRUPTED) from None
        except OSError as error:
            raise SystemExit(_unprinted(error)) from None
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            raise SystemExit(_failed(error)) from None
        return done

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f".{cmd_name}", __name__).command
        return command

    def listed(self) -> list[tuple[str, str]]:
        """Each command with its one line, without importing any."""
        return list(COMMANDS.items())


def _version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        import gikreport

        say(f"gikreport {gikreport.__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="显示版本。")
@click.option(
    "--limits", metavar="名称=数,…", envvar="GIKREPORT_LIMITS",
    help="放宽或收紧读文件的限额，如 seconds=60,memory=1GB,pages=300；也可用环境变量 GIKREPORT_LIMITS。",
)  # fmt: skip
@click.pass_context
def group(ctx: click.Context, limits: str | None) -> None:
    """政府信息公开工作年度报告：新建、核对、成文、发布。各命令的说明：gikreport 命令 --help

    退出码：0 数据相符；1 有错误或待定之处；2 用法不对；3 文件读不出来；4 不能生成文件；70 程序自身出错。
    """
    ctx.with_resource(_isolated(limits))


@contextlib.contextmanager
def _isolated(limits: str | None) -> Iterator[None]:
    """Every file that may come from anybody is opened in a process of its own, within the limits that are asked for."""
    import gikreport

    try:
        given = gikreport.limits_of(limits) if limits else None
    except gikreport.Unreadable as error:
        raise click.UsageError("：".join(line.strip() for line in error.told().splitlines())) from None
    with gikreport.isolation(given):
        yield


def _unprinted(error: OSError) -> int:
    """The exit code where nothing can be printed any more: somebody closed the pipe, or the device is full."""
    import gikreport

    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer goes nowhere
    if isinstance(error, BrokenPipeError):
        return 1
    full = gikreport.refused(error)
    say_lines(full.told(), err=True)
    return full.exit_code


def _failed(error: Exception) -> int:
    """The exit code where this library itself failed: 70, and never that of a report with errors."""
    import gikreport

    told = error if isinstance(error, gikreport.GikreportError) else gikreport.InternalError.of("", error)
    say_lines(told.told(), err=True)
    return told.exit_code


_ALIVE: Final = 50_000  # objects, a few more than one report takes: the collector looks for waste beyond these


_ENDING: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _ended(number: int, frame: Any) -> NoReturn:
    """Leave as after an error, so that no program that was started and no temporary file stays behind."""
    raise SystemExit(128 + number)


def main() -> None:
    """Run the command; a console that cannot show a character shows a substitute and goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    for number in _ENDING:
        signal.signal(number, _ended)
    gc.set_threshold(_ALIVE)
    try:
        group(prog_name="gikreport")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        sys.exit(_unprinted(error))
    finally:
        gc.freeze()  # nothing needs looking through at the end
