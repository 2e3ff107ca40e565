"""LibreOffice is found in one place for all who ask for it, and a foreign file meets nothing of the user's."""

import shutil
from pathlib import Path

import pytest

import gikreport
from gikreport.errors import CannotRender
from gikreport.office import libreoffice
from gikreport.readers.formats.legacy import find_legacy
from gikreport.renderers.printed.pdf import to_pdf
from support.documents import plain

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SAYS_WHERE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"; echo "$HOME" > "$2/source.docx"; echo "{PDF}$HOME" > "$2/0.pdf"
"""


def only_at(place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which LibreOffice lies there alone."""
    program = tmp_path / "soffice"
    program.write_text(SAYS_WHERE)
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == place else None)


@pytest.mark.parametrize("place", ["soffice", "libreoffice", *PLACES])
def test_printing_and_reading_find_it_wherever_its_installer_puts_it(
    place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_at(place, monkeypatch, tmp_path)
    monkeypatch.setenv("HOME", "/home/of-the-user")
    assert libreoffice.print_all([b"x"]) == [b"{PDF}/home/of-the-user\n"]  # its fonts are in reach
    with pytest.raises(gikreport.Unreadable, match="文件不完整") as refused:
        find_legacy(OLD, "年报.doc")
    assert "另存为" not in refused.value.told()
    program = libreoffice.program()
    assert program is not None
    home = libreoffice.converted(program, OLD, ".doc", "docx").decode().strip()
    assert Path(home).name.startswith("gikreport-")


def test_where_there_is_none_each_says_what_it_means_for_its_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(gikreport.Unreadable, match=r"本机没有安装；请在 Word 或 WPS 中另存为 \.docx 再读"):
        find_legacy(OLD, "年报.doc")
    document = gikreport.render(gikreport.sound(plain()), ".docx")
    assert isinstance(document, bytes)
    with pytest.raises(CannotRender, match="没有找到 LibreOffice，不能生成 PDF"):
        to_pdf([document], substitute_fonts=True)


def test_what_makes_nothing_is_tried_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\necho again >> {tmp_path}/runs\n")
    program.chmod(0o755)
    assert libreoffice.converted(str(program), OLD, ".doc", "docx") == b""
    assert (tmp_path / "runs").read_text() == "again\nagain\n"
