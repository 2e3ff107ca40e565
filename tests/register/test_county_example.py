"""The road of the examples: register, unit reports, county report, checked against last year, document."""

import filecmp
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from gikreport.cli import group
from support import ROOT

EXAMPLES = ROOT / "examples"
BUREAU, COUNTY = "清溪县自然资源局", "清溪县人民政府"


def run(*words: object) -> tuple[int, str]:
    """What the command says, and its exit code."""
    result = CliRunner().invoke(group, list(map(str, words)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of both examples, to work in."""
    for name in ("register", "county"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def count(year: int, ledger: str = "register-corrected.csv", *more: str) -> tuple[int, str]:
    """The bureau's tables from its register, in the report that it has begun."""
    begun = f"county/{year}-begun/natural-resources.toml"
    words = ["--mapping", "register/register.toml", "--agency", BUREAU, "--year", year, "--today", "2022-01-10"]
    return run("register", f"register/{ledger}", *words, "--into", begun, "-o", f"county/{year}/bureau.toml", *more)


def add_up(year: int, *more: str) -> tuple[int, str]:
    """The county's sum of a year."""
    files = sorted(Path(f"county/{year}").glob("*.toml"))
    return run("aggregate", *files, "--agency", COUNTY, "--units", "county/units.toml", *more)


def test_the_register_as_it_was_kept_is_refused_row_by_row(folder: Path) -> None:
    code, said = count(2021, "register.csv")
    assert code == 1
    told = said.splitlines()
    assert told[:2] == [
        "register.csv 读了 294 行申请，计入2021年的 100 行，其他时期的 184 行，统计不了的 10 行",
        "register.csv 按本单位对照表计的说法：个体工商户 → 法人或其他组织 商业企业；社会组织 → "
        "法人或其他组织 社会公益组织；已给 → （一）予以公开",
    ]
    assert [line.split("：")[0] for line in told[2:-1]] == [
        f"register.csv 第{row}行（QZ{year}-{number:03d}）"
        for row, year, number in [
            (152, 2020, 151), (201, 2021, 200), (207, 2021, 206), (214, 2021, 213), (223, 2021, 222), (232, 2021, 231),
            (262, 2021, 261), (281, 2021, 280), (282, 2021, 280), (292, 2021, 291),
        ]
    ]  # fmt: skip
    assert said.endswith("有 10 行统计不了，没有写文件\n")
    assert not Path("county/2021/bureau.toml").exists()


def test_a_partial_count_leaves_its_columns_open(folder: Path) -> None:
    code, _ = count(2021, "register.csv", "--partial")
    assert code == 1
    assert run("check", "county/2021/bureau.toml")[0] == 1
    assert 'received = "待填"' in Path("county/2021/bureau.toml").read_text("utf-8")


def test_from_the_register_to_the_countys_document(folder: Path) -> None:
    assert count(2020)[0] == count(2021, "register-corrected.csv", "--trace", "cases.csv", "--late", "late.csv")[0] == 0
    assert run("check", "county/2020/bureau.toml", "county/2021/bureau.toml", "--chain")[0] == 0
    assert add_up(2020, "--into", "county/county-2020.toml", "-o", "county-2020.toml")[0] == 0

    code, said = add_up(2021, "-o", "partial.toml")
    assert (code, "缺少“清溪县枫林乡人民政府”的报告" in said) == (1, True)
    shutil.copy("county/2021-late/fenglin.toml", "county/2021")
    shutil.copy("county/2021-corrected/shiqiao.toml", "county/2021/shiqiao-corrected.toml")
    code, said = add_up(2021, "-o", "partial.toml")
    assert (code, "“清溪县石桥镇人民政府”有几份报告" in said) == (1, True)
    shutil.move("county/2021/shiqiao-corrected.toml", "county/2021/shiqiao.toml")

    traced = ("--into", "county/county-2021.toml", "-o", "county-2021.toml", "--trace", "units.xlsx")
    assert add_up(2021, *traced) == (0, "汇总了 12 份报告，已生成：county-2021.toml\n")
    sheet = openpyxl.load_workbook("units.xlsx")["表三"]
    assert sheet.max_row == 4 + 12 + 1
    code, said = run("check", "county-2021.toml", "--previous", "county-2020.toml", "--units", "county/units.toml")
    assert (code, said.split("。核对 ")[0]) == (0, "county-2021.toml：没有发现问题")
    assert said.endswith("2 项未能核对：没有其他单位的报告可比\n")
    assert run("render", "county-2021.toml", "--previous", "county-2020.toml", "-o", "county.docx")[0] == 0
    document = zipfile.ZipFile(io.BytesIO(Path("county.docx").read_bytes())).read("word/document.xml").decode()
    assert "同比增长" in document or "同比下降" in document
    assert "{{" not in document
    assert (
        run("aggregate", *Path("county/2021").glob("*.toml"), "--agency", COUNTY, "--against", "county-2021.toml")[0]
        == 0
    )


def test_the_script_makes_the_examples_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "make_examples.py", tmp_path], check=True)
    for name in ("register", "county"):
        made = sorted(path.relative_to(tmp_path) for path in (tmp_path / name).rglob("*") if path.is_file())
        kept = sorted(path.relative_to(EXAMPLES) for path in (EXAMPLES / name).rglob("*") if path.is_file())
        assert made == kept
        assert filecmp.cmpfiles(tmp_path, EXAMPLES, made, shallow=False)[1:] == ([], [])


def readme_lines() -> list[str]:
    """The lines of the README that go from the register to the county's document."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = next(part for part in text.split("```console\n")[1:] if "examples/register" in part)
    return [line[2:] for line in block.split("```")[0].splitlines()]


@pytest.mark.slow  # every command of the example, each a process
def test_the_lines_of_the_readme_work(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    words = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    codes = [subprocess.run(["bash", "-c", line], cwd=tmp_path, env=words).returncode for line in readme_lines()]
    refused = {number for number, code in enumerate(codes) if code}
    assert [readme_lines()[number].split()[1] for number in sorted(refused)] == ["register", "aggregate"]
    assert set(codes) == {0, 1}
    assert (tmp_path / "out" / "county-2021.docx").stat().st_size > 5000
