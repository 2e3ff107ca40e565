"""The web page: what stands in it, and what never does."""

import functools
import json
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings, strategies as st
from lxml import etree

import gikreport
from gikreport import FORMS
from gikreport.model.form import Form
from gikreport.model.options import SITE_TAGS, Options
from gikreport.model.report import Report, prose_fields, tables
from gikreport.renderers.web.html import Attachment, render_html
from support import ROOT
from support.browser import Browser, chromium
from support.fetched_tools import AXE
from support.strategies import figures, reports

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
LINHAI = EXAMPLE.with_name("linhai-2020.toml")
ANY_REPORT = st.sampled_from(FORMS).flatmap(reports)


class Page(HTMLParser):
    """What a browser would show: texts by element, cells by id; the test's own reading of the page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.cells: dict[str, dict[str, str]] = {}
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag in ("td", "th"):
            self.cells[given["id"]] = {**given, "tag": tag, "text": ""}
            self._open.append(given["id"])
        if tag in ("p", "h1", "h2", "h3", "title"):
            self.texts.setdefault(tag, []).append("")
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "p", "h1", "h2", "h3", "title"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            return
        if self._open[-1] in self.texts:
            self.texts[self._open[-1]][-1] += data
        else:
            self.cells[self._open[-1]]["text"] += data

    def named(self, name: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [given for tag, given in self.tags if tag == name]


def page(report: Report, **options: Any) -> Page:
    return Page(render_html(gikreport.sound(report, options=Options(**options))))


@given(st.sampled_from(FORMS).flatmap(figures))
def test_every_cell_stands_at_its_place_with_its_spans_and_the_headings_it_belongs_to(report: Report) -> None:
    document = gikreport.sound(report)
    found = Page(render_html(document))
    for name, table in document.tables.items():
        for cell in table.grid.cells:
            shown = found.cells[f"{name}-{cell.row}-{cell.column}"]
            spans = int(shown.get("rowspan", 1)), int(shown.get("colspan", 1))
            assert spans == (cell.rowspan, cell.colspan)
            if cell.line:
                assert shown["text"] == document.figures[name, *cell.line.path]
                named = {found.cells[head]["text"] for head in shown["headers"].split()}
                said = {word for words in cell.labels for word in words}
                assert said <= named | {""} | {"".join(cell.labels[1])}
            else:
                assert shown["text"] == cell.text


@given(ANY_REPORT)
def test_text_arrives_as_it_was_written_and_is_never_markup(report: Report) -> None:
    found = page(report)
    texts = [text for tag in ("p", "h3") for text in found.texts.get(tag, [])]
    for name in prose_fields(type(report)):
        assert {paragraph.text for paragraph in getattr(report, name).paragraphs} <= set(texts)
    assert "".join(found.texts["title"]) == "".join(report.title)
    assert not {tag for tag, _ in found.tags} & {"script", "iframe", "img", "object", "embed", "form", "b", "i"}


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "--><svg onload=alert(1)>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_wherever_it_stands(text: str) -> None:
    data = {**gikreport.to_data(gikreport.load(EXAMPLE)), "agency": text, "overview": text, "signed_by": text}
    data |= {"title": [text]}
    site = {name: text for name in ("SiteName", "Keywords", "ContentSource")} | {"PubDate": "2022-01-20"}
    rendered = render_html(gikreport.sound(gikreport.read(data), options=Options(site=site)), attachments=[
        Attachment(text, text)
    ])  # fmt: skip
    found = Page(rendered)
    assert text in found.texts["h1"][0]
    assert text in found.texts["p"]
    assert [given["content"] for given in found.named("meta") if given.get("name") == "SiteName"] == [text]
    assert not [
        tag for tag, given in found.tags if tag in ("script", "img", "svg") or any(k[:2] == "on" for k in given)
    ]
    assert [given["href"][:2] for given in found.named("a")] == ["./"]


def test_the_tags_of_government_sites_stand_in_their_order_and_only_where_they_say_something() -> None:
    site = {"PubDate": "2022-01-20 09:30", "SiteName": "某区政府网", "ColumnName": "政府信息公开年报", "Author": ""}
    found = page(gikreport.load(EXAMPLE), site=site)
    named = {given["name"]: given["content"] for given in found.named("meta") if given.get("name") in SITE_TAGS}
    assert list(named) == ["SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource"]
    assert named["ContentSource"] == "宁波市北仑区人民政府小港街道办事处"
    assert named["ArticleTitle"] == "宁波市北仑区人民政府小港街道办事处2021年度政府信息公开工作年度报告"


def test_nothing_on_the_page_leads_out_of_it() -> None:
    text = render_html(gikreport.sound(gikreport.load(EXAMPLE))).decode()
    assert not re.search(r"url\(|@import|<script|src=|https?://", text)


def test_a_draft_says_so_and_a_report_does_not() -> None:
    drafted = Page(render_html(gikreport.draft(gikreport.new("某区人民政府办公室", 2022))))
    assert "草稿" in drafted.texts["p"]
    assert drafted.texts["title"][0].startswith("【草稿】")
    assert {cell["text"] for cell in drafted.cells.values() if cell["tag"] == "td"} == {"待填"}
    assert "草稿" not in render_html(gikreport.sound(gikreport.load(EXAMPLE))).decode().replace("草稿;", "")


def test_same_report_same_bytes() -> None:
    document = gikreport.sound(gikreport.load(EXAMPLE))
    assert render_html(document) == render_html(document)


def test_an_office_changes_the_page_by_a_template_of_its_own(tmp_path: Path) -> None:
    own = '{% extends "shared/report.html.jinja" %}{% block facts %}<p>本单位</p>{% endblock %}'
    (tmp_path / "report.html.jinja").write_text(own, encoding="utf-8")
    document = gikreport.sound(gikreport.load(EXAMPLE))
    for template in (tmp_path, tmp_path / "report.html.jinja"):
        assert "本单位" in Page(render_html(document, template)).texts["p"]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{% if %}", "Expected an expression"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ('{% include "../secret" %}', "../secret"),
        ("{{ 1 // 0 }}", "by zero"),
        ("\udcff", "'utf-8' codec"),
    ],
)
def test_a_broken_or_prying_template_is_named_with_its_fault(template: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "report.html.jinja").write_bytes(template.encode(errors="surrogateescape"))
    document = gikreport.sound(gikreport.load(EXAMPLE))
    with pytest.raises(gikreport.BrokenTemplate) as raised:
        render_html(document, tmp_path)
    assert said in str(raised.value)


def test_a_file_that_is_no_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}", encoding="utf-8")
    with pytest.raises(gikreport.BrokenTemplate, match=r"report\.json 不是模板；应为 \.jinja \.html \.docx"):
        gikreport.render(gikreport.load(EXAMPLE), ".html", template=tmp_path / "report.json")


@pytest.mark.parametrize(
    ("site", "said"),
    [
        ({"Url": "javascript:alert(1)"}, "site.Url takes an address"),
        ({"PubDate": "2022年1月"}, "site.PubDate takes a time"),
        ({"Sitename": "x"}, "no tag 'Sitename'"),
        ({"SiteName": "一\n二"}, "site.SiteName takes one line"),
    ],
)
def test_a_tag_that_cannot_be_is_refused_with_its_name(site: dict[str, str], said: str) -> None:
    data = {**gikreport.to_data(gikreport.load(EXAMPLE)), "output": {"site": site}}
    with pytest.raises(gikreport.Unreadable) as raised:
        gikreport.read(data)
    assert said in raised.value.told("en")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@functools.cache
def example(form: Form) -> bytes:
    """The page of some report that has every table of the form."""
    quick = settings(phases=[Phase.generate], derandomize=True, database=None, max_examples=500)
    return render_html(gikreport.sound(find(reports(form), _is_full, settings=quick)))


def _is_full(report: Report) -> bool:
    found = [getattr(report, name) for name in tables(type(report))]
    return all(table is not None and getattr(table, "rows", True) for table in found)


@pytest.mark.slow  # a browser opens each page in three sizes
@pytest.mark.browser
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_every_window_and_has_no_fault_that_axe_knows(
    form: Form, width: int, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_bytes(example(form))
    browser.open(tmp_path / "page.html", width)
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    assert len(browser.requests()) == 1
    browser.evaluate(AXE.read_text(encoding="utf-8"))
    found = browser.evaluate("axe.run().then(result => JSON.stringify(result.violations))")
    assert [(one["id"], one["nodes"][0]["html"]) for one in json.loads(found)] == []


@pytest.mark.browser
def test_a_page_with_charts_has_no_fault_either(browser: Browser, tmp_path: Path) -> None:
    document = gikreport.sound(gikreport.load(LINHAI), options=Options(charts=True, site={"PubDate": "2021-01-22"}))
    (tmp_path / "page.html").write_bytes(render_html(document, attachments=[Attachment("a.docx", "Word 文档")]))
    browser.open(tmp_path / "page.html", 360)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360
    browser.evaluate(AXE.read_text(encoding="utf-8"))
    found = browser.evaluate("axe.run().then(result => JSON.stringify(result.violations))")
    assert [(one["id"], one["nodes"][0]["html"]) for one in json.loads(found)] == []


MILLIMETRE = 72 / 25.4


def _points(element: etree._Element, attribute: str) -> float:
    return float(element.attrib[attribute])


def printed(browser: Browser, page: bytes, folder: Path) -> list[list[tuple[float, float, float, str]]]:
    """The words of each printed page: left, top, right in points, and what they say."""
    (folder / "page.html").write_bytes(page)
    browser.open(folder / "page.html")
    (folder / "page.pdf").write_bytes(browser.print())
    told = subprocess.run(["pdftotext", "-bbox", folder / "page.pdf", "-"], check=True, capture_output=True)
    root = etree.fromstring(told.stdout)
    sizes = {(round(_points(page, "width")), round(_points(page, "height"))) for page in root.iter("{*}page")}
    assert sizes == {(595, 842)}
    return [
        [(_points(w, "xMin"), _points(w, "yMin"), _points(w, "xMax"), w.text or "") for w in page.iter("{*}word")]
        for page in root.iter("{*}page")
    ]


@pytest.mark.browser
def test_the_page_is_printed_on_a4_with_every_word_and_page_numbers_outside(browser: Browser, tmp_path: Path) -> None:
    page = render_html(gikreport.sound(gikreport.load(LINHAI)))
    pages = printed(browser, page, tmp_path)
    for number, words in enumerate(pages, 1):
        foot = [word for word in words if word[1] > (297 - 35) * MILLIMETRE]
        assert "".join(word[3] for word in foot) == f"—{number}—"
        assert (foot[0][0] > 105 * MILLIMETRE) == bool(number % 2)
        assert all(word[0] > 27 * MILLIMETRE and word[2] < 185 * MILLIMETRE for word in words)
        assert all(word[1] > 30 * MILLIMETRE for word in words)
    told = Counter(char for words in pages for word in words for char in unicodedata.normalize("NFKC", word[3]))
    wanted = [*Page(page).texts["p"], *(cell["text"] for cell in Page(page).cells.values())]
    assert not Counter(unicodedata.normalize("NFKC", "".join("".join(wanted).split()))) - told


@pytest.mark.browser
def test_every_printed_page_of_a_draft_is_marked(browser: Browser, tmp_path: Path) -> None:
    page = render_html(gikreport.draft(gikreport.new("某区人民政府办公室", 2022)))
    heads = [
        "".join(word[3] for word in words if word[1] < 30 * MILLIMETRE) for words in printed(browser, page, tmp_path)
    ]
    assert len(heads) > 1
    assert set(heads) == {"草稿"}


@pytest.mark.parametrize("charted", [False, True])
@pytest.mark.parametrize("path", sorted(EXAMPLE.parent.glob("*.toml")), ids=lambda path: path.stem)
def test_the_page_reads_back_as_the_report_it_was_made_of(path: Path, charted: bool) -> None:
    report = gikreport.load(path)
    document = gikreport.sound(report, options=Options(charts=charted, site={"PubDate": "2022-01-20 09:30"}))
    reading = gikreport.read(render_html(document, attachments=[Attachment("a.docx", "Word 文档")]))
    assert reading.report.title == report.title
    for name in (*tables(type(report)), *prose_fields(type(report)), "year", "signed_by", "signed_on"):
        assert getattr(reading.report, name) == getattr(report, name)
