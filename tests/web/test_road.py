"""The clerk's road without script: each page as such a browser sends it back, from an empty form to the document."""

from __future__ import annotations

import functools
import html
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import attrs
import pytest
from markupsafe import escape

import gikreport
from gikreport.model.attachment import Attachment
from gikreport.model.figures import SmallTable
from gikreport.model.prose import Paragraph, Prose, Run
from gikreport.server.answers import Answer
from gikreport.server.bodies import Body
from gikreport.web.entries import _retyped
from gikreport.web.work import KEY, begun, read_work
from support import ROOT
from support.service import Part, form_body

_FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:([^<]*)</textarea>)?")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
LAST = (ROOT / "examples" / "xiaogang-2021.toml").read_bytes()


class Visit:
    """A browser without script: it sends every field of the page that it shows, and one button."""

    def __init__(self) -> None:
        self.answer = self._asked("GET", Body("", b""))

    def _asked(self, method: str, body: Body) -> Answer:
        return gikreport.respond(gikreport.PageRequest(method, "/", body))

    @property
    def page(self) -> str:
        """What is shown."""
        return self.answer.content.decode()

    @property
    def fields(self) -> dict[str, Part | list[Part]]:
        """The fields of the page as they stand, files left out."""
        found: dict[str, Part | list[Part]] = {}
        for _, attributes, text in _FIELD.findall(self.page):
            given = dict(_ATTRIBUTE.findall(attributes))
            if "name" in given and given.get("type") != "file":
                found[given["name"]] = html.unescape(given.get("value") or text.removeprefix("\n"))
        return found

    def press(self, button: str, **typed: Part | list[Part]) -> Answer:
        """Type something, press a button; a file that comes leaves the page as it is. `__` stands for a dot."""
        said = {name.replace("__", "."): value for name, value in typed.items()}
        assert f'value="{button}"' in self.page, f"there is no such button: {button}"
        made = self._asked("POST", form_body({**self.fields, **said, "go": button}))
        if "Content-Disposition" not in made.headers:
            self.answer = made
        return made

    @property
    def work(self) -> gikreport.Reading:
        """The report that the page carries."""
        carried = self.fields["work"]
        assert isinstance(carried, str)
        return read_work(carried).report


def filled() -> Visit:
    """A report that is typed as far as it can be: one request came in, and was answered."""
    visit = Visit()
    visit.answer = _filled()
    return visit


@functools.cache
def _filled() -> Answer:
    visit = Visit()
    visit.press("begin", new_agency="青石镇人民政府", new_year="2025")
    for table in ("t2", "t3", "t4"):
        visit.press(f"zero:{table}", t3__natural_person__received="1", t3__natural_person__outcomes__disclosed="1")
    visit.press("go:text")
    visit.press(
        "go:finish",
        overview="本镇做好主动公开，依申请公开收到1件，加强政府信息管理、平台建设和监督保障。",
        problems="个别信息公开不够及时，今后逐月核对。",
        other_matters="本年度没有收取信息处理费。",
    )
    return visit.press("go:finish", signed_on="2026-01-20")


def test_the_road_ends_in_the_document_that_the_library_makes() -> None:
    visit = filled()
    made = visit.press("file:docx")
    assert made.content == gikreport.render(gikreport.sound(visit.work), ".docx")
    assert made.headers["Content-Disposition"].startswith('attachment; filename="report.docx"')
    packed = zipfile.ZipFile(BytesIO(visit.press("file:zip").content)).namelist()
    assert {name.rpartition(".")[2] for name in packed} >= {"docx", "html", "json"}
    again = gikreport.read(BytesIO(visit.press("file:xlsx").content))
    assert {path: cell.value for path, cell in again.cells.items()}.items() >= {
        path: cell.value for path, cell in visit.work.cells.items()
    }.items()


def test_nothing_is_filled_in_that_nobody_typed() -> None:
    visit = Visit()
    visit.press("begin", new_agency="青石县水利局", new_year="2025")
    assert "还有 <b>166</b> 格待填" in visit.page
    assert "t2.administrative_rules.issued" in visit.page
    assert {cell.state for cell in visit.work.cells.values()} == {gikreport.State.UNFILLED}
    visit.press("zero:t2")
    assert visit.work.cells["t3", "natural_person", "received"].state is gikreport.State.UNFILLED
    assert visit.work.cells["t2", "licensing"].value == 0
    visit.press("go:tables", t2__licensing="")
    assert visit.work.cells["t2", "licensing"].state is gikreport.State.UNFILLED


def test_what_is_typed_wrong_is_kept_and_told_at_its_field() -> None:
    visit = filled()
    visit.press("go:tables")
    visit.press("go:tables", t2__licensing="三十一件半", t3__natural_person__received="2")
    assert visit.fields["t2.licensing"] == "三十一件半"
    assert 'id="c-t3-natural_person-carried_forward" name="t3.natural_person.carried_forward"' in visit.page
    assert re.search(r'name="t3.natural_person.carried_forward"[^>]*aria-invalid="true"', visit.page)
    assert "应为 1，实为 0" in visit.page
    visit.press("go:check")
    assert "改好" in visit.page
    assert 'formaction=".#c-t3-natural_person-carried_forward"' in visit.page
    visit.press("go:finish")
    assert 'value="file:docx"' not in visit.page
    assert 'value="draft:docx"' in visit.page


def test_a_finding_is_kept_with_its_reason_until_its_numbers_change() -> None:
    visit = filled()
    visit.press("go:tables")
    visit.press("go:check", t3__natural_person__received="2")
    mark = re.search(r'value="keep:(\w+)"', visit.page)
    assert mark
    visit.press(f"keep:{mark[1]}")
    assert "保留一个问题，要写明理由" in visit.page
    visit.press(f"keep:{mark[1]}", **{f"reason__{mark[1]}": "复议中", "kept_by": "张三"})
    assert "理由：复议中（张三）" in visit.page
    visit.press("go:finish")
    assert 'value="file:docx"' in visit.page
    visit.press("go:tables")
    visit.press("go:finish", t3__natural_person__received="3")
    assert 'value="file:docx"' not in visit.page


def test_last_years_report_fills_in_what_it_carries_forward_and_no_more() -> None:
    visit = Visit()
    last = LAST.replace(b"carried_forward = 0", b"carried_forward = 4")
    visit.press("begin", new_agency="", new_year="", last_report=("去年.toml", last))
    before = gikreport.read(last)
    forward = before.cells["t3", "natural_person", "carried_forward"].value
    assert visit.work.cells["t3", "natural_person", "carried_over"].value == forward
    assert visit.work.year == 2022
    assert not visit.work.prose.get("problems")
    visit.press("go:tables")
    visit.press("go:last", t3__natural_person__carried_over="7")
    visit.press("last", last_report=("去年.toml", last))
    assert visit.work.cells["t3", "natural_person", "carried_over"].value == 7


LISTED = (Attachment("办理情况明细", "网上1件。"),)


def test_words_set_off_and_attachments_of_a_file_are_carried() -> None:
    report = filled().work
    marked = Prose((Paragraph((Run("加粗", bold=True), "的话，收到1件。")),))
    document = gikreport.render(
        gikreport.draft(attrs.evolve(report, prose={**report.prose, "overview": marked}, attachments=LISTED)), ".docx"
    )
    visit = Visit()
    visit.press("open", begun=("年报.docx", document))
    assert "没有带过来" not in visit.page
    assert visit.work.prose["overview"] == marked
    assert visit.work.attachments == LISTED


def test_a_section_that_is_typed_over_keeps_what_was_not_touched() -> None:
    table = SmallTable(rows=(("一", "二"),))
    before = Prose.of("第一段。", table, "{{ 第二段 }}")
    now = _retyped(before, "新的一段。\r\n第一段。")
    assert [getattr(block, "text", block) for block in now.blocks] == ["新的一段。", table, "第一段。"]
    assert now.paragraphs[1] is before.paragraphs[0]


def test_work_is_kept_as_a_file_and_opened_again() -> None:
    visit = filled()
    kept = visit.press("save").content
    assert json.loads(kept)[KEY] == 1
    other = Visit()
    other.press("open", begun=("做到一半.json", kept))
    assert other.work == visit.work


def test_a_register_is_counted_with_the_words_that_were_chosen() -> None:
    rows = ["编号,申请人类型,收到日期,办结日期,办理结果"]
    rows += [f"2025-{n},个人,2025-03-0{n},2025-03-1{n},予以公开" for n in range(1, 4)]
    rows.append("2025-4,个人,2025-05-01,2025-05-12,已妥处")
    visit = Visit()
    visit.press("begin", new_agency="青石县水利局", new_year="2025")
    visit.press("go:ledger")
    visit.press("ledger", register=("台账.csv", "\n".join(rows).encode()))
    assert "有 1 种说法要选定" in visit.page
    visit.press("count")
    assert "第5行（2025-4）：不认识的结果“已妥处”；请在下面选定，或改好台账再放进来" in visit.page
    visit.press("count", outcomes__0="（一）予以公开")
    assert visit.work.cells["t3", "natural_person", "outcomes", "disclosed"].value == 4
    assert visit.work.cells["t3", "natural_person", "received"].value == 4
    assert "2025-1、2025-2、2025-3、2025-4" in visit.page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7 * 7 }}{% raw %}", '"><img src=x onerror=1>'])
def test_what_is_typed_is_text_on_every_page(text: str) -> None:
    visit = Visit()
    visit.press("begin", new_agency=text, new_year="2025")
    visit.press("go:text")
    visit.press("go:text", overview=text)
    for step in ("start", "last", "ledger", "tables", "check", "finish", "text"):
        visit.press(f"go:{step}")
        assert str(escape(text)) in visit.page
        assert text not in visit.page or text.startswith("{{")
    assert visit.fields["overview"] == text


def test_what_cannot_be_done_is_told_on_the_page_with_all_that_was_typed() -> None:
    visit = filled()
    visit.press("go:last")
    visit.press("last", last_report=("去年.docx", b"nothing"))
    assert '<div class="summary" role="alert" tabindex="-1" id="problems">' in visit.page
    assert visit.work == filled().work
    visit.press("last", last_report=("去年.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600))
    assert "这种文件在这里读不了：请在 Word 或 WPS 中另存为 .docx" in visit.page
    visit.press("last")
    assert "还没有选文件" in visit.page


def test_pages_forbid_whatever_is_not_ours() -> None:
    policy = Visit().answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for path in sorted(Path(ROOT / "templates" / "web").iterdir()):
        assert not re.search(r"https?://|\bon\w+=|style=|javascript:", path.read_text("utf-8")), path.name


def test_a_town_makes_no_rules() -> None:
    report = begun("青石镇人民政府", 2025).report
    assert report.cells["t2", "administrative_rules", "issued"].value == 0


def test_many_reports_are_reviewed_worst_first_and_come_back_with_comments() -> None:
    sound = filled().press("file:docx").content
    wrong = gikreport.render(gikreport.draft(begun("白石镇人民政府", 2025).report), ".docx")
    visit = Visit()
    made = visit.press("review:zip", reports=[("甲.docx", sound), ("乙.docx", wrong), ("甲.docx", b"nothing")])
    packed = zipfile.ZipFile(BytesIO(made.content))
    assert packed.namelist()[:2] == ["核对结果.html", "一览表.xlsx"]
    assert "批注/乙.docx" in packed.namelist()
    page = packed.read("核对结果.html").decode()
    assert page.index("甲（2）.docx") < page.index("乙.docx") < page.index("甲.docx")
    visit.press("review:html")
    assert "还没有选要审核的文件" in visit.page


def test_a_report_of_last_year_that_cannot_be_read_is_told() -> None:
    sound = filled().press("file:docx").content
    made = Visit().press(
        "review:zip", reports=[("甲.docx", sound)], last_reports=[("丙.docx", b"nothing"), ("丁.docx", sound)]
    )
    packed = zipfile.ZipFile(BytesIO(made.content))
    page = packed.read("核对结果.html").decode()
    assert page.index("上一年的 丙.docx") < page.index("甲.docx")
    assert "上一年的 丁.docx" not in page
