"""What a batch survives: outputs that are not whole, records that are not its own, a cluster that is gone."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import gikreport
from gikreport.batches import Settings
from gikreport.batches.flow import Flow
from gikreport.batches.journal import FILE, Journal
from gikreport.batches.task import Task
from gikreport.cli import group
from gikreport.errors import CannotRender
from gikreport.proof.digests import file_digest


def written(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        data: dict[str, Any] = {"agency": f"某县自然资源局{number}", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
        (folder / f"{number}.json").write_text(json.dumps(data), "utf-8")
    return folder


def done_again(folder: Path, out: Path) -> set[str]:
    return {result.name for result in gikreport.batch(folder, out, resume=True) if not result.kept}


def rows(out: Path, statement: str, *given: object) -> None:
    with sqlite3.connect(out / FILE) as database:
        database.execute(statement, given)
    database.close()


def test_a_document_that_is_not_as_it_was_written_is_done_again(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 4), tmp_path / "out"
    list(gikreport.batch(folder, out))
    whole = {path.name: path.read_bytes() for path in out.glob("*.docx")}
    (out / "0.docx").write_bytes(b"")
    (out / "1.docx").write_bytes(whole["1.docx"][:-1] + b"x")
    (out / "2.docx").unlink()
    assert done_again(folder, out) == {"0.json", "1.json", "2.json"}
    assert {path.name: path.read_bytes() for path in out.glob("*.docx")} == whole
    assert done_again(folder, out) == set()


@pytest.mark.parametrize("column", ["target", "key", "record", "proof"])
def test_a_record_that_somebody_changed_is_none(tmp_path: Path, column: str) -> None:
    folder, out = written(tmp_path / "in", 2), tmp_path / "out"
    list(gikreport.batch(folder, out))
    rows(out, f"update done set {column} = replace({column}, substr({column}, -1), '/../../x') where name = '0.json'")
    assert done_again(folder, out) == {"0.json"}
    assert sorted(path.name for path in tmp_path.rglob("*.docx")) == ["0.docx", "1.docx"]
    assert done_again(folder, out) == set()


@pytest.mark.parametrize("content", [b"notes of somebody", None], ids=["text", "database"])
@pytest.mark.parametrize("resume", [False, True])
def test_a_file_of_somebody_else_is_no_record_and_stays(tmp_path: Path, content: bytes | None, resume: bool) -> None:
    out = tmp_path / "out"
    out.mkdir()
    if content is None:
        rows(out, "create table done (a)")
    else:
        (out / FILE).write_bytes(content)
    before = (out / FILE).read_bytes()
    with pytest.raises(CannotRender) as raised:
        list(gikreport.batch(written(tmp_path / "in", 1), out, resume=resume))
    assert raised.value.told() == f"{out / FILE} 不是批量处理的进度记录，或已损坏；请移走它，再不加 --resume 重做"
    assert (out / FILE).read_bytes() == before
    assert list(out.glob("*.docx")) == []


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 30), tmp_path / "out"
    list(gikreport.batch(folder, out))
    whole = (out / FILE).read_bytes()
    (out / FILE).write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(CannotRender, match="不是批量处理的进度记录，或已损坏"):
        list(gikreport.batch(folder, out, resume=True))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_a_record_is_no_link(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 1), tmp_path / "out"
    list(gikreport.batch(folder, out))
    (out / FILE).rename(tmp_path / "elsewhere")
    (out / FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotRender, match="不是批量处理的进度记录"):
        list(gikreport.batch(folder, out, resume=True))


def test_only_what_this_batch_left_behind_is_taken_away(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 1), tmp_path / "out"
    list(gikreport.batch(folder, out))
    journal = Journal(Settings(out=str(out)), resume=True)
    journal.close()
    (out / "sub").mkdir()
    own = out / "sub" / f".gikreport-{journal.mark}-0123456789abcdef.part"
    others = [out / ".download.part", out / ".gikreport--0123456789abcdef.part", out / ".a.docx.01ab.part"]
    for path in (own, *others):
        path.write_bytes(b"x")
    assert done_again(folder, out) == set()
    assert not own.exists()
    assert all(path.exists() for path in others)


class Gone(Executor):
    """A cluster that takes one chunk, and never answers again."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()

    def lost(self) -> bool:
        self.asked += 1
        return self.asked > 1


def test_a_cluster_that_is_gone_ends_the_run_with_a_word_on_resume(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gikreport.batches.flow._LOOK", 0.01)
    executor = Gone()
    with pytest.raises(CannotRender) as raised:
        list(gikreport.batch(written(tmp_path / "in", 3), tmp_path / "out", executor=executor))
    assert raised.value.told() == "dask 集群的调度进程没有回应；重新启动它，再加 --resume 接着做"
    assert raised.value.exit_code == 4
    assert executor.asked == 2
    assert (tmp_path / "out" / "summary.json").is_file()


def test_processes_that_cannot_be_started_are_told(tmp_path: Path) -> None:
    def no_memory() -> Executor:
        raise OSError(12, "Cannot allocate memory")

    with pytest.raises(CannotRender) as raised:
        Flow(no_memory, Settings(out=str(tmp_path)), 2, owned=True)
    assert raised.value.told() == "不能启动进程：内存不足；减少 --jobs，加 --resume 接着做"

    class Full(Gone):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            raise BlockingIOError(11, "Resource temporarily unavailable")

    tasks = iter([Task("a.json", "a.json", "a")])
    with pytest.raises(CannotRender, match="不能启动进程：进程数到了上限"):
        list(Flow(Full, Settings(out=str(tmp_path)), 2, owned=True).results(tasks))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "内存不足，没有做完；批量处理时减少 --jobs 再试"),
        (OSError(28, "No space left on device"), "系统不允许：磁盘已满"),
    ],
    ids=["memory", "temporary files"],
)
def test_what_the_system_refuses_is_the_result_of_that_report_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    folder, real = written(tmp_path / "in", 3), gikreport.render

    def render(document: Any, *args: Any, **more: Any) -> bytes:
        if document.agency.endswith("1"):
            raise error
        return real(document, *args, **more)

    monkeypatch.setattr("gikreport.batches.task.render", render)
    results = {result.name: result for result in gikreport.batch(folder, tmp_path / "out")}
    assert {name: result.status for name, result in results.items()} == {
        "0.json": "written", "1.json": "failed", "2.json": "written",
    }  # fmt: skip
    assert (results["1.json"].error or {})["message"] == said


def test_everything_is_on_disk_before_the_summary_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(os, "sync", lambda: order.append("sync"))
    monkeypatch.setattr("gikreport.batches.summary.write_json", lambda *given: order.append("summary"))
    list(gikreport.batch(written(tmp_path / "in", 1), tmp_path / "out"))
    assert order == ["sync", "summary"]
    monkeypatch.delattr(os, "sync")
    flushed: list[str] = []
    monkeypatch.setattr("gikreport.batches.run.flush_file", lambda path: flushed.append(path.name))
    list(gikreport.batch(tmp_path / "in", tmp_path / "out"))
    assert flushed == ["0.docx"]


def test_the_log_has_each_report_of_a_batch_with_the_digests_of_its_outputs(tmp_path: Path) -> None:
    folder, out, log = written(tmp_path / "in", 3), tmp_path / "out", tmp_path / "a.log"
    (folder / "bad.json").write_text("{", "utf-8")
    ran = CliRunner().invoke(group, ["batch", str(folder), "-o", str(out), "--log", str(log)])
    assert ran.exit_code == 3
    facts = [json.loads(line)["facts"] for line in log.read_text("utf-8").splitlines()]
    assert sorted((fact["name"], fact["status"]) for fact in facts) == [
        ("0.json", "written"), ("1.json", "written"), ("2.json", "written"), ("bad.json", "unreadable"),
    ]  # fmt: skip
    digest = file_digest("0.docx", (out / "0.docx").read_bytes())
    assert next(fact for fact in facts if fact["name"] == "0.json")["outputs"] == {"0.docx": digest.sha256}
    assert gikreport.verify_log(log).broken is None


def test_each_output_has_its_manifest_by_which_it_is_made_again(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 1), tmp_path / "out"
    row = {"agency": "某县第一中学", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
    results = list(gikreport.batch([folder, row], out, to=["docx", "html"], manifest=True))
    assert [result.status for result in results] == ["written", "written"]
    names = {name for result in results for name in result.outputs}
    made = {f"{stem}{suffix}" for stem in ("0", "某县第一中学2024") for suffix in (".docx", ".html")}
    assert names == made | {f"{name}.manifest.json" for name in made} | {"某县第一中学2024.json"}
    for name in made:
        data = folder / "0.json" if name.startswith("0") else None
        assert gikreport.verify(out / name, data=data).deviations == ()
    (out / "0.html").write_bytes((out / "0.html").read_bytes().replace(b"</p>", b" </p>", 1))
    assert gikreport.verify(out / "0.html", data=folder / "0.json").exit_code == 1
    assert done_again_with_manifests([folder, row], out) == {"0.json"}


def done_again_with_manifests(sources: list[Any], out: Path) -> set[str]:
    again = gikreport.batch(sources, out, to=["docx", "html"], manifest=True, resume=True)
    return {result.name for result in again if not result.kept}


def test_a_manifest_is_of_files_packed_by_zlib(tmp_path: Path) -> None:
    with pytest.raises(CannotRender, match=r"^清单只用于 zlib 压缩的文件$"):
        gikreport.batch(tmp_path, tmp_path / "out", codec="isal", manifest=True)


def test_rows_that_are_called_alike_are_told_apart_by_numbers(tmp_path: Path) -> None:
    rows = [{"agency": "某局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}] * 5
    for resume in (False, True):
        names = [result.name for result in gikreport.batch(rows, tmp_path / "out", check_only=True, resume=resume)]
        assert names == ["某局2024.json", *(f"某局2024-{number}.json" for number in range(2, 6))]
