"""Where a document is not what its manifest states: what went in, what came out, what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import CannotRender, GikreportError, Problem, Words
from ..files import file_bytes
from ..model.finding import UnsoundReport
from ..renderers.printed.pdf import compare
from .derivation import Derivation
from .difference import difference
from .digests import FileDigest, file_digest, template_digests
from .manifest import Output, plain
from .verdict import Verdict


def input_deviations(now: Derivation) -> Iterator[Problem]:
    """What was changed of the data, of last year's report and of the templates."""
    stated = now.stated
    if not now.is_folder:
        yield from _changed(stated.data, now.data)
    elif "data" in now.given and stated.source is not None:
        yield from _changed(stated.source, now.given["data"])
    if stated.previous is not None and now.previous is not None:
        yield from _changed(stated.previous, now.previous)
    here = {one.name: one for one in template_digests(now.inputs.reading.form, now.inputs.template)}
    for one in stated.templates:
        if one.name not in here:
            yield Problem(one.name, Words("没有这个模板", "this template is not there"))
        elif here[one.name] != one:
            yield Problem(one.name, Words("模板与清单不符", "the template is not the one stated"))
    for name in sorted(set(here) - {one.name for one in stated.templates}):
        yield Problem(name, Words("清单中没有这个模板", "the manifest does not name this template"))


def _changed(stated: FileDigest, path: Path) -> Iterator[Problem]:
    here = file_digest(stated.name, file_bytes(path))
    if here != stated:
        zh = f"已改动：清单中 SHA-256 为 {stated.sha256[:16]}…，现为 {here.sha256[:16]}…"
        en = f"was changed: SHA-256 {stated.sha256[:16]}… is stated, it is {here.sha256[:16]}…"
        yield Problem(path.name, Words(zh, en))


def output_deviations(stated: Output, now: Derivation, derived: bytes | None) -> Iterator[Problem]:
    """What is wrong with one output: gone, changed, or not what its data give."""
    actual = now.content(stated.name)
    if actual is None:
        yield Problem(stated.name, Words("没有这个文件", "this file is not there"))
    elif file_digest(stated.name, actual) != _digest(stated):
        yield Problem(stated.name, _not_as_stated(stated, actual, derived))
    elif not stated.derived:
        yield from _pdf_deviations(stated.name, actual, now)
    elif derived is not None and derived != actual:
        words = difference(stated.name, actual, derived)
        yield Problem(stated.name, Words(f"与由数据重新生成的不同：{words.zh}", f"not what the data give: {words.en}"))


def _digest(output: Output) -> FileDigest:
    return FileDigest(name=output.name, bytes=output.bytes, sha256=output.sha256, sm3=output.sm3)


def _not_as_stated(stated: Output, actual: bytes, derived: bytes | None) -> Words:
    if derived is not None and derived != actual:
        where = difference(stated.name, actual, derived)
        return Words(f"与清单不符：{where.zh}", f"not as stated: {where.en}")
    here = file_digest(stated.name, actual)
    due, found = f"{stated.bytes} 字节 {_short(stated)}", f"{here.bytes} 字节 {_short(here)}"
    due_en, found_en = f"{stated.bytes} bytes, {_short(stated)}", f"{here.bytes} bytes, {_short(here)}"
    return Words(f"与清单不符：应为 {due}，实为 {found}", f"not as stated: {due_en} are due, not {found_en}")


def _short(one: FileDigest | Output) -> str:
    return f"SHA-256 {one.sha256[:16]}… SM3 {one.sm3[:16]}…"


def _pdf_deviations(name: str, actual: bytes, now: Derivation) -> Iterator[Problem]:
    """The text of a PDF against that of the document; its bytes cannot be made again."""
    try:
        compare(now.word, actual)
    except CannotRender as error:
        yield Problem(name, why(error))
    except GikreportError:
        return  # of the data, and told there


def stated_deviations(now: Derivation) -> Iterator[Problem]:
    """What the manifest states of the report and of its verdict that is not so."""
    again = now.manifest
    for name in ("report", "options", "waivers", "seal"):
        stated, here = getattr(now.stated, name), getattr(again, name)
        if name == "seal" and stated is not None and here is not None and here.page is None:
            stated = stated.unprinted  # nothing here shows where it was printed
        if stated != here:
            yield Problem(name, _instead(plain(stated), plain(here)))
    yield from _verdict_deviations(now.stated.verdict, now.verdict)


def _verdict_deviations(stated: Verdict, here: Verdict) -> Iterator[Problem]:
    for one in here.findings:
        if one not in stated.findings:
            yield Problem(f"{one.code} {one.place}", Words("清单中没有这个问题", "this finding is not stated"))
    for one in stated.findings:
        if one not in here.findings:
            yield Problem(f"{one.code} {one.place}", Words("清单中的这个问题现在没有", "a finding stated is not found"))
    for code in sorted({*stated.rules, *here.rules}):
        before, now = stated.rules.get(code, "—"), here.rules.get(code, "—")
        if before != now:
            yield Problem(code, _instead(before, now))


def _instead(stated: object, here: object) -> Words:
    return Words(f"清单写的是 {stated}，现为 {here}", f"{stated} is stated, it is {here}")


def why(error: GikreportError) -> Words:
    """Why nothing comes out of the data, in one line."""
    problems = error.problems[:3]
    zh = "；".join([error.words.zh, *(problem.told("zh") for problem in problems)])
    en = "; ".join([error.words.en, *(problem.told("en") for problem in problems)])
    if isinstance(error, UnsoundReport):
        return Words(f"由这些数据不能成文：{zh}", f"no document comes of these data: {en}")
    return Words(zh, en)
