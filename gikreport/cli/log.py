"""`gikreport log`: the log of what was checked, waived and rendered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import gikreport

from .common import SOUND, UNSOUND, told_errors
from .help import command as declare, group as declare_group
from .options import lang_option


@declare_group(name="log", short_help="查看日志是否完整。")
def command() -> None:
    """日志（--log）：核对、豁免、生成各记一行，每行带有上一行的散列值。"""


@declare(name="verify", short_help="逐行核对日志。")
@click.argument("file", metavar="日志")
@click.option("--head", metavar="散列值", help="以前记下的某一行的散列值：看它是否还在日志中。")
@lang_option
def verify(file: str, head: str | None, lang: str) -> None:
    """逐行核对日志，指出第一处断开的地方。

    有一行断开时退出码为 1。只删去末尾几行的，要用 --head 给出以前记下的散列值才能发现。
    """
    with told_errors(lang):
        found = gikreport.verify_log(file, head)
    click.echo(_told(found, file, lang))
    raise SystemExit(SOUND if found.broken is None else UNSOUND)


def _told(found: gikreport.LogVerdict, file: str, lang: str) -> str:
    if found.fault is not None:
        where = f"{file} line {found.broken}: " if lang == "en" else f"{file} 第{found.broken}行："
        return where + found.fault.told(lang)
    if lang == "en":
        return f"{file}: {found.lines} lines, whole; hash of the last: {found.head}"
    return f"{file}：共 {found.lines} 行，完整；最后一行的散列值 {found.head}"


command.add_command(verify)


def judged_entries(judged: tuple[gikreport.Judged, ...]) -> Iterator[dict[str, Any]]:
    """What the log says of each file that was checked."""
    for one in judged:
        yield {
            **version(),
            **file_entry(one.name),
            "exit_code": one.exit_code,
            "findings": [f"{finding.code} {finding.fingerprint}" for finding in one.findings],
            "waived": [waiver.told for _, waiver in one.excused],
        }


def file_entry(name: str) -> dict[str, Any]:
    """A file and its SHA-256, null where it cannot be read."""
    try:
        with Path(name).open("rb") as file:
            return {"file": name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
    except (OSError, ValueError):
        return {"file": name, "sha256": None}


def version() -> dict[str, Any]:
    """The version that did it."""
    return {"version": gikreport.__version__}


def made_entry(place: str, made: gikreport.Manifest) -> dict[str, Any]:
    """What the log says of a published folder: the digest of its manifest, which names all the rest."""
    source = made.source or made.data
    return {
        **version(),
        "file": source.name,
        "sha256": source.sha256,
        "output": place,
        "manifest": made.digest,
        "waived": [waiver.told for waiver in made.waivers],
    }


def rendered_entry(
    document: gikreport.SoundReport | gikreport.Draft, output: str, content: bytes, given: gikreport.Inputs
) -> dict[str, Any]:
    """What the log says of a document that was rendered."""
    return {
        **version(),
        "file": given.data[0],
        "sha256": hashlib.sha256(given.data[1]).hexdigest(),
        "output": output,
        "output_sha256": hashlib.sha256(content).hexdigest(),
        "draft": isinstance(document, gikreport.Draft),
        "waived": list(getattr(document, "waivers", ())),
    }


def batch_entry(result: gikreport.Result, out: str) -> dict[str, Any]:
    """What the log says of one report of a batch: `kept` is what an earlier run had done."""
    return {
        **version(),
        "name": result.name,
        "status": result.status,
        "kept": result.kept,
        "key": result.key,
        "findings": [f"{finding['code']} {finding['fingerprint']}" for finding in result.findings],
        "folder": out,
        "outputs": dict(zip(result.outputs, result.digests, strict=True)),
    }
