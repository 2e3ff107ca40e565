"""The command as a clerk uses it: exit codes, messages, help, consoles, and no half-written file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, strategies as st
from wcwidth import wcswidth

from gikreport.cli import COMMANDS, group
from gikreport.cli.help import wrapped
from support import ROOT
from support.datafiles import SAID

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
TEXT = "".join(f"{name} = '{said}'\n" for name, said in SAID.items() if name != "signed_on")
SOUND = (
    f'agency = "某局"\nyear = 2021\nsigned_on = 2022-01-12\n{TEXT}'
    "t2 = {}\nt4 = {}\n[t3.natural_person]\nreceived = 2\noutcomes.disclosed = 2\n"
)
UNSOUND = SOUND.replace("received = 2", "received = 3")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, in a folder."""
    variables = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-m", "gikreport", *arguments]
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr
    return done


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stdout + done.stderr).decode()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a sound file, an unsound one, one that cannot be read, and one to be filled in."""
    (tmp_path / "sound.toml").write_text(SOUND, "utf-8")
    (tmp_path / "unsound.toml").write_text(UNSOUND, "utf-8")
    (tmp_path / "broken.toml").write_text('agency = "某局\n', "utf-8")
    (tmp_path / "wrong.toml").write_text('agency = "某局"\nyear = "2021"\nlicense = 1\n', "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "sound.toml"], 0),
        (["check", "unsound.toml"], 1),
        (["check", "broken.toml"], 3),
        (["check", "wrong.toml"], 3),
        (["check", "none.toml"], 3),
        (["check", "sound.toml", "unsound.toml", "broken.toml"], 3),
        (["check", "sound.toml", "unsound.toml"], 1),
        (["check"], 2),
        (["check", "--format", "xml", "sound.toml"], 2),
        (["explain", "T999"], 2),
        (["rendr"], 2),
        (["render", "sound.toml", "-o", "out.docx"], 0),
        (["render", "unsound.toml", "-o", "out.docx"], 1),
        (["render", "unsound.toml", "-o", "out.docx", "--draft"], 0),
        (["render", "broken.toml", "-o", "out.docx"], 3),
        (["render", "sound.toml", "-o", "out.odt"], 4),
        (["render", "sound.toml", "-o", "nowhere/out.docx"], 4),
        (["new", "--agency", "某局", "--year", "1999", "-o", "new.toml"], 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_exit_code_says_what_happened(desk: Path, arguments: list[str], code: int) -> None:
    before = sorted(desk.rglob("*"))
    done = run(desk, *arguments)
    assert done.returncode == code, said(done)
    made = [path.name for path in sorted(desk.rglob("*")) if path not in before]
    assert made == (["out.docx"] if code == 0 and arguments[0] == "render" else [])


def test_an_unsound_copy_of_the_example_is_refused_with_its_column_and_cells(desk: Path) -> None:
    (desk / "copy.toml").write_text(EXAMPLE.read_text("utf-8").replace("received = 1", "received = 2"), "utf-8")
    done = run(desk, "render", "copy.toml", "-o", "report.docx")
    assert done.returncode == 1
    assert not (desk / "report.docx").exists()
    assert done.stderr.decode().startswith(
        "报告有 1 处问题，不能成文\n"
        "\n"
        "表三 第28行第4列（申请人情况 / 自然人）: 错误 T301 本列不平：第一项加第二项之和，应等于第三项加第四项之和\n"
        "    一、本年新收政府信息公开申请数量                 2\n"
        "    二、上年结转政府信息公开申请数量                 0\n"
        "    三、本年度办理结果 / （七）总计                  1\n"
        "  → 四、结转下年度继续办理                           应为 1，实为 0\n"
        "  依据 国办公开办函〔2021〕30号 表三 勾稽关系；改法 补填第四项，或更正办理结果\n"
    )


def test_the_message_in_english(desk: Path) -> None:
    done = run(desk, "check", "unsound.toml", "--lang", "en")
    assert done.stdout.decode().splitlines()[-1].startswith("unsound.toml: 1 error; ")
    assert "should be 1, is 0" in done.stdout.decode()


def test_a_file_that_cannot_be_read_is_told_in_words(desk: Path) -> None:
    assert run(desk, "check", "wrong.toml").stdout.decode() == (
        "wrong.toml 有 2 处写得不对，请改正后再试\n  license：不认识的键\n  year：应为四位年份，实为 “2021”\n"
    )
    assert said(run(desk, "render", "none.toml", "-o", "out.docx")) == "打不开 none.toml：没有这个文件\n"


def test_json_has_exactly_this_shape(desk: Path) -> None:
    (desk / "fees.toml").write_text(SOUND.replace("t2 = {}", "t2.fees = -0.5").replace("某局", "某镇"), "utf-8")
    done = run(desk, "check", "unsound.toml", "fees.toml", "wrong.toml", "--format", "json")
    unsound, fees, wrong = json.loads(done.stdout)["files"]
    (finding,) = unsound["findings"]
    column = ["申请人情况", "自然人"]
    first, second = ["一、本年新收政府信息公开申请数量"], ["二、上年结转政府信息公开申请数量"]
    rows = [first, second, ["三、本年度办理结果", "（七）总计"]]
    paths = ["received", "carried_over", "outcomes.total"]
    assert finding.pop("fingerprint").isalnum()
    assert finding == {
        "code": "T301",
        "severity": "error",
        "message": "本列不平：第一项加第二项之和，应等于第三项加第四项之和",
        "remedy": "补填第四项，或更正办理结果",
        "at": {
            "table": "表三",
            "section": None,
            "row": ["四、结转下年度继续办理"],
            "column": column,
            "path": "t3.natural_person.carried_forward",
            "grid": [28, 4],
            "place": None,
        },
        "expected": 1,
        "actual": 0,
        "related": [
            {"row": row, "column": column, "path": f"t3.natural_person.{path}", "value": value}
            for row, path, value in zip(rows, paths, [3, 0, 2], strict=True)
        ],
        "suggestion": None,
        "certain": False,
        "candidates": [
            {"row": first, "column": column, "path": "t3.natural_person.received", "value": 2},
            {
                "row": ["四、结转下年度继续办理"],
                "column": column,
                "path": "t3.natural_person.carried_forward",
                "value": 1,
            },
        ],
        "facts": {},
        "quote": None,
        "paragraph": None,
        "span": None,
        "source": "国办公开办函〔2021〕30号 表三 勾稽关系",
    }
    assert (unsound["file"], unsound["form"], unsound["error"]) == ("unsound.toml", "y2021", None)
    assert [(f["code"], f["actual"]) for f in fees["findings"]] == [("T001", "-0.5")]
    assert wrong == {
        "file": "wrong.toml",
        "form": None,
        "findings": [],
        "checks": [],
        "waived": [],
        "claims": [],
        "error": {
            "message": "wrong.toml 有 2 处写得不对，请改正后再试",
            "code": "unreadable",
            "problems": [
                {"at": "license", "message": "不认识的键", "line": None},
                {"at": "year", "message": "应为四位年份，实为 “2021”", "line": None},
            ],
        },
    }


@pytest.mark.parametrize("suffix", ["toml", "yaml", "json"])
def test_a_new_file_is_readable_and_open(desk: Path, suffix: str) -> None:
    made = f"new.{suffix}"
    assert run(desk, "new", "--agency", "青石县水利局", "--year", "2023", "-o", made).returncode == 0
    assert (desk / made).read_text("utf-8").count("待填") == 10 + 6 * 24 + 12
    done = run(desk, "check", made)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[-1].startswith(f"{made}：待定 3 处，提示 2 处。核对 ")
    assert run(desk, "render", made, "-o", "out.docx").returncode == 1
    assert run(desk, "render", made, "-o", "draft.docx", "--draft").returncode == 0
    assert sorted(path.suffix for path in desk.iterdir() if path.suffix == ".docx") == [".docx"]


def test_a_folder_that_cannot_be_written_is_told(desk: Path) -> None:
    """A file stands where the folder should be, which stops the administrator too."""
    (desk / "folder").write_text("", "utf-8")
    done = run(desk, "render", "sound.toml", "-o", "folder/out.docx")
    assert (done.returncode, sorted(desk.glob("*out*"))) == (4, [])
    assert said(done).startswith("不能写入 folder/out.docx：")


def test_a_target_that_is_a_folder_is_told_and_left_alone(desk: Path) -> None:
    (desk / "out.docx").mkdir()
    done = run(desk, "render", "sound.toml", "-o", "out.docx")
    assert done.returncode == 4
    assert said(done).startswith("不能写入 out.docx：")
    assert {path.suffix for path in desk.iterdir()} == {".toml", ".docx"}
    assert list((desk / "out.docx").iterdir()) == []


def test_a_finished_document_stands_while_a_new_one_fails(desk: Path) -> None:
    assert run(desk, "render", "sound.toml", "-o", "out.docx").returncode == 0
    before = (desk / "out.docx").read_bytes()
    assert zipfile.is_zipfile(desk / "out.docx")
    assert run(desk, "render", "unsound.toml", "-o", "out.docx").returncode == 1
    assert (desk / "out.docx").read_bytes() == before


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_cannot_show_a_character_stops_nothing(desk: Path, encoding: str) -> None:
    (desk / "𠮷😀.toml").write_text(UNSOUND.replace("某局", "𠮷😀局"), "utf-8")
    file = "𠮷😀.toml"
    for arguments in (["check", file], ["--help"], ["rules"], ["render", file, "-o", "x.docx"], ["schema"]):
        done = run(desk, *arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert done.returncode in (0, 1)
        assert done.stdout or done.stderr


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_chinese_and_wraps_at_96_columns(command: str) -> None:
    said = CliRunner().invoke(group, [*command.split(), "--help"], prog_name="gikreport", terminal_width=200).output
    assert max(map(wcswidth, said.splitlines())) <= 96
    assert said.startswith("用法：gikreport")
    assert "\n选项：\n" in said
    assert not re.search("Usage|Options|Show this|default|required", said)


PIECES = ["政府信息公开", "年度报告，", "（以下简称“条例”）", " gikreport ", "check.toml", "。", "1"]


@given(st.lists(st.sampled_from(PIECES)))
def test_text_wraps_by_its_width_and_loses_nothing(pieces: list[str]) -> None:
    text = "政".join(pieces)
    lines = wrapped(text, 30)
    assert all(wcswidth(line) <= 30 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_rules_lists_every_rule_and_the_version_is_told(desk: Path) -> None:
    import gikreport

    listed = run(desk, "rules").stdout.decode().splitlines()
    assert [line.split()[0] for line in listed] == sorted(rule.code for rule in gikreport.RULES)
    assert said(run(desk, "--version")) == f"gikreport {gikreport.__version__}\n"
    assert json.loads(run(desk, "schema", "y2019").stdout)["properties"]["form"] == {"const": "y2019"}
