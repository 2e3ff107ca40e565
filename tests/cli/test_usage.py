"""What a clerk reads who has mistyped a command, or nearly written over a file that is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from gikreport.cli import group
from support import ROOT

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(group, list(map(str, arguments)), prog_name="gikreport")
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("rendr a.toml", "没有“rendr”这个命令，是否为 render？"),
        ("template exprt y2021 x", "没有“exprt”这个命令，是否为 export？"),
        ("render a.toml", "缺少 -o 文件：写到哪里；扩展名决定格式。"),
        ("render -o a.docx", "缺少“数据文件”"),
        ("render a.toml -o", "-o 之后要写明内容"),
        ("render a.toml --dratf -o a.docx", "没有 --dratf 这个选项，是否为 --draft？"),
        ("render a.toml b.toml -o a.docx", "多写了“b.toml”"),
        ("check a.toml --format xml", "--format 应为 text、json、sarif、html 之一"),
        ("template export y2022 x", "“格式” 应为 y2021、y2019、y2014、y2008 之一"),
        ("new --agency 某局 --year 二〇二四 -o a.toml", "--year 应为整数"),
        ("batch . -o x --jobs 0", "--jobs 应为不小于 1 的整数"),
        ("new --year 2024 -o a.toml", "请用 --agency 和 --year 写明行政机关和年度，或用 --from 给出上一年的报告"),
        (
            "new --agency 某局 --year 2024 -o a.docx",
            "a.docx 不能填；新建的是 .xlsx、.toml、.yaml、.yml、.json 文件，填好后再用 gikreport render 成文",
        ),
        ("check a.toml b.toml --annotate c.docx", "--annotate 一次只能核对一份文件"),
        ("check a.toml --annotate c.docx", "只有 .docx 文件可以加批注；其他文件请用 --format html -o 问题.html"),
    ],
)
def test_a_mistyped_command_is_told_in_chinese(arguments: str, said: str) -> None:
    code, output = run(*arguments.split())
    first, second = output.splitlines()
    assert (code, first) == (2, said)
    named = " ".join(["gikreport", *(word for word in arguments.split()[:2] if word in NAMES)])
    assert second.startswith(f"用法：{named} [选项]")
    assert second.endswith(f"；说明：{named} --help")


NAMES = {"render", "check", "new", "batch", "template", "export"}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "2021.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            "new --agency 某局 --year 2024 -o FILE",
            "FILE 已经存在，不会覆盖；请写另一个文件名，确实要重新开始的先删去它\n",
        ),
        (
            "check FILE --propose FILE",
            "FILE 已经存在，不会覆盖；请写另一个文件名，确实要重新开始的先删去它\n",
        ),
        ("render FILE -o FILE", "不能写回原文件 FILE；请用 -o 写另一个文件名\n"),
        ("convert FILE -o FILE", "不能写回原文件 FILE；请用 -o 写另一个文件名\n"),
        ("bind FILE -o FILE", "不能写回原文件 FILE；请用 -o 写另一个文件名\n"),
    ],
)
def test_a_file_that_is_filled_in_is_never_written_over(filled: Path, arguments: str, said: str) -> None:
    code, output = run(*(word.replace("FILE", str(filled)) for word in arguments.split()))
    assert (code, output) == (4, said.replace("FILE", str(filled)))
    assert filled.read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("none/a.docx", "没有 {folder}/none 这个文件夹，请先新建"),
        ("2021.toml/a.docx", "路径中有一段不是文件夹"),
        ("folder.docx", "这是文件夹，不是文件"),
    ],
)
def test_why_a_file_cannot_be_written_is_told_in_chinese(filled: Path, target: str, why: str) -> None:
    (filled.parent / "folder.docx").mkdir()
    where = filled.parent / target
    assert run("render", filled, "-o", where) == (4, f"不能写入 {where}：{why.format(folder=filled.parent)}\n")


def test_an_output_without_a_suffix_is_told_so(filled: Path) -> None:
    code, output = run("render", filled, "-o", filled.parent / "report")
    assert (code, output.split("；")[0]) == (4, "没有写扩展名")


def test_a_batch_says_why_a_file_cannot_be_read_and_in_which_table_a_finding_is(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.toml").write_text('agency = ""\nyear = 2021\nt2 = {}\nt3 = {}\nt4 = {}\n', "utf-8")
    unsound = "agency = '某局'\nyear = 2021\nt2 = {}\nt4 = {}\n[t3.natural_person]\nreceived = 1\n"
    (folder / "b.toml").write_text(unsound, "utf-8")
    _, output = run("batch", folder, "-o", tmp_path / "out")
    first, second, _ = output.splitlines()
    assert first == "a.toml: 读不出来 agency 不能为空"
    assert second == "b.toml: 有问题 表三 T301 本列不平：第一项加第二项之和，应等于第三项加第四项之和 (+2)"


def test_an_unfinished_report_is_told_in_a_few_lines(tmp_path: Path) -> None:
    begun = tmp_path / "begun.toml"
    assert run("new", "--agency", "某局", "--year", 2024, "-o", begun)[0] == 0
    code, output = run("bind", begun)
    lines = output.splitlines()
    assert (code, len(lines), lines[-1]) == (3, 11, "  ……共 166 处")


def test_what_is_not_filled_in_yet_is_not_lost_on_another_form(tmp_path: Path) -> None:
    begun, other = tmp_path / "begun.toml", tmp_path / "other.toml"
    run("new", "--agency", "某局", "--year", 2021, "-o", begun)
    assert run("convert", begun, "--form", "y2019", "-o", other) == (0, f"已生成：{other}\n")
