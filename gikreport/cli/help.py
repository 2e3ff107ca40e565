"""Help that wraps by display width: a Chinese character is two columns wide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

import click

from .usage import told_usage


def columns(text: str) -> int:
    """How many columns a text takes on a console."""
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; breaks between Chinese characters, at spaces elsewhere."""
    lines, line, used = [], "", 0
    for word in _words(text):
        size = columns(word)
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", 0
            word = word.lstrip()
            size = columns(word)
        line, used = line + word, used + size
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if char == " " or (columns(char) == 2 and char not in "，。；：、）”"):
            yield word
            word = char
        else:
            word += char
    yield word


class ChineseFormatter(click.HelpFormatter):
    """Click's formatter, measuring columns instead of characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """用法: one line."""
        words = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        self.write(f"{'用法：' if prefix is None else prefix}{prog} {words}\n")

    def write_heading(self, heading: str) -> None:
        """选项： on a line of its own."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped."""
        for number, paragraph in enumerate(text.split("\n\n")):
            words = " ".join(line.strip() for line in paragraph.splitlines())
            self.write("\n" if number else "")
            for line in wrapped(words.strip(), self.width - self.current_indent):
                self.write(" " * self.current_indent + line + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of names and their explanations, in two columns."""
        rows = list(rows)
        first = min(col_max, max((columns(name) for name, _ in rows), default=0)) + col_spacing
        for name, text in rows:
            indent = " " * self.current_indent
            gap = first - columns(name)
            self.write(indent + name + (" " * gap if gap >= col_spacing else "\n" + indent + " " * first))
            lines = wrapped(text, self.width - first - self.current_indent) or [""]
            self.write(("\n" + indent + " " * first).join(lines) + "\n")


class ChineseContext(click.Context):
    """A context whose help is laid out in Chinese."""

    def make_formatter(self) -> click.HelpFormatter:
        """The formatter of this house."""
        return ChineseFormatter(width=min(self.terminal_width or 96, 96), max_width=self.max_content_width)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """选项: each with its explanation."""
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(ctx)) is not None]
    with formatter.section("选项"):
        formatter.write_dl([(name, _in_chinese(text)) for name, text in rows])


def _in_chinese(text: str) -> str:
    """What click adds to an option's explanation, in Chinese; a required one says so first."""
    words, required, _ = text.partition("  [required]")
    words = re.sub(r"\[default: ([^;\]]*).*\]", r"（默认 \1）", words).replace("  （", "（")
    return f"必填。{words}" if required else words


def explained(option: click.Option | None) -> click.Option | None:
    """The help option with its explanation in Chinese."""
    if option is not None:
        option.help = "显示说明。"
    return option


class ChineseCommand(click.Command):
    """A command with the Chinese headings of its help, and its usage errors in Chinese."""

    context_class = ChineseContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        with told_usage(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Do what it says."""
        with told_usage(ctx):
            return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项: each with its explanation."""
        write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        return explained(super().get_help_option(ctx))


def command(**settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """Declare a command of this house."""
    return click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]}, **settings)


class ChineseGroup(ChineseCommand, click.Group):
    """A command with commands of its own."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named."""
        if self.get_command(ctx, args[0]) is None:
            meant = get_close_matches(args[0], self.list_commands(ctx), 1)
            raise click.UsageError(f"没有“{args[0]}”这个命令{f'，是否为 {meant[0]}？' if meant else ''}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        write_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(self.listed())

    def listed(self) -> list[tuple[str, str]]:
        """Each command with its one line."""
        return [(name, one.get_short_help_str(60)) for name, one in sorted(self.commands.items())]


def group(**settings: Any) -> Callable[[Callable[..., Any]], click.Group]:
    """Declare a command of this house that has commands of its own."""
    return click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]}, **settings)
