"""Findings told to programs and people: waivers, SARIF, the page, Word comments, folders, offices alike."""

from __future__ import annotations

import html.parser
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

import gikreport
from gikreport import CannotRender, Judged, Unreadable, check, judge, read, read_waivers, render, worst_first
from gikreport.checking.sound import sound
from gikreport.cli import group
from support import ROOT, office
from support.datafiles import SAID
from support.fetched_tools import SARIF

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
UNBALANCED = {**SAID, "agency": "某局", "year": 2023, "t2": {}, "t3": {"natural_person": {"received": 2}}, "t4": {}}
TRAP = "<script>alert(1)</script>&{{ 1234567*8 }}"
ALIKE = (
    "本单位按照上级部署推进政府信息公开，调整了领导小组，由主要负责同志任组长。把公开工作列入年度考核，每季度通报一次"
    "各科室的报送情况。新制发的公文起草时确定公开属性，公开前逐件进行保密审查。在政务大厅设查阅点3处，由专人接待群众。"
    "全年组织业务培训两次，覆盖全部科室的经办人员，并就答复文书的写法作了专题讲解。"
)


def run(*arguments: object) -> tuple[int, str]:
    """The exit code of a command, and what it printed."""
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def data_file(folder: Path, name: str = "report.json", **more: object) -> Path:
    path = folder / name
    path.write_text(json.dumps({**UNBALANCED, **more}, ensure_ascii=False), "utf-8")
    return path


def waiver_file(folder: Path, **more: object) -> Path:
    item = {"code": "T301", "place": "t3.natural_person.carried_forward", "values": ["2", "0", "2", "0", "0"],
            "reason": "登记系统更换", "by": "王某", **more}  # fmt: skip
    path = folder / "waivers.toml"
    path.write_text(gikreport.encode({"waiver": [item]}, ".toml"), "utf-8")
    return path


def test_a_waiver_excuses_the_finding_with_its_numbers(tmp_path: Path) -> None:
    report, waivers = data_file(tmp_path), waiver_file(tmp_path)
    assert run("check", report)[0] == 1
    code, said = run("check", report, "--waivers", waivers)
    assert code == 0
    assert "已豁免：登记系统更换（王某）" in said
    assert run("check", report, "--waivers", waivers) == (code, said)


def test_a_waiver_lapses_when_a_number_changes(tmp_path: Path) -> None:
    report = data_file(tmp_path, t3={"natural_person": {"received": 3}})
    code, said = run("check", report, "--waivers", waiver_file(tmp_path))
    assert code == 1
    assert "T301 本列不平" in said
    assert "W001 这条豁免没有用上：T301 t3.natural_person.carried_forward（登记系统更换）" in said


@pytest.mark.parametrize("other", [{"code": "T006"}, {"place": "t3.total.received"}, {"file": "other.json"}])
def test_a_waiver_excuses_nothing_else(tmp_path: Path, other: dict[str, str]) -> None:
    assert run("check", data_file(tmp_path), "--waivers", waiver_file(tmp_path, **other))[0] == 1


def test_a_waiver_stands_in_the_properties_of_the_document(tmp_path: Path) -> None:
    report, waivers, target = data_file(tmp_path), waiver_file(tmp_path), tmp_path / "report.docx"
    assert run("render", report, "-o", target)[0] == 1
    assert not target.exists()
    assert run("render", report, "-o", target, "--waivers", waivers)[0] == 0
    core = zipfile.ZipFile(target).read("docProps/core.xml").decode()
    assert "豁免：T301 t3.natural_person.carried_forward 登记系统更换（王某）</dc:description>" in core
    assert (
        "description"
        not in zipfile.ZipFile(io.BytesIO(render(read(EXAMPLE), ".docx"))).read("docProps/core.xml").decode()
    )


def test_an_unused_waiver_is_a_warning_of_the_document(tmp_path: Path) -> None:
    document = sound(read(EXAMPLE), waivers=read_waivers(waiver_file(tmp_path)))
    assert [finding.code for finding in document.warnings] == ["W001"]
    assert document.waivers == ()


def test_a_proposed_list_is_not_accepted_before_it_is_signed(tmp_path: Path) -> None:
    report, proposed = data_file(tmp_path), tmp_path / "proposed.toml"
    run("check", report, "--propose", proposed)
    code, said = run("check", report, "--waivers", proposed)
    assert (code, said.count("必须写明，一行文字")) == (3, 2)
    proposed.write_text(
        proposed.read_text("utf-8").replace('reason = ""', 'reason = "属实"').replace('by = ""', 'by = "王某"')
    )
    assert run("check", report, "--waivers", proposed)[0] == 0


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x = 1", "x"), ("waiver = 3", "waiver"), ("waiver = [3]", "waiver 1"),
        ('[[waiver]]\ncode = "T301"', "waiver 1.by waiver 1.place waiver 1.reason waiver 1.values"),
        ('[[waiver]]\ncode = "T301"\nplace = "t3"\nreason = "x"\nby = "y"\nvalues = []\nwhen = 1', "waiver 1.when"),
    ],
)  # fmt: skip
def test_a_broken_list_of_waivers_names_every_fault(tmp_path: Path, text: str, at: str) -> None:
    path = tmp_path / "w.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unreadable) as caught:
        read_waivers(path)
    assert " ".join(sorted(problem.at for problem in caught.value.problems)) == at


def test_sarif_names_rule_level_place_and_fingerprint(tmp_path: Path) -> None:
    report = data_file(tmp_path, name="某局 2023.json", other_matters="无。", overview="全年召开专题会议两次。")
    code, said = run("check", report, tmp_path / "none.json", "--format", "sarif", "--waivers", waiver_file(tmp_path))
    [one] = json.loads(said)["runs"]
    assert code == 3
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert rules == sorted(rule.code for rule in gikreport.RULES)
    levels = {result["ruleId"]: result["level"] for result in one["results"] if "kind" not in result}
    assert levels == {"P007": "warning", "P008": "warning", "S101": "warning", "T301": "error"}
    [waived] = [result for result in one["results"] if "suppressions" in result]
    assert waived["suppressions"] == [{"kind": "external", "justification": "登记系统更换（王某）"}]
    place = waived["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("%E6%9F%90%E5%B1%80%202023.json")
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "t3.natural_person.carried_forward"
    assert re.fullmatch("[0-9a-f]{16}", waived["partialFingerprints"]["gikreport/v1"])
    [invocation] = one["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1


def by_the_validator(path: Path, said: str) -> set[tuple[str, str]]:
    """The rule and the level of each thing that the validator of SARIF's makers says about some findings."""
    path.write_text(said, "utf-8")
    out = path.with_suffix(".judged")
    quiet = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run([SARIF, "validate", path, "-o", out, "--quiet", "True"], env=quiet, timeout=120, check=False)
    [one] = json.loads(out.read_text("utf-8-sig"))["runs"]
    return {(result["ruleId"], result.get("level", "warning")) for result in one["results"]}


@pytest.mark.slow  # the validator of the format is a large program
@pytest.mark.sarif
def test_the_validator_finds_no_error_in_sarif(tmp_path: Path) -> None:
    report, page = data_file(tmp_path, overview="公开信息信息3条。"), tmp_path / "page.html"
    run("render", report, "-o", page, "--draft")
    waivers = ("--waivers", waiver_file(tmp_path))
    said = run("check", report, page, tmp_path / "none.json", "--format", "sarif", *waivers)[1]
    assert by_the_validator(tmp_path / "findings.sarif", said) == {
        ("SARIF2005", "warning"),  # the tool has no page of its own on the web to name
        ("SARIF2017", "warning"),  # a cell of a data file is named by its path, not by its line
    }
    broken = by_the_validator(tmp_path / "broken.sarif", said.replace('"ruleId"', '"ruleName"'))
    assert "error" in {level for _, level in broken}


class Page(html.parser.HTMLParser):
    """The elements of a page; fails where one is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marked: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        self.links |= {given["href"]} if "href" in given else set()
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_draws_the_table_and_marks_the_cell(tmp_path: Path) -> None:
    data_file(tmp_path, name="a.json", agency=TRAP)
    (tmp_path / "b.toml").write_text("year = ", "utf-8")
    (tmp_path / "c.toml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    target = tmp_path / "page.html"
    code, said = run("check", tmp_path, "--format", "html", "-o", target)
    assert code == 3
    assert [line.split("：")[0][-6:] for line in said.splitlines()] == [
        "b.toml",
        "a.json",
        "c.toml",
        "共 3 份",
        "未能核对",
    ]
    text = target.read_text("utf-8")
    page = Page(text)
    assert page.links == {"#f1", "#f2", "#f3", "#f2-1"}
    assert page.links <= {f"#{name}" for name in page.ids}
    assert '<td class="error"><a href="#f2-1"><sup>[1]</sup> 0</a></td>' in text
    assert text.index('href="#f1"') < text.index(f"<td>{html.escape(TRAP)}</td>") < text.index('href="#f3"')
    assert text.count('<td class="beside">2</td>') == 1
    assert "<script" not in text
    assert "http" not in text


@pytest.mark.parametrize("kind", ["text", "json", "html", "sarif"])
def test_an_evil_name_is_only_words(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    data_file(folder, name="a.json", overview=f"收到申请9件{TRAP}。", problems=TRAP)
    said = run("check", folder, "--format", kind)[1]
    assert "9876536" not in said
    assert kind in ("text", "json", "sarif") or "<script>" not in said


def spoiled() -> bytes:
    """A document of ours in which a clerk changed a number and a sentence."""
    source = zipfile.ZipFile(io.BytesIO(render(read(EXAMPLE), ".docx")))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                text = content.decode().replace("全年新收申请1件", "全年新收申请3件")
                at = text.index("（一）予以公开")
                text = text[:at] + re.sub(r"(<w:t[^>]*>)1(</w:t>)", r"\g<1>7\2", text[at:], count=1)
                content = text.encode()
            target.writestr(info, content)
    return written.getvalue()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(spoiled())
    return path


def commented(path: Path) -> list[tuple[str, str]]:
    """What each comment says first, and the words that it stands at."""
    package = zipfile.ZipFile(path)
    body, comments = (package.read(f"word/{name}.xml").decode() for name in ("document", "comments"))
    found = []
    for number, comment in re.findall(r'<w:comment w:id="(\d+)".*?>(.*?)</w:comment>', comments):
        start = body.index(f'<w:commentRangeStart w:id="{number}"/>')
        end = body.index(f'<w:commentRangeEnd w:id="{number}"/>')
        found.append((re.sub("<[^>]+>", "", comment.split("</w:p>")[0]), re.sub("<[^>]+>", "", body[start:end])))
    return found


def test_word_comments_stand_at_the_cell_and_at_the_sentence(document: Path, tmp_path: Path) -> None:
    before, target = document.read_bytes(), tmp_path / "told.docx"
    code, _ = run("check", document, "--annotate", target)
    assert code == 1
    assert document.read_bytes() == before
    [cell, sentence] = commented(target)
    assert cell[0].startswith("错误 T007 表三 第6行第4列")
    assert cell[1] == "7"
    assert sentence[0].startswith("提示 P301 一、总体情况")
    assert "全年新收申请3件" in sentence[1]


def test_comments_are_added_to_those_that_are_there(document: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.docx", tmp_path / "twice.docx"
    run("check", document, "--annotate", once)
    run("check", once, "--annotate", twice)
    first, again = commented(once), commented(twice)
    told = [words for words, _ in again]
    assert again[: len(first)] == first
    assert sorted(told) == sorted([*(words for words, _ in first), *(words for words, _ in first),
                                   "提示 F203 [第2个表第6行第4列]", "提示 F203 [第6段]"])  # fmt: skip
    assert zipfile.ZipFile(twice).namelist() == zipfile.ZipFile(once).namelist()
    assert gikreport.annotated(once.read_bytes(), ()) == gikreport.annotated(once.read_bytes(), ())


def test_a_document_with_comments_reads_as_before(document: Path, tmp_path: Path) -> None:
    target = tmp_path / "told.docx"
    run("check", document, "--annotate", target)
    assert read(target).cells == read(document).cells
    assert read(target).prose == read(document).prose


def test_only_a_word_document_takes_comments(tmp_path: Path) -> None:
    report = data_file(tmp_path)
    assert run("check", report, "--annotate", tmp_path / "a.docx")[0] == 2
    assert run("check", report, report, "--annotate", tmp_path / "a.docx")[0] == 2
    assert run("check", report, "--annotate", report)[0] == 2
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as target:
        target.writestr("x", "y")
    with pytest.raises(CannotRender):
        gikreport.annotated(package.getvalue(), ())


@pytest.mark.slow  # LibreOffice starts
@pytest.mark.layout
def test_libreoffice_opens_the_comments(document: Path, tmp_path: Path) -> None:
    target = tmp_path / "told.docx"
    run("check", document, "--annotate", target)
    [opened] = office.convert([target], tmp_path, "odt")
    body = zipfile.ZipFile(opened).read("content.xml").decode()
    assert body.count("<office:annotation ") == 2
    assert "T007" in body


def test_a_folder_is_one_line_a_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    data_file(tmp_path / "sub", name="b.json")
    (tmp_path / "a.toml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    (tmp_path / ".hidden.toml").write_text("x", "utf-8")
    (tmp_path / "~$a.docx").write_text("x", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"x")
    code, said = run("check", tmp_path)
    assert code == 1
    unsound, sound_line, all_told, not_checked = said.splitlines()
    assert re.search(
        r"a\.toml：没有发现问题；\d+ 项未能核对：未提供上年报告；未提供单位名录；正文中有的数不知指什么$", sound_line
    )
    assert not_checked.startswith("未能核对：未提供上年报告（2 份）；")
    assert unsound.endswith("b.json：错误 1 处  T301")
    assert all_told == "共 2 份：有错误 1 份，没有发现问题 1 份"
    assert run("check", tmp_path, "--lang", "en")[1].splitlines()[-2] == "2 files: 1 with errors, 1 sound"


def test_the_files_that_need_most_stand_first() -> None:
    wrong, open_, odd, good = UNBALANCED, {**UNBALANCED, "t3": {"natural_person": {"received": "待填"}}}, {
        **UNBALANCED, "t3": {}, "overview": "加强政府政府信息的管理。"}, {**UNBALANCED, "t3": {}}  # fmt: skip
    read_in = [Judged(name=str(n), findings=check(read(data))) for n, data in enumerate([good, odd, open_, wrong])]
    twice = Judged(name="4", findings=2 * read_in[3].findings)
    unread = Judged(name="5", error=Unreadable(gikreport.Words("", "")))
    assert [one.name for one in worst_first([*read_in, twice, unread])] == ["5", "4", "3", "2", "1", "0"]


def test_a_folder_of_one_file_is_not_counted(tmp_path: Path) -> None:
    data_file(tmp_path)
    assert "共 1 份" not in run("check", tmp_path)[1]


def test_what_was_waived_is_counted(tmp_path: Path) -> None:
    report, waivers = data_file(tmp_path), waiver_file(tmp_path)
    said = run("check", report, "--waivers", waivers)[1]
    assert said.splitlines()[-1].startswith(f"{report}：已豁免 1 处。核对 ")
    assert "，1 项不符，" in said
    assert "没有发现问题" not in said
    in_english = run("check", report, "--waivers", waivers, "--lang", "en")[1]
    assert in_english.splitlines()[-1].startswith(f"{report}: 1 waived; ")


def test_a_waiver_for_a_file_that_is_not_checked_now_waits(tmp_path: Path) -> None:
    report, waivers = data_file(tmp_path, t3={}), waiver_file(tmp_path, file="other.json")
    code, said = run("check", report, "--waivers", waivers)
    assert (code, said.split("。")[0]) == (0, f"{report}：没有发现问题")
    other = data_file(tmp_path, name="other.json", t3={})
    assert "W001" in run("check", report, other, "--waivers", waivers)[1]
    known = read_waivers(waivers)
    assert [finding.code for finding in sound(read(report), waivers=known).warnings] == []
    assert [finding.code for finding in sound(read(other), waivers=known).warnings] == ["W001"]


def test_an_empty_folder_is_a_wrong_use(tmp_path: Path) -> None:
    assert run("check", tmp_path) == (2, f"{tmp_path} 中没有可以核对的文件\n")


def alike(folder: Path, name: str, agency: str, text: str, year: int = 2023) -> str:
    path = folder / name
    prose = {
        "overview": text,
        "problems": "存在的主要问题是公开不够及时，已明确时限。",
        "other_matters": "没有收取信息处理费。",
        "signed_on": f"{year + 1}-01-12",
    }
    path.write_text(json.dumps({"agency": agency, "year": year, "t2": {}, "t3": {}, "t4": {}, **prose}), "utf-8")
    return str(path)


def test_shared_narrative_is_told_with_its_share_and_sentences(tmp_path: Path) -> None:
    one = alike(tmp_path, "a.json", "甲县水利局", ALIKE.replace("本单位", "甲县水利局"))
    other = alike(tmp_path, "b.json", "甲县林业局", ALIKE.replace("本单位", "甲县林业局").replace("3处", "12处"))
    own = alike(tmp_path, "c.json", "甲县档案局", "全年接待查档群众三百人次，编印馆藏指南一册，开放档案目录两万条。")
    first, second, third = judge([one, other, own])
    between = [[one for one in each.findings if one.code.startswith("A")] for each in (first, second, third)]
    assert [[one.code for one in found] for found in between] == [["A501"], ["A501"], []]
    facts = between[0][0].facts
    assert int(str(facts["percent"])) >= 60
    assert facts["other"] == other
    assert "把公开工作列入年度考核" in str(facts["quote"])


def test_the_years_of_one_office_are_not_held_against_each_other(tmp_path: Path) -> None:
    names = [alike(tmp_path, f"{year}.json", "甲县水利局", ALIKE, year) for year in (2022, 2023)]
    found = [[finding.code for finding in one.findings if finding.code != "S101"] for one in judge(names, chain=True)]
    assert found == [[], ["P018"]]  # that the text is last year's; not A501, which is for other offices


def test_every_example_is_sound_on_the_page() -> None:
    page = gikreport.findings_page(judge([str(path) for path in EXAMPLES]))
    assert page.count('<h2 class="sound">') == len(EXAMPLES) - 1  # that of 2017 was published without a date


def test_json_keeps_what_was_waived_apart(tmp_path: Path) -> None:
    said = run("check", data_file(tmp_path), "--waivers", waiver_file(tmp_path), "--format", "json")[1]
    [file] = json.loads(said)["files"]
    assert file["findings"] == []
    assert file["waived"][0]["waived"] == {"reason": "登记系统更换", "by": "王某"}
    assert check(read(UNBALANCED))[0].code == file["waived"][0]["code"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("kind", ["text", "json", "sarif", "html"])
def test_a_name_of_an_old_system_and_a_link_to_nothing_are_told(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"\xb1\xa8.json")).write_text(json.dumps(UNBALANCED), "utf-8")
    (folder / "gone.toml").symlink_to("nowhere")
    asked = ["check", "in", "--format", kind, "-o", "told"]
    done = subprocess.run(
        [sys.executable, "-m", "gikreport", *asked], capture_output=True, check=False, cwd=tmp_path, timeout=120
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False)
    said = (tmp_path / "told").read_text("utf-8")
    assert "没有这个文件" in said
    assert ("%B1%A8.json" if kind == "sarif" else "\\udcb1\\udca8.json") in said


def test_a_folder_is_compared_with_last_year_s_folder_office_by_office(tmp_path: Path) -> None:
    report = 'agency = "{}"\nyear = {}\n[t2]\n[t3.natural_person]\ncarried_over = {}\ncarried_forward = {}\n[t4]\n'
    for folder, year in (("去年", 2022), ("今年", 2023)):
        (tmp_path / folder).mkdir()
        for agency, over in (("甲局", 1), ("乙局", 2)):
            text = report.format(agency, year, over, over)
            (tmp_path / folder / f"{agency}{year}.toml").write_text(text, "utf-8")
    (tmp_path / "今年" / "乙局2023.toml").write_text(report.format("乙局", 2023, 1, 1), "utf-8")
    (tmp_path / "今年" / "丙局2023.toml").write_text(report.format("丙局", 2023, 0, 0), "utf-8")
    (tmp_path / "去年" / "丁局2022.toml").write_text("agency = ", "utf-8")
    done = CliRunner().invoke(group, ["check", str(tmp_path / "今年"), "--previous", str(tmp_path / "去年")])
    lines = {line.partition("：")[0].rpartition("/")[2]: line for line in done.stdout.splitlines()}
    assert ("A301" in lines["乙局2023.toml"], "A301" in lines["甲局2023.toml"]) == (True, False)
    assert "丁局2022.toml：读不出来，第1行：" in done.stderr.splitlines()[0]
    assert done.stderr.splitlines()[1:] == ["没有找到上一年的报告，未逐项比对：丙局2023.toml"]


def test_a_report_without_last_year_s_is_named_also_where_the_folder_is_empty(tmp_path: Path) -> None:
    (tmp_path / "去年").mkdir()
    (tmp_path / "甲局.toml").write_text('agency = "甲局"\nyear = 2023\n[t2]\n[t3]\n[t4]\n', "utf-8")
    done = CliRunner().invoke(group, ["check", str(tmp_path / "甲局.toml"), "--previous", str(tmp_path / "去年")])
    assert done.stderr == "没有找到上一年的报告，未逐项比对：甲局.toml\n"


def test_two_reports_that_name_no_office_are_not_of_one_office() -> None:
    data = {"agency": "某局", "t2": {}, "t3": {}, "t4": {}}
    last, this = (gikreport.read({**data, "year": year}) for year in (2022, 2023))
    nameless, later = attrs.evolve(last, agency=None), attrs.evolve(this, agency=None)
    assert gikreport.year_before(later, gikreport.by_office([nameless])) is None
