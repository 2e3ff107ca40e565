"""What stands on the pages, measured in millimetres: GB/T 9704—2012 and the tables."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import gikreport
from gikreport.forms.y2021 import FORM as Y2021, Organizations, Outcomes, Requests, Table3
from gikreport.model.options import Options
from gikreport.model.report import prose_fields
from support import ROOT, office
from support.documents import plain
from support.docx_cells import part, tables, text_of

pdfplumber = pytest.importorskip("pdfplumber")
pytestmark = [pytest.mark.layout, pytest.mark.slow]

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
CHARACTER = 15.75 / MM  # 三号, a little closer: 28 of them fill 156 mm
LINE = 28.95 / MM
AGENCY = "宁波市北仑区人民政府小港街道办事处"
PROSE = "（一）主动公开\n正文一句。\n（二）监督保障。街道设立“监督员”12名。\n1.会议\n（1）全年四次；\n其余正文。"
LONGEST = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府扎格斯台镇综合行政执法和应急管理办公室"
MANY = Requests(received=1808595, outcomes=Outcomes(disclosed=1808595))
LARGE = Table3(
    natural_person=MANY, organizations=Organizations(commercial=MANY, research=MANY, welfare=MANY, other=MANY)
)
EXAMPLES = ROOT / "examples"
FULL = "政府信息公开工作年度报告主动公开依法申请" * 70


def report(**facts: Any) -> Any:
    given = {"agency": AGENCY, "year": 2023, "signed_on": date(2024, 1, 12), "preface": "编制说明。", "overview": PROSE}
    return plain(Y2021, **{**given, "other_matters": "没有其他需要报告的事项。", **facts})


def sealed(**facts: Any) -> Any:
    return gikreport.sound(report(**facts), options=Options(seal=True))


@attrs.frozen
class Page:
    number: int
    chars: list[dict[str, Any]]
    lines: list[list[dict[str, Any]]]
    edges: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "".join(char["text"] for char in self.chars)

    @property
    def body(self) -> list[list[dict[str, Any]]]:
        """Its lines inside the text area."""
        return [line for line in self.lines if TOP <= line[0]["y"] < BOTTOM]


@attrs.frozen
class Made:
    docx: bytes
    pages: list[Page]

    def line(self, text: str) -> list[dict[str, Any]]:
        """The characters of the first line that begins with these words."""
        return next(line for page in self.pages for line in page.body if joined(line).startswith(text))


def joined(line: list[dict[str, Any]]) -> str:
    return "".join(char["text"] for char in line).replace(" ", "")


def pages_of(pdf: Path) -> Iterator[Page]:
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            chars = [
                {"text": c["text"], "font": c["fontname"], "size": c["size"], "x0": c["x0"] / MM, "x1": c["x1"] / MM,
                 "y": c["top"] / MM, "y1": c["bottom"] / MM}
                for c in page.chars
            ]  # fmt: skip
            edges = [{k: e[k] / MM for k in ("x0", "x1", "top", "bottom")} for e in page.edges]
            yield Page(page.page_number, chars, list(lined(chars)), edges)


def lined(chars: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Characters by their line, top to bottom."""
    line: list[dict[str, Any]] = []
    for char in sorted(chars, key=lambda c: (round(c["y1"]), c["x0"])):
        if line and abs(char["y1"] - line[0]["y1"]) > 1.5:
            yield sorted(line, key=lambda c: c["x0"])
            line = []
        line.append(char)
    yield sorted(line, key=lambda c: c["x0"])


def ending(section: str, count: int, make: Callable[..., Any] = report) -> Callable[[], Any]:
    """A document with so many lines in a section."""
    return lambda: make(**{section: "\n".join(["一行正文。"] * count)})


DOCUMENTS: dict[str, Callable[[], Any]] = {
    "usual": report,
    "full": lambda: report(preface=FULL),
    "long": lambda: gikreport.load(EXAMPLES / "anhe-2015.toml"),
    "large numbers": lambda: report(t3=LARGE, agency=LONGEST),
    "sealed, longest of all": lambda: sealed(agency=LONGEST),
    "draft": lambda: gikreport.draft(report()),
    "short name": lambda: report(agency="某局"),
    "sealed": lambda: sealed(agency="宁波市北仑区小港街道办事处"),
    "sealed, short name": lambda: sealed(agency="某局"),
    "sealed, long name": lambda: sealed(),
    "sealed, longest name": lambda: sealed(agency=AGENCY, signed_by="新疆维吾尔自治区伊犁哈萨克自治州人民政府办公厅"),
    "sealed, no date": lambda: sealed(signed_on=None),
    "contents": lambda: gikreport.sound(report(), options=Options(toc=True)),
    "no date": lambda: report(signed_on=None),
    **{f"break {n}": ending("requests", n) for n in range(0, 22, 2)},
    **{f"sealed end {n}": ending("other_matters", n, sealed) for n in range(2, 24, 3)},
    **{f"end {n}": ending("other_matters", n) for n in range(1, 24, 2)},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    documents = [gikreport.render(make(), ".docx") for make in DOCUMENTS.values()]
    pdfs = office.to_pdf(documents, tmp_path_factory.mktemp("layout"))
    return {name: Made(d, list(pages_of(p))) for name, d, p in zip(DOCUMENTS, documents, pdfs, strict=True)}


def near(seen: float, due: float, within: float = 0.5) -> bool:
    return abs(seen - due) <= within


def test_a_full_page_has_22_lines_of_28_characters(made: dict[str, Made]) -> None:
    page = made["full"].pages[1]
    assert len(page.body) == 22
    assert {len(line) for line in page.body} == {28}
    assert all(near(line[0]["x0"], LEFT, 1) and near(line[-1]["x1"], RIGHT, 1) for line in page.body)
    first, last = page.body[0][0], page.body[-1][0]
    assert TOP <= first["y"] <= TOP + LINE - 16 / MM
    assert BOTTOM - LINE + 16 / MM <= last["y1"] <= BOTTOM
    assert near(last["y"] - first["y"], 21 * LINE)


def test_each_role_has_its_face_and_its_size(made: dict[str, Made]) -> None:
    usual = made["usual"]
    faces = {
        "宁波市": ("NotoSerif", 22), "2023年政府": ("NotoSerif", 22), "一、总体情况": ("Hei", 16),
        "（一）主动": ("Kai", 16), "正文一句": ("Fang", 16), "1.会议": ("Fang", 16), "（1）全年": ("Fang", 16),
        "第二十条第（一）": ("Song", 10.5),
    }  # fmt: skip
    for words, (face, size) in faces.items():
        chinese = [char for char in usual.line(words) if char["text"] > "\u2e80"]
        assert all(face in char["font"] and near(char["size"], size, 0.1) for char in chinese), words


def test_a_run_in_heading_is_set_apart_to_its_full_stop_only(made: dict[str, Made]) -> None:
    line = [char for char in made["usual"].line("（二）监督保障") if char["text"] > "\u2e80"]
    kai = "".join(char["text"] for char in line if "Kai" in char["font"])
    assert kai == "（二）监督保障。"
    assert all("Fang" in char["font"] for char in line[len(kai) :])


def test_paragraphs_begin_two_characters_in_and_go_on_at_the_margin(made: dict[str, Made]) -> None:
    for words in ("一、总体情况", "（一）主动", "正文一句", "1.会议"):
        ink_begins = (
            0.5 * CHARACTER if words[0] == "（" else 0.3
        )  # a bracket's ink stands in the right half of its square
        assert near(made["usual"].line(words)[0]["x0"], LEFT + 2 * CHARACTER, ink_begins), words
    assert near(made["full"].pages[0].body[4][0]["x0"], LEFT, 0.3)


def test_the_title_stands_in_the_middle_one_line_free_below(made: dict[str, Made]) -> None:
    name, rest = made["usual"].line("宁波市"), made["usual"].line("2023年政府")
    assert joined(name) == AGENCY
    assert all(near((line[0]["x0"] + line[-1]["x1"]) / 2, (LEFT + RIGHT) / 2, 1) for line in (name, rest))
    assert near(made["usual"].line("编制说明")[0]["y1"] - rest[0]["y1"], 2 * LINE, 1.2)


def test_page_numbers_stand_outside_seven_millimetres_below_the_text(made: dict[str, Made]) -> None:
    for page in made["full"].pages:
        line = next(line for line in page.lines if line[0]["y"] > BOTTOM)
        assert joined(line) == f"—{page.number}—"
        assert {round(char["size"]) for char in line} == {14}
        outer = line[-1]["x1"] - (RIGHT - 14 / MM) if page.number % 2 else line[0]["x0"] - (LEFT + 14 / MM)
        assert near(outer, 0)
        assert near((line[0]["y"] + line[0]["y1"]) / 2, BOTTOM + 7)


def test_name_and_date_stand_by_7_3_5(made: dict[str, Made]) -> None:
    usual = made["usual"]
    day, before = usual.line("2024年1月12日"), usual.line("没有其他")
    name = next(line for page in usual.pages for line in page.body[2:] if joined(line) == AGENCY)
    assert near(name[-1]["x1"], RIGHT - 2 * CHARACTER)
    assert near(day[0]["x0"] - name[0]["x0"], 2 * CHARACTER)
    assert near(name[0]["y1"] - before[0]["y1"], 2 * LINE)
    assert near(day[3]["y1"] - name[0]["y1"], LINE, 1.2)


def test_a_date_longer_than_the_name_leaves_two_characters_and_the_name_moves(made: dict[str, Made]) -> None:
    short = made["short name"]
    day = short.line("2024年1月12日")
    name = next(line for line in short.pages[-1].body if joined(line) == "某局")
    assert near(day[-1]["x1"], RIGHT - 2 * CHARACTER, 2)
    assert near(day[0]["x0"] - name[0]["x0"], 2 * CHARACTER)


SEAL = 42  # millimetres across: 国徽居中 of a county or a township


@pytest.mark.parametrize("name", ["sealed", "sealed, short name"])
def test_a_sealed_date_leaves_four_characters_and_the_name_stands_in_its_middle(
    name: str, made: dict[str, Made]
) -> None:
    day, by = made[name].line("2024年1月12日"), signed(made[name])
    assert near(day[-1]["x1"], RIGHT - 4 * CHARACTER, 1.5)
    assert near(middle(by), middle(day), 1)
    assert near(day[3]["y1"] - by[0]["y1"], LINE, 1.2)


@pytest.mark.parametrize("name", ["sealed, long name", "sealed, longest name"])
def test_a_long_name_over_a_seal_keeps_inside_the_text_area(name: str, made: dict[str, Made]) -> None:
    day, by = made[name].line("2024年1月12日"), signed(made[name])
    assert RIGHT - 1.5 * CHARACTER <= by[-1]["x1"] <= RIGHT
    assert near(middle(by), middle(day), 1)


@pytest.mark.parametrize("name", ["sealed", "sealed, short name", "sealed, longest name"])
def test_a_seal_has_room_above_the_name(name: str, made: dict[str, Made]) -> None:
    """It begins within a line of the text, and name and date stand in it, in the middle or a little below."""
    one = made[name]
    day, by, before = one.line("2024年1月12日"), signed(one), one.line("没有其他")
    top = before[0]["y1"] + LINE
    assert top <= by[0]["y"] <= day[3]["y1"] <= top + SEAL
    assert 0 <= (by[0]["y"] + day[3]["y1"]) / 2 - (top + SEAL / 2) <= LINE / 2


def test_without_a_date_a_sealed_name_leaves_four_characters(made: dict[str, Made]) -> None:
    assert near(made["sealed, no date"].pages[-1].body[-1][-1]["x1"], RIGHT - 4 * CHARACTER)


def signed(one: Made) -> list[dict[str, Any]]:
    """The line above the date."""
    lines = [line for page in one.pages for line in page.body]
    return lines[next(n for n, line in enumerate(lines) if joined(line) == "2024年1月12日") - 1]


def middle(line: list[dict[str, Any]]) -> float:
    return float(line[0]["x0"] + line[-1]["x1"]) / 2


def test_the_contents_name_every_section_behind_the_title(made: dict[str, Made]) -> None:
    lines = [joined(line) for line in made["contents"].pages[0].body]
    assert lines[2:9] == ["目录", *(entry.words[0] for entry in prose_fields(Y2021.report).values() if entry.words)]
    assert near(middle(made["contents"].line("目录")), (LEFT + RIGHT) / 2)


def test_without_a_date_the_name_keeps_its_place(made: dict[str, Made]) -> None:
    assert near(made["no date"].pages[-1].body[-1][-1]["x1"], RIGHT - 2 * CHARACTER)


def test_the_signature_never_stands_alone_on_a_page(made: dict[str, Made]) -> None:
    ends = [one for name, one in made.items() if name.startswith(("end", "sealed end"))]
    assert len({len(one.pages) for one in ends}) > 1
    for one in ends:
        assert "一行正文。" in one.pages[-1].text
        assert AGENCY in one.pages[-1].text
        assert "2024年1月12日" in one.pages[-1].text.replace(" ", "")


def test_tables_keep_to_the_text_area(made: dict[str, Made]) -> None:
    for page in made["usual"].pages:
        for edge in page.edges:
            assert LEFT - 0.5 <= edge["x0"] <= edge["x1"] <= RIGHT + 0.5
            assert TOP - 0.5 <= edge["top"] <= edge["bottom"] <= BOTTOM + 0.5


def test_a_table_that_goes_on_repeats_its_heading_and_splits_no_row(made: dict[str, Made]) -> None:
    long = made["long"]
    assert sum("统计指标" in page.text for page in long.pages) == 2
    labels = [cell.text for cell in tables(long.docx)[1] if cell.column == 1]
    assert all(labels_whole(page, labels) for page in long.pages)


def labels_whole(page: Page, labels: list[str]) -> bool:
    """No label begins on this page and ends on another."""
    text = page.text.replace(" ", "")
    return all(label in text or label[:8] not in text for label in labels if len(label) > 8)


def test_a_table_that_has_room_on_one_page_stands_whole_with_its_heading_above_it(made: dict[str, Made]) -> None:
    for name, one in made.items():
        if not name.startswith(("break", "usual", "large")):
            continue
        for heading, first, last in (
            ("二、主动公开", "第二十条第（一）项", "行政事业性收费"),
            ("三、收到和处理", "申请人情况", "四、结转下年度继续办理"),
            ("四、政府信息公开行政复议", "未经复议直接起诉", "复议后起诉"),
        ):
            (page,) = [page.text.replace(" ", "") for page in one.pages if first in page.text]
            assert last in page, first
            assert heading in page or name.startswith("break"), heading


def test_the_label_of_a_long_group_stands_beside_it(made: dict[str, Made]) -> None:
    page = next(page for page in made["usual"].pages if "申请人情况" in page.text)
    column = "".join(c["text"] for line in page.body for c in line if c["x1"] < LEFT + 6 and c["size"] < 11)
    assert "三、本年度办理结果" in column


def test_a_number_that_is_too_long_for_its_column_is_set_narrower_on_one_line(made: dict[str, Made]) -> None:
    page = next(page for page in made["large numbers"].pages if "申请人情况" in page.text)
    row = joined(next(line for line in page.body if joined(line).startswith("一、本年新收")))
    assert row == "一、本年新收政府信息公开申请数量" + "1808595" * 4 + "0" + "1808595" + str(5 * 1808595)


@pytest.mark.parametrize("name", ["large numbers", "sealed, longest of all"])
def test_a_name_of_more_than_one_line_breaks_at_words_and_stands_right(name: str, made: dict[str, Made]) -> None:
    lines = [line for line in made[name].pages[-1].body if joined(line) and joined(line) in LONGEST]
    assert "".join(map(joined, lines)) == LONGEST
    assert joined(lines[0]) == "新疆维吾尔自治区伊犁哈萨克自治州"
    assert len({round(line[0]["x0"]) for line in lines}) == 1
    assert lines[0][0]["x0"] > LEFT + 4 * CHARACTER
    assert near(made[name].line("2024年1月12日")[0]["x0"], lines[0][0]["x0"] + 2 * CHARACTER) or "sealed" in name


def test_numbers_stand_in_the_middle_of_their_cells(made: dict[str, Made]) -> None:
    page = next(page for page in made["usual"].pages if "尚未" in page.text)
    row = next(line for line in page.body if joined(line) == "0" * 15)
    sides = sorted(
        {round(e["x0"], 1) for e in page.edges if e["top"] <= row[0]["y"] and row[0]["y1"] <= e["bottom"] + 1}
    )
    middles = [(left + right) / 2 for left, right in itertools.pairwise(sides) if right - left > 2]
    assert len(middles) == 15
    assert all(near((c["x0"] + c["x1"]) / 2, m, 0.3) for c, m in zip(row, middles, strict=True))


@pytest.mark.parametrize("name", ["usual", "full", "large numbers"])
def test_every_character_of_the_document_is_on_the_pages(name: str, made: dict[str, Made]) -> None:
    one = made[name]
    printed = Counter("".join(page.text for page in one.pages if page).replace(" ", ""))
    due = Counter(text_of(part(one.docx)).replace("\n", "").replace(" ", ""))
    repeated = Counter("".join(cell.text for cell in tables(one.docx)[1] if cell.row <= 3))
    numbers = Counter("".join(f"—{page.number}—" for page in one.pages))
    times = sum("申请人情况" in page.text for page in one.pages) - 1
    for _ in range(times):
        due.update(repeated)
    assert printed == due + numbers


def test_a_draft_is_marked_on_every_page_and_set_like_the_report(made: dict[str, Made]) -> None:
    draft, usual = made["draft"], made["usual"]
    assert all("草稿" in page.text.replace(" ", "") for page in draft.pages)
    assert all(line[0]["y"] < TOP for page in draft.pages for line in page.lines if "草" in joined(line))
    for marked, clean in zip(draft.pages, usual.pages, strict=True):
        seen = [(c["text"], round(c["x0"]), round(c["y"])) for c in marked.chars if c["y"] > TOP]
        assert seen == [(c["text"], round(c["x0"]), round(c["y"])) for c in clean.chars]
