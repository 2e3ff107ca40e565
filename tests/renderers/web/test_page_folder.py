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
