"""What is wrong with a command line, in the words of this house."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import IO, Any

import click

from .console import say


class Misused(click.UsageError):
    """A usage error told in Chinese: what is wrong, the usage, where to read on."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it; click would print its English words around it."""
        say(self.message, file=file, err=True)
        if self.ctx is not None:
            say(f"{self.ctx.get_usage()}；说明：{self.ctx.command_path} --help", file=file, err=True)


@contextlib.contextmanager
def told_usage(ctx: click.Context) -> Iterator[None]:
    """Whatever is wrong with the command line comes out in Chinese."""
    try:
        yield
    except Misused:
        raise
    except click.UsageError as error:
        raise Misused(_worded(error), error.ctx or ctx) from None


def _worded(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Option() as option):
            return f"缺少 {option.opts[0]} {option.metavar}：{option.help}"
        case click.MissingParameter(param=click.Parameter() as argument):
            return f"缺少“{argument.human_readable_name}”"
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项{_meant(error.possibilities)}"
        case click.BadOptionUsage():
            return f"{error.option_name} 之后要写明内容"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_named(param)} {_takes(param.type)}"
    extra = re.match(r"Got unexpected extra arguments? \((.*)\)", error.message)
    return f"多写了“{extra[1]}”" if extra else error.message


def _meant(names: Any) -> str:
    return f"，是否为 {names[0]}？" if names else ""


def _named(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else f"“{param.human_readable_name}”"


def _takes(kind: Any) -> str:
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(kind.choices)} 之一"
    return f"应为不小于 {kind.min} 的整数" if isinstance(kind, click.IntRange) else "应为整数"
