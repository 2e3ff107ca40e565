"""Many reports at once: none stops another, nothing is lost when a run, or a worker, is killed."""

import json
import os
import pickle
import random
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import gikreport
from gikreport.batches import Item, Result, Settings
from gikreport.batches.flow import Flow, processes
from gikreport.batches.task import Task
from gikreport.errors import CannotRender, Unreadable

AGENCY = "某某县自然资源局"
UNSOUND = {"t3": {"natural_person": {"received": 1}}}


def data(number: int = 0, **changes: Any) -> dict[str, Any]:
    tables = {"t2": {}, "t3": {}, "t4": {}, **changes}
    texts = {
        "overview": "依法公开。",
        "problems": "公开内容还不够细，已按季度补充和核对。",
        "other_matters": "本年度没有收取信息处理费。",
        "signed_on": "2025-01-12",
    }
    return {"agency": f"{AGENCY}{number}", "year": 2024, **texts, **tables}


def written(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.json").write_text(json.dumps(data(number)), "utf-8")
    return folder


def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text("utf-8"))
    return found


def whole(out: Path) -> list[str]:
    """The documents in a folder, each of them a whole package."""
    for path in out.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*.docx"))


def command(*args: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "gikreport", "batch", *map(str, args)], capture_output=True, text=True)


def test_one_bad_report_never_stops_the_others(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 3)
    (folder / "甲").mkdir()
    (folder / "甲" / "same.json").write_text(json.dumps(data(7)), "utf-8")
    (folder / "甲" / "same.toml").write_text('agency = "乙"\nyear = 2024\n[t2]\n[t3]\n[t4]\n', "utf-8")
    (folder / "broken.json").write_text("{", "utf-8")
    (folder / "unsound.json").write_text(json.dumps(data(8, **UNSOUND)), "utf-8")
    (folder / "~$open.docx").write_bytes(b"x")
    out = folder / "out"  # inside the folder itself
    results = {result.name: result for result in gikreport.batch(folder, out)}
    assert Counter(result.status for result in results.values()) == {"written": 5, "unsound": 1, "unreadable": 1}
    assert whole(out) == ["0000.docx", "0001.docx", "0002.docx", "甲/same.docx", "甲/same.toml.docx"]
    assert [finding["code"] for finding in results["unsound.json"].findings] == ["T301", "S101"]
    assert results["broken.json"].error is not None
    assert not list(out.rglob("*.part"))
    again = list(gikreport.batch(folder, out))
    assert {result.name for result in again} == set(results)


def test_the_summary_tells_every_report(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 2)
    (folder / "unsound.json").write_text(json.dumps(data(8, **UNSOUND) | {"agency": "=1+1"}), "utf-8")
    run = gikreport.batch(folder, tmp_path / "out", check_only=True)
    results = sorted(run, key=lambda result: result.name)
    told = summary(tmp_path / "out")
    assert run.summarised == ("summary.json", "summary.xlsx")
    assert told["counts"] == {"sound": 2, "unsound": 1}
    assert [report["name"] for report in told["reports"]] == [result.name for result in results]
    assert told["reports"][2]["findings"] == list(results[2].findings)
    sheet = openpyxl.load_workbook(tmp_path / "out" / "summary.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0][:5] == ("文件", "单位", "年度", "结果", "错误")
    assert rows[1][:5] == ("0000.json", f"{AGENCY}0", 2024, "数据相符", 0)
    assert rows[3][:5] == ("unsound.json", "=1+1", 2024, "有问题，未生成", 1)
    assert whole(tmp_path / "out") == []


def test_resume_does_what_is_new_or_changed_and_nothing_else(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 4), tmp_path / "out"
    list(gikreport.batch(folder, out))
    (folder / "0001.json").write_text(json.dumps(data(99)), "utf-8")
    (folder / "0003.json").touch()
    (folder / "0004.json").write_text(json.dumps(data(4)), "utf-8")
    (out / "0002.docx").unlink()
    done = {result.name for result in gikreport.batch(folder, out, resume=True) if not result.kept}
    assert done == {"0001.json", "0002.json", "0004.json"}
    assert len(summary(out)["reports"]) == 5
    assert all(result.kept for result in gikreport.batch(folder, out, resume=True))
    assert not any(result.kept for result in gikreport.batch(folder, out, resume=True, to=[".docx", ".json"]))
    assert (out / "0000.json").is_file()


def test_two_batches_never_write_one_folder(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 40)
    first = iter(gikreport.batch(folder, tmp_path / "out"))
    next(first)
    with pytest.raises(CannotRender):
        list(gikreport.batch(folder, tmp_path / "out"))
    first.close()  # type: ignore[attr-defined]
    assert len(list(gikreport.batch(folder, tmp_path / "out", resume=True))) == 40


@pytest.mark.slow  # processes are started, killed and started again
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_loses_nothing(tmp_path: Path, jobs: int) -> None:
    folder, out = written(tmp_path / "in", 150), tmp_path / "out"
    args: list[str | Path] = [sys.executable, "-m", "gikreport", "batch", folder, "-o", out, "--jobs", str(jobs)]
    process = subprocess.Popen(args)
    while process.poll() is None and len(list(out.glob("*.docx"))) < 40:
        pass
    process.kill()
    process.wait()
    stood = whole(out)
    assert 40 <= len(stood) < 150
    left = {name: (out / name).stat().st_mtime_ns for name in stood}
    assert command(folder, "-o", out, "--resume").returncode == 0
    assert len(whole(out)) == 150
    assert not list(out.rglob("*.part"))
    untouched = sum((out / name).stat().st_mtime_ns == at for name, at in left.items())
    assert untouched > 0
    assert [report["status"] for report in summary(out)["reports"]] == ["written"] * 150


def test_interrupting_tells_how_to_go_on(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 200), tmp_path / "out"
    args: list[str | Path] = [sys.executable, "-m", "gikreport", "batch", folder, "-o", out, "--jobs", "2"]
    with subprocess.Popen(args, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and len(list(out.glob("*.docx"))) < 20:
            pass
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said == "已中断；加 --resume 接着做\n"
    assert len(summary(out)["reports"]) <= len(whole(out)) < 200
    assert command(folder, "-o", out, "--resume", "--jobs", 2).returncode == 0
    assert len(summary(out)["reports"]) == len(whole(out)) == 200


def _kill_once(tasks: Any, settings: Settings) -> list[Result]:
    from gikreport.batches.task import work

    flag = Path(settings.out, "killed")
    if any(task.name == "0020.json" for task in tasks) and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(tasks, settings)


class Killing(ProcessPoolExecutor):
    """A pool in which the worker that gets report 20 for the first time is killed."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(_kill_once, *args, **kwargs)


@pytest.mark.slow  # processes are started, killed and started again
def test_a_killed_worker_costs_no_report(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 50), tmp_path / "out"
    out.mkdir()
    settings = Settings(out=str(out))
    tasks = (Task(item.source, item.name, item.name) for item in gikreport.items(folder))
    results = list(Flow(lambda: Killing(2), settings, 4, owned=True).results(tasks))
    assert (out / "killed").exists()
    assert Counter(result.status for result in results) == {"written": 50}
    assert len({result.name for result in results}) == 50


def _always_kill(tasks: Any, settings: Settings) -> list[Result]:
    from gikreport.batches.task import work

    if any(task.name == "0005.json" for task in tasks):
        os.kill(os.getpid(), signal.SIGKILL)
    return work(tasks, settings)


class Deadly(ProcessPoolExecutor):
    """A pool in which one report kills every worker that gets it."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(_always_kill, *args, **kwargs)


def test_a_report_that_kills_its_worker_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 20)
    tasks = (Task(item.source, item.name, item.name) for item in gikreport.items(folder))
    results = list(Flow(lambda: Deadly(2), Settings(out=str(tmp_path / "out")), 4, owned=True).results(tasks))
    assert [result.name for result in results if result.status == "failed"] == ["0005.json"]
    assert len(results) == 20


class Counting(ThreadPoolExecutor):
    """Counts how many chunks are handed out and not yet taken back."""

    most = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(fn, *args, **kwargs)
        self.most = max(self.most, self._work_queue.qsize())
        return future


def test_a_bounded_number_is_in_flight_on_any_executor(tmp_path: Path) -> None:
    drawn = 0

    def endless() -> Iterator[Item]:
        nonlocal drawn
        for number in range(10_000):
            drawn += 1
            yield Item(data(number), f"{number}.json")

    with Counting(2) as executor:
        run = iter(gikreport.batch(endless(), tmp_path / "out", executor=executor, in_flight=3))
        names = {next(run).name for _ in range(20)}
        run.close()  # type: ignore[attr-defined]
    assert len(names) == 20
    assert drawn <= 16 * (3 + 2)
    assert executor.most <= 3


def test_lists_and_workbooks_hold_reports_too(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 2)
    (tmp_path / "list.txt").write_text("# 名单\nin/0000.json\n\n../outside.json\n", "utf-8-sig")
    book = openpyxl.Workbook()
    keys = ["agency", "year", "t2.licensing", "t3.natural_person.received", "t3.natural_person.carried_forward"]
    rows: list[list[Any]] = [
        [*keys, "t4.reconsideration.upheld"],
        ["甲/乙", 2024, 3, 2, 2, 1],
        [],
        ["丙", 2024, 3, 2, 0, 1],
    ]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "book.xlsx")
    sources = [tmp_path / "list.txt", str(tmp_path / "book.xlsx"), folder / "0001.json", data(5)]
    found = {result.name: result.status for result in gikreport.batch(sources, tmp_path / "out")}
    assert found == {
        "in/0000.json": "written", "outside.json": "unreadable", "甲_乙2024.json": "written",
        "丙2024.json": "unsound", "0001.json": "written", f"{AGENCY}52024.json": "written",
    }  # fmt: skip
    assert len(whole(tmp_path / "out")) == 4


def test_reports_of_one_name_keep_theirs_apart(tmp_path: Path) -> None:
    folders = [written(tmp_path / name, 1) for name in ("a", "b")]
    twice = [*folders, folders[0] / "0000.json", data(7), data(7, t2={"licensing": 1})]
    for resume in (False, True):
        found = {result.name: result.kept for result in gikreport.batch(twice, tmp_path / "out", resume=resume)}
        assert found == dict.fromkeys(
            ["0000.json", "b/0000.json", f"{AGENCY}72024.json", f"{AGENCY}72024-2.json"], resume
        )
    assert len(whole(tmp_path / "out")) == 4


def test_a_list_may_name_anything(tmp_path: Path) -> None:
    written(tmp_path, 1)
    (tmp_path / "0000").write_bytes((tmp_path / "0000.json").read_bytes())
    (tmp_path / "list.txt").write_text("0000.json\n0000\n0000-2.json\n..\n/\n", "utf-8")
    found = {result.name: result.status for result in gikreport.batch(tmp_path / "list.txt", tmp_path / "out")}
    assert found == {
        "0000.json": "written", "0000": "written", "0000-2.json": "unreadable", "_": "unreadable", "_-2": "unreadable",
    }  # fmt: skip
    (item,) = gikreport.items(Item(data(), "../../x.json"))
    assert item.name == "x.json"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_links_and_names_of_old_systems_stop_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 1)
    (folder / os.fsdecode(b"\xb1\xa8.json")).write_bytes((folder / "0000.json").read_bytes())
    (folder / ("长" * 70 + ".json")).write_bytes((folder / "0000.json").read_bytes())
    (folder / "around").symlink_to(".")
    (folder / "itself.json").symlink_to("itself.json")
    (folder / "gone.json").symlink_to("nowhere")
    (tmp_path / "out" / ".a.part").mkdir(parents=True)
    found = {result.name: result.status for result in gikreport.batch(folder, tmp_path / "out")}
    assert found == {
        "0000.json": "written", "\ufffd\ufffd.json": "written", "长" * 70 + ".json": "written",
        "itself.json": "unreadable", "gone.json": "unreadable",
    }  # fmt: skip
    assert len(summary(tmp_path / "out")["reports"]) == 5


def test_a_key_inside_one_that_holds_a_value_is_the_reports_own_fault(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["agency", "year", "t3", "t3.natural_person.received"])  # type: ignore[union-attr]
    book.active.append(["甲", 2024, 5, 1])  # type: ignore[union-attr]
    book.save(tmp_path / "book.xlsx")
    (result,) = gikreport.batch(tmp_path / "book.xlsx", tmp_path / "out")
    assert result.status == "unreadable"
    assert [problem["at"] for problem in (result.error or {})["problems"]] == ["t3.natural_person.received", "t3"]


def test_a_full_disk_is_told_and_the_record_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "in", 3)

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("gikreport.batches.summary.write_json", full)
        with pytest.raises(CannotRender, match=r"不能在 .*out 记录进度（另一批正在写，或不可写，或磁盘已满）"):
            list(gikreport.batch(folder, tmp_path / "out"))
    assert all(result.kept for result in gikreport.batch(folder, tmp_path / "out", resume=True))


def test_a_workbook_or_list_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"PK\3\4 no")
    (tmp_path / "list.txt").write_bytes("名单".encode("gbk"))
    for name in ("book.xlsx", "list.txt"):
        with pytest.raises(Unreadable):
            list(gikreport.batch(tmp_path / name, tmp_path / "out"))


def test_results_errors_and_settings_travel_between_processes() -> None:
    sent = [Settings(out="x"), Task("a", "a", "a"), Result(name="a", status="failed", error={"message": "x"})]
    assert pickle.loads(pickle.dumps(sent)) == sent
    reading = gikreport.read(data(1, **UNSOUND))
    for function in (gikreport.sound, lambda reading: gikreport.read(b"{")):
        with pytest.raises(gikreport.GikreportError) as caught:
            function(reading)
        assert pickle.loads(pickle.dumps(caught.value)).told() == caught.value.told()


def test_the_command_ends_with_the_code_of_the_worst_report(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 2), tmp_path / "out"
    assert command(folder, "-o", out).returncode == 0
    (folder / "unsound.json").write_text(json.dumps(data(8, **UNSOUND)), "utf-8")
    done = command(folder, "-o", out, "--jobs", 2, "--resume")
    assert done.returncode == 1
    assert done.stderr == "unsound.json: 有问题 表三 T301 本列不平：第一项加第二项之和，应等于第三项加第四项之和 (+1)\n"
    assert done.stdout == f"{out}：有问题 1，已生成 2，summary.json summary.xlsx\n"
    (folder / "broken.json").write_text("{", "utf-8")
    assert command(folder, "-o", out, "--check-only").returncode == 3
    done = command(folder, "-o", out, "--to", "docx,odt")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


def test_an_output_never_replaces_its_input(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 2)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    results = list(gikreport.batch(folder, folder, to=["json"]))
    assert [result.status for result in results] == ["failed", "failed"]
    assert all((folder / name).read_bytes() == content for name, content in before.items())


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = command(tmp_path / "in", "-o", tmp_path / "out")
    assert (done.returncode, done.stderr) == (2, "没有找到报告的数据或文件\n")


def test_processes_and_one_process_write_the_same_bytes(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", 40)
    for jobs in (1, 2):
        list(gikreport.batch(folder, tmp_path / str(jobs), jobs=jobs))
    list(gikreport.batch(folder, tmp_path / "isal", codec="isal"))
    names = whole(tmp_path / "1")
    assert names == whole(tmp_path / "isal")
    assert names == whole(tmp_path / "2")
    for name in random.Random(7).sample(names, 10):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    with processes(1)() as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
