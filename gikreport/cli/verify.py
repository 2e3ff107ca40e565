"""`gikreport verify`: whether a document still is what its manifest says."""

from __future__ import annotations

import json

import click

import gikreport

from .common import told_errors
from .help import command as declare
from .options import lang_option, style_option


@declare(name="verify", short_help="核验发布的文件夹或文件。")
@click.argument("place", metavar="文件夹|文件")
@click.option("--data", metavar="文件", help="数据文件；默认为清单旁边的那一份。")
@click.option("--previous", metavar="文件", help="上一年的报告（清单中有的）。")
@click.option("--template", metavar="模板", help="本单位的模板（清单中有的）。")
@click.option("--public-key", metavar="文件.pem", help="核对签名的公钥（Ed25519 或 SM2）。")
@style_option("text", "json")
@lang_option
def command(
    place: str, data: str | None, previous: str | None, template: str | None, public_key: str | None, kind: str,
    lang: str,
) -> None:  # fmt: skip
    """按清单核验：每个文件是否原样，由数据重新生成的是否逐字节相同，核对结果是否仍然成立。

    有一处不符时退出码为 1；没有清单或读不出来时为 3。
    """
    with told_errors(lang):
        key = gikreport.public_key_of(public_key) if public_key else None
        found = gikreport.verify(place, data=data, previous=previous, template=template, public_key=key)
    click.echo(_json(found, lang) if kind == "json" else _text(found, place, lang))
    raise SystemExit(found.exit_code)


def _text(found: gikreport.Verification, place: str, lang: str) -> str:
    lines = [problem.told(lang) for problem in found.deviations]
    note = "note: " if lang == "en" else "说明："
    return "\n".join([*lines, *(note + problem.told(lang) for problem in found.notes), _summary(found, place, lang)])


def _summary(found: gikreport.Verification, place: str, lang: str) -> str:
    if found.deviations:
        count = len(found.deviations)
        return f"{place}: {count} deviations" if lang == "en" else f"{place}：{count} 处不符"
    files, again = len(found.manifest.outputs), sum(output.derived for output in found.manifest.outputs)
    if lang == "en":
        return f"{place}: as stated; {files} files, {again} made again from the data"
    return f"{place}：与清单相符；文件 {files} 个，其中 {again} 个已由数据重新生成并比对"


def _json(found: gikreport.Verification, lang: str) -> str:
    told = {
        name: [{"at": problem.at, "message": problem.words.told(lang)} for problem in problems]
        for name, problems in (("deviations", found.deviations), ("notes", found.notes))
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
