"""Documents behind the fence: read as here, and ended in words where they take too much; the next one is read."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import gikreport
from gikreport import Exhausted, Limits, ReadAhead, judge, read
from gikreport.cli import group
from gikreport.fence import Fence, begun
from gikreport.findings.json import error_data
from gikreport.forms import FORMS
from support import ROOT
from support.bounded import gone, taken
from support.hostile import KINDS

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
REMEDY = (
    "；文件可能已损坏或有意为之，请在 Word、WPS 或 Excel 中打开后另存一份再读；"
    "来源可靠、只是内容多的，放宽限额：gikreport --limits seconds=60,memory=1GB 命令 …"
)
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="the limits of a process are those of Linux")


@pytest.fixture(scope="module")
def document() -> bytes:
    return gikreport.render(gikreport.load(EXAMPLE), ".docx")


@pytest.fixture(scope="module")
def endless() -> bytes:
    """A PDF of 220 KB of boxes, each held against each other: it takes several seconds."""
    return next(kind for kind in KINDS if kind.name == "pdf-boxes").make(220_000)


def named(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


def test_a_document_is_read_as_it_is_here(document: bytes) -> None:
    fenced, here = read(document, isolated=True), read(document)
    assert fenced == here
    assert any(fenced.form is form for form in FORMS)


def test_what_is_wrong_with_a_document_is_told_as_here() -> None:
    for isolated in (True, False):
        with pytest.raises(gikreport.Unreadable, match=r"^年报\.docx 读不出来\n  文件不完整，或不是 Office 文档$"):
            read(named(b"PK\x03\x04", "年报.docx"), isolated=isolated)


@needs_limits
def test_a_document_that_takes_too_long_is_its_own_result_and_the_next_is_read(
    document: bytes, endless: bytes, tmp_path: Path
) -> None:
    names = [str(tmp_path / name) for name in ("1.docx", "2.pdf", "3.docx")]
    for name, data in zip(names, (document, endless, document), strict=True):
        Path(name).write_bytes(data)
    first, second, third = judge(names, reader=ReadAhead(names, Limits(seconds=1)))
    assert (first.exit_code, second.exit_code, third.exit_code) == (0, 3, 0)
    assert isinstance(second.error, Exhausted)
    assert second.error.told() == f"2.pdf 读不出来\n  读它用时超过 1 秒（内容多的已酌加），已经停下{REMEDY}"
    assert error_data(second.error)["code"] == "seconds"


@needs_limits
def test_a_document_that_takes_too_much_memory_is_told() -> None:
    assert begun(taken, (2**20,), "年报.xlsx", Limits(memory=2**27))() == 2**20
    with pytest.raises(Exhausted) as raised:
        begun(taken, (2**28,), "年报.xlsx", Limits(memory=2**27))()
    assert raised.value.told() == f"年报.xlsx 读不出来\n  读它要用的内存超过 128 MB，已经停下{REMEDY}"
    assert raised.value.code == "memory"


def test_a_worker_that_dies_is_told_and_replaced() -> None:
    died, after = (begun(work, (9,), "年报.pdf", Limits()) for work in (gone, taken))
    with pytest.raises(Exhausted) as raised:
        died()
    assert raised.value.told("en").startswith(
        "年报.pdf cannot be read\n  the process that read it died; it may be broken"
    )
    assert raised.value.code == "ended"
    assert after() == 9


def test_what_waited_when_the_last_worker_ended_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Future[int]] = []

    def broken_once(self: Fence, *args: Any) -> Future[int]:
        future: Future[int] = Future()
        given.append(future)
        if len(given) == 1:
            future.set_exception(BrokenProcessPool("All workers expired"))
        else:
            future.set_result(9)
        return future

    monkeypatch.setattr(Fence, "begun", broken_once)
    monkeypatch.setattr("gikreport.fence._FENCE.has_answered", True)
    assert begun(taken, (9,), "年报.pdf", Limits())() == 9
    monkeypatch.setattr("gikreport.fence._FENCE.has_answered", False)
    given.clear()
    with pytest.raises(gikreport.CannotRender, match="读文件用的进程启动不了"):
        begun(taken, (9,), "年报.pdf", Limits())()


def test_a_data_file_needs_no_fence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gikreport.sources.begun", None)
    assert read(EXAMPLE, isolated=True) == read(EXAMPLE)


class Sent(Exception):
    """What a test raises in place of the worker."""


# Everything public that opens a file which may come from anybody.
DOORS: dict[str, tuple[str, Callable[[str], object]]] = {
    "read": (".docx", gikreport.read),
    "load": (".docx", gikreport.load),
    "inputs": (".docx", lambda path: gikreport.Inputs(data=path).reading),
    "read ahead": (".docx", gikreport.ReadAhead([])),
    "layout": (".docx", gikreport.check_layout),
    "annotate": (".docx", lambda path: gikreport.annotated(Path(path).read_bytes(), (), Path(path).name)),
    "template": (".docx", gikreport.lint_template),
    "register": (".csv", lambda path: gikreport.count_register(path, year=2021, agency="某局")),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_is_behind_the_fence_within_isolation(
    door: str, document: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sent(function: object, given: Sequence[object], name: str, limits: Limits) -> object:
        pickle.dumps((function, given))
        raise Sent(name, limits.seconds)

    for module in ("gikreport.fence", "gikreport.sources"):
        monkeypatch.setattr(f"{module}.begun", sent)
    suffix, opened = DOORS[door]
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(document)
    with pytest.raises(Sent) as raised, gikreport.isolation(Limits(seconds=7)):
        opened(str(path))
    assert raised.value.args in {(path.name, 7), ("", 7)}
    with contextlib.suppress(gikreport.GikreportError):
        DOORS["layout"][1](str(path))  # outside of isolation it is opened here


def opened_everywhere(document: bytes) -> tuple[object, ...]:
    """What each kind of work on a file of somebody else's comes to."""
    folder = ROOT / "examples" / "register"
    counted = gikreport.count_register(
        folder / "register-corrected.csv", year=2021, agency="某局", mapping=folder / "register.toml", late=True
    )
    layout, faults = gikreport.check_layout(document), gikreport.lint_template(document)
    return layout, faults, gikreport.annotated(document, layout), counted


def test_what_comes_back_from_the_worker_is_as_it_is_made_here(document: bytes) -> None:
    with gikreport.isolation():
        fenced = opened_everywhere(document)
    assert fenced == opened_everywhere(document)


def run(*arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(group, arguments)


def test_limits_are_written_as_the_command_takes_them() -> None:
    assert gikreport.limits_of("seconds=60, memory=1GB,pages = 300") == Limits(seconds=60, memory=2**30, pages=300)
    for wrong in ("sec=1", "seconds=0", "seconds=-1", "seconds", "pages=1XB"):
        with pytest.raises(gikreport.Unreadable) as raised:
            gikreport.limits_of(wrong)
        assert raised.value.told().startswith(
            f"限额“{wrong}”不是能用的限额\n  应为“名称=数”，如 seconds=60、memory=1GB；名称有：file、"
        )


def test_the_command_holds_the_limits_that_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_text("一二三四五六", "utf-8")
    asked = run("--limits", "characters=5", "read", str(path))
    assert asked.exit_code == 3
    assert asked.stderr == (
        "年报.txt 读不出来\n  文字的字数超过 5，不像一份年度报告；确是年度报告的，"
        "请把内容复制到新文件中再读，或用 --limits characters=… 放宽\n"
    )
    usage = run("--limits", "signs=5", "read", str(path))
    assert (usage.exit_code, "限额“signs=5”不是能用的限额：应为“名称=数”" in usage.stderr) == (2, True)


def test_limits_are_those_that_are_given() -> None:
    with pytest.raises(gikreport.Unreadable, match="文字的字数超过 5，"):
        read(named("一二三四五六".encode(), "年报.txt"), limits=Limits(characters=5))
    with pytest.raises(gikreport.Unreadable, match="文字的字数超过 5，"):
        read(named("一二三四五六".encode(), "年报.txt"), limits=Limits(characters=5), isolated=True)
    with pytest.raises(ValueError, match="characters"):
        Limits(characters=0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    pipe, listed = tmp_path / "pipe.json", tmp_path / "all.txt"
    os.mkfifo(pipe)
    said = "这是管道或设备，不是文件；要读标准输入请写 -"
    with pytest.raises(gikreport.Unreadable) as raised:
        read(pipe)
    assert raised.value.told() == f"打不开 {pipe}：{said}"
    listed.write_text(f"/dev/zero\npipe.json\n{EXAMPLE}\n", "utf-8")
    results = list(gikreport.batch(listed, tmp_path / "out", check_only=True))
    assert [result.status for result in results] == ["unreadable", "unreadable", "sound"]
    assert [result.error and result.error["message"] for result in results[:2]] == [
        f"打不开 /dev/zero：{said}",
        f"打不开 {pipe}：{said}",
    ]


def test_a_stream_without_end_is_read_to_its_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            assert 0 < size < 2**25
            self.given += size
            return b"0" * size

    stream = Endless()
    with pytest.raises(gikreport.Unreadable, match="文件的字节数超过 100，"):
        read(stream, limits=Limits(file=100))  # type: ignore[arg-type]
    assert stream.given == 101


def test_a_list_is_bounded(tmp_path: Path) -> None:
    listed = tmp_path / "all.txt"
    listed.write_text("a.json\n" * 10, "utf-8")
    from gikreport.limits import held

    with held(Limits(listed=20)), pytest.raises(gikreport.Unreadable, match="清单的字节数超过 20，"):
        list(gikreport.items(listed))
    with held(Limits(files=9)), pytest.raises(gikreport.Unreadable, match="清单中的文件数超过 9，"):
        list(gikreport.items(listed))
