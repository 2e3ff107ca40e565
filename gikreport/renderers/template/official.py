"""The official templates of a form, as they lie in the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ...errors import BrokenTemplate, Unreadable, Words
from ...files import file_bytes
from ...model.form import Form

FILE: Final = "report.docx"
PREPARED: Final = "report.json"  # the same, prepared: made by tools/build_templates.py


def official_file(form: Form) -> bytes:
    """The official template as it is shipped, or as it lies in a checkout."""
    return (official_folder(form) / FILE).read_bytes()


def official_folder(form: Form) -> Path:
    """Where the official templates of a form lie."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / form.name / FILE).is_file():
            return folder / form.name
    raise BrokenTemplate(Words(f"没有安装 {form.name} 的模板", f"the template of {form.name} is not installed"))


def template_file(path: Path, form: Form) -> bytes:
    """The bytes of an office's own template: a file, or a folder that holds one."""
    try:
        if path.is_dir():
            path = next((p for p in (path / FILE, path / form.name / FILE) if p.is_file()), path / FILE)
        return file_bytes(path)
    except (OSError, Unreadable) as error:
        raise BrokenTemplate(Words(f"不能读取模板 {path}", f"cannot read the template {path}")) from error
