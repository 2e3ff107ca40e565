"""One report as a folder to post: whole, named alike, indexed, the same every time."""

import csv
import hashlib
import io
import json
from pathlib import Path
from urllib.parse import quote, unquote

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport import FORMS, Report
from gikreport.cli import group
from gikreport.files import file_name
from gikreport.model.document import SoundReport
from gikreport.model.options import Options
from gikreport.proof.folder import publish
from gikreport.renderers.excel.csv import table_csv
from support import ROOT
from support.office import FONTS_CONF
from support.strategies import reports

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
TITLE = "临海县自然资源局2020年政府信息公开工作年度报告"
LINHAI = next(path for path in EXAMPLES if path.stem == "linhai-2020")
EVERY_EXAMPLE = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@EVERY_EXAMPLE
def test_every_example_is_published_and_the_index_names_each_file_with_its_hash(path: Path, tmp_path: Path) -> None:
    done = publish(gikreport.read(path), tmp_path / "out", pdf=False)
    files = contents(done.folder)
    index = json.loads(files.pop("数据/index.json"))
    assert json.loads(files.pop("数据/manifest.json"))["kind"] == "gikreport-manifest"
    listed = {one["name"]: (one["bytes"], one["sha256"]) for one in index["files"]}
    assert listed == {name: (len(of), hashlib.sha256(of).hexdigest()) for name, of in files.items()}
    title = file_name("".join(gikreport.load(path).title), otherwise="")
    assert all(Path(name).name.startswith(title) for name in files if name != "说明.txt")
    assert {name for name in files if "/" not in name} == {f"{title}.docx", f"{title}.html", "说明.txt"}
    assert {Path(name).suffix for name in files} >= {".docx", ".html", ".json"}
    assert names(tmp_path) == ["out"]


@EVERY_EXAMPLE
def test_the_page_leads_to_the_files_beside_it(path: Path, tmp_path: Path) -> None:
    publish(gikreport.read(path), tmp_path / "out", name="政府信息 公开", pdf=False)
    page = (tmp_path / "out" / "政府信息-公开.html").read_text("utf-8")
    led = [piece.partition('"')[0] for piece in page.split('href="./')[1:]]
    assert led
    assert {unquote(name) for name in led} <= set(contents(tmp_path / "out"))


@EVERY_EXAMPLE
def test_the_data_keeps_to_the_schema_it_names_and_reads_back_as_the_report(path: Path, tmp_path: Path) -> None:
    report = gikreport.load(path)
    files = contents(publish(report, tmp_path / "out", name="x", pdf=False).folder)
    data = json.loads(files["数据/x.json"])
    described = files["数据/" + data["$schema"].removeprefix("./")]
    jsonschema.Draft202012Validator(json.loads(described)).validate(data)
    assert gikreport.load(tmp_path / "out" / "数据" / "x.json") == report


@settings(max_examples=20)
@given(st.sampled_from(FORMS).flatmap(reports))
def test_the_csv_of_a_table_has_each_of_its_numbers_once_and_nothing_that_calculates(report: Report) -> None:
    document = gikreport.sound(report)
    for name in document.tables:
        head, *rows = csv.reader(io.StringIO(table_csv(report, name).decode("utf-8-sig")))
        lines = [line for line in document.tables[name].lines if line.unit]
        numbers = [row[2] for row in rows if row[3]]
        printed = [document.figures[name, *line.path].removesuffix(line.unit).removeprefix("+") for line in lines]
        assert head == ["行", "列", "数值", "单位"]
        assert sorted(numbers) == sorted(printed)
        texts = [cell for row in rows for cell in (row[0], row[1], *([] if row[3] else [row[2]]))]
        assert not [text for text in texts if text[:1] in set("=+-@\t\r")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_words_that_a_spreadsheet_would_calculate_are_words(text: str) -> None:
    words = dict.fromkeys(("group", "item", "note"), text)
    data = {"agency": "某镇人民政府", "year": 2012, "categories": [{**words, "number": 3}]}
    lines = list(csv.reader(io.StringIO(table_csv(gikreport.load(data), "categories").decode("utf-8-sig"))))
    cells = [cell for row in lines[1:] for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]
    assert f"'{words['note']}" in cells


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    options = Options(charts=True)
    one = publish(gikreport.read(LINHAI), tmp_path / "one", options=options, pdf=False)
    two = publish(gikreport.read(LINHAI), tmp_path / "two", options=options, pdf=False)
    assert contents(one.folder) == contents(two.folder)


@pytest.mark.slow  # LibreOffice prints
@pytest.mark.layout
def test_the_command_publishes_with_the_pdf_and_lists_the_fonts_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS_CONF))
    target = str(tmp_path / "out")
    ran = CliRunner().invoke(
        group, ["publish", str(LINHAI), "-o", target, "--charts", "--substitute-fonts", "--tag", "PubDate=2021-01-22"]
    )
    assert ran.exit_code == 0, ran.output
    files = contents(tmp_path / "out")
    assert files[f"{TITLE}.pdf"].startswith(b"%PDF")
    assert "<svg" in files[f"{TITLE}.html"].decode()
    assert '<meta name="PubDate" content="2021-01-22">' in files[f"{TITLE}.html"].decode()
    assert quote(f"{TITLE}.pdf") in files[f"{TITLE}.html"].decode()
    if "仿宋_GB2312" in gikreport.replaced_fonts(files[f"{TITLE}.docx"]):
        assert "字体替换：仿宋_GB2312 → FandolFang" in ran.output


def test_an_unsound_report_is_not_published(tmp_path: Path) -> None:
    data = gikreport.to_data(gikreport.load(LINHAI))
    data["t3"]["natural_person"]["received"] += 1
    unsound = tmp_path / "unsound.json"
    unsound.write_text(gikreport.encode(data, ".json"), "utf-8")
    ran = CliRunner().invoke(group, ["publish", str(unsound), "-o", str(tmp_path / "out"), "--no-pdf"])
    assert ran.exit_code == 1
    assert "T301" in ran.output
    assert names(tmp_path) == ["unsound.json"]


def test_what_was_published_is_replaced_and_nothing_else_is_ever_touched(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    publish(gikreport.read(LINHAI), folder, pdf=False)
    publish(gikreport.read(LINHAI), folder, name="other", pdf=False)
    assert "other.docx" in contents(folder)
    assert f"{TITLE}.docx" not in contents(folder)
    (folder / "notes.txt").write_text("mine", "utf-8")
    before = contents(folder)
    with pytest.raises(gikreport.CannotRender) as raised:
        publish(gikreport.read(LINHAI), folder, pdf=False)
    assert raised.value.told() == f"{folder} 已有别的内容，不会覆盖；请换一个文件夹"
    assert contents(folder) == before
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("place", ["missing/out", "file/out", "file"])
def test_a_folder_that_cannot_be_written_is_told_in_words(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    ran = CliRunner().invoke(group, ["publish", str(LINHAI), "-o", str(tmp_path / place), "--no-pdf"])
    assert ran.exit_code == 4
    assert str(tmp_path / place) in ran.output
    assert names(tmp_path) == ["file"]


def test_without_libreoffice_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = CliRunner().invoke(group, ["publish", str(LINHAI), "-o", str(tmp_path / "out"), "--substitute-fonts"])
    assert ran.exit_code == 4
    assert "没有找到 LibreOffice" in ran.output
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("tag", "said"), [("PubDate", "应为 标签=内容"), ("Url=javascript:1", "site.Url takes"), ("X=1", "no tag 'X'")]
)
def test_a_wrong_tag_is_a_fault_of_usage(tag: str, said: str, tmp_path: Path) -> None:
    ran = CliRunner().invoke(group, ["publish", str(LINHAI), "-o", str(tmp_path / "out"), "--tag", tag])
    assert ran.exit_code == 2
    assert said in ran.output
    assert "Traceback" not in ran.output


@given(st.text(max_size=200))
def test_a_name_fits_every_system_and_stays_in_its_folder(words: str) -> None:
    name = file_name(words, otherwise="report")
    assert name
    assert len(name.encode()) <= 240
    assert not set(name) & set('/\\:*?"<>| \t\n\0')
    assert not name.startswith((".", "-"))


def test_a_report_that_was_found_sound_can_be_published_under_its_title(tmp_path: Path) -> None:
    document = gikreport.sound(gikreport.load(LINHAI))
    assert isinstance(document, SoundReport)
    done = publish(document, tmp_path / "out", pdf=False)
    assert f"{TITLE}.html" in done.files


def test_the_person_who_posts_it_is_told_what_to_post(tmp_path: Path) -> None:
    publish(gikreport.read(LINHAI), tmp_path / "out", pdf=False)
    assert (tmp_path / "out" / "说明.txt").read_text("utf-8-sig").splitlines() == [
        TITLE,
        "",
        "一、发布到网站的是下列文件：",
        f"  {TITLE}.html    网页，可直接放到网站上",
        f"  {TITLE}.docx    Word 文档，供下载",
        "二、“数据”文件夹是同一份报告的数据（JSON、CSV），供程序读取。请与网页放在同一处，",
        "    不要改名：网页末尾的下载链接指向这里的文件。",
        "三、请不要直接修改这些文件。内容有误时，改正填报的数据，用 gikreport publish 重新生成整个文件夹，",
        "    这样网页、Word、PDF 和数据才会一致。",
        "四、核验：gikreport verify 加上本文件夹的路径，逐个核对文件是否与清单（数据/manifest.json）一致。",
        "五、本说明不必发布。",
    ]
