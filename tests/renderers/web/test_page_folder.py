"""An office's own page: it takes in templates of its own folder, and no other file of the machine."""

import os
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from gikreport.cli import group
from gikreport.errors import BrokenTemplate
from gikreport.renderers import render
from support import ROOT
from support.documents import plain

EXAMPLE: Final = ROOT / "examples" / "xiaogang-2021.toml"
KEY: Final = "-----KEY-----"
PAGE: Final = "report.html.jinja"


def folder(tmp_path: Path, page: str) -> Path:
    own = tmp_path / "own"
    (own / ".ssh").mkdir(parents=True)
    (own / "part").mkdir()
    for name in (".ssh/id_rsa", ".hidden.jinja", ".ssh/id.jinja", "notes.txt", "part/a.jinja", "../above.jinja"):
        (own / name).write_text(KEY, "utf-8")
    (own / "large.jinja").write_bytes(b" " * (2**20 + 1))
    (own / "link.jinja").symlink_to(own / "notes.txt")
    (own / "linked").symlink_to(own / "part", target_is_directory=True)
    os.mkfifo(own / "pipe.jinja")
    (own / PAGE).write_text(page, "utf-8")
    return own


@pytest.mark.parametrize(
    "name",
    [
        ".ssh/id_rsa", ".hidden.jinja", ".ssh/id.jinja", "notes.txt", "../above.jinja", "part/../notes.txt",
        "/etc/passwd", "link.jinja", "linked/a.jinja", "pipe.jinja", "large.jinja", "part", "./notes.txt",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["include {}", "extends {}", "import {} as x", "include [{}, 'shared/report.css']"])
def test_a_page_takes_in_no_other_file(name: str, tag: str, tmp_path: Path) -> None:
    own = folder(tmp_path, "{% " + tag.format(f"'{name}'") + " %}")
    with pytest.raises(BrokenTemplate, match="网页模板不能引用") as refused:
        render(plain(), ".html", template=own)
    assert name in refused.value.told("en")
    assert KEY not in str(refused.value)


def test_a_page_takes_in_templates_of_its_folder_and_the_official_ones(tmp_path: Path) -> None:
    own = folder(tmp_path, "{% include 'part/a.jinja' %}{% include 'shared/report.css' %}")
    made = render(plain(), ".html", template=own).decode()
    assert made.startswith(KEY)
    assert "body" in made


def test_a_file_of_the_folder_takes_the_place_of_an_official_one(tmp_path: Path) -> None:
    own = folder(tmp_path, "{% include 'shared/report.css' %}")
    (own / "shared").mkdir()
    (own / "shared" / "report.css").write_text("own style", "utf-8")
    assert render(plain(), ".html", template=own).decode() == "own style"


def test_a_page_is_used_under_the_name_that_it_is_given_by(tmp_path: Path) -> None:
    own = folder(tmp_path, "")
    (own / "page.html").write_text("{% include 'part/a.jinja' %}", "utf-8")
    assert render(plain(), ".html", template=own / "page.html").decode() == KEY
    (own / "page.html").write_text("{% include 'report.html' %}", "utf-8")
    with pytest.raises(BrokenTemplate, match="网页模板不能引用"):
        render(plain(), ".html", template=own / "page.html")


def test_the_command_says_so(tmp_path: Path) -> None:
    own = folder(tmp_path, "{% include '.ssh/id_rsa' %}")
    output = tmp_path / "a.html"
    done = CliRunner().invoke(group, ["render", str(EXAMPLE), "-o", str(output), "--template", str(own)])
    assert (done.exit_code, output.exists()) == (4, False)
    assert "网页模板不能引用 .ssh/id_rsa：只能引用本文件夹中的 .jinja 文件" in done.stderr


CALLS_OUT: Final = (
    '<img src="https://a.example/1.png">', "<img src=//a.example/1.png>", '<img src="\\\\a\\1.png">',
    '<img srcset="1.png 1x, http://a.example/2.png 2x">', '<script src="ht\ntp://a.example/1.js"></script>',
    '<link rel="stylesheet" href="HTTPS://a.example/1.css">', '<a href="javascript:alert(1)">1</a>',
    '<a href="file:///etc/passwd">1</a>', '<a href="/" ping="https://a.example/">1</a>',
    '<form action="https://a.example/"></form>', '<iframe src="data:text/html,1"></iframe>',
    '<object data="https://a.example/"></object>', '<base href="https://a.example/">', '<base target="x">',
    '<meta http-equiv="Refresh" content="0;url=/">', '<svg><image xlink:href="https://a.example/1"/></svg>',
    '<p style="background:url( https://a.example/1 )">', "<style>@import '1.css'</style>",
    "<style>p{background:u\\72l(//a.example/1)}</style>", '<style>p{src:image-set("https://a.example/1" 1x)}</style>',
    '<img src="{{ \'ht\' ~ \'tps://a.example/1\' }}">', '<img src="&#104;ttps://a.example/1">',
)  # fmt: skip
STAYS: Final = (
    '<a href="https://a.example/">1</a><a href="mailto:a@a.example">2</a><a href="../index.html">3</a>',
    '<img src="logo.png"><link rel="stylesheet" href="/css/site.css"><script src="../site.js"></script>',
    '<img src="data:image/png;base64,AA=="><style>p::before{content:"注:"}b{background:url(1.png)}</style>',
    '<form action="/search"></form><iframe src="head.html"></iframe><p>https://a.example/ @import url(//a)</p>',
)  # fmt: skip


@pytest.mark.parametrize("tags", CALLS_OUT)
def test_a_page_brings_in_nothing_from_elsewhere(tags: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate, match=r"^网页模板引用了外部内容\n  report\.html\.jinja："):
        render(plain(), ".html", template=folder(tmp_path, "<!doctype html>" + tags))


@pytest.mark.parametrize("tags", STAYS)
def test_a_page_links_anywhere_and_takes_files_of_its_own_site(tags: str, tmp_path: Path) -> None:
    assert tags[:9] in render(plain(), ".html", template=folder(tmp_path, tags)).decode()


def test_an_address_on_a_page_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate) as refused:
        render(plain(), ".html", template=folder(tmp_path, '<img src="https://a.example/1.png">'))
    assert refused.value.told() == (
        "网页模板引用了外部内容\n  report.html.jinja：img src 中有外部地址 https://a.example/1.png："
        "网页只能引用本站的文件（链接 a 除外）"
    )


def test_text_of_a_report_is_no_address(tmp_path: Path) -> None:
    page = "{% extends 'shared/report.html.jinja' %}"
    document = plain(overview='<img src="https://a.example/1.png"> https://a.example')
    assert b"&lt;img" in render(document, ".html", template=folder(tmp_path, page))
