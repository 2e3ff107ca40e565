"""The peers from npm: fetched into .cache, the official template written in their tags."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from . import subject
from .engines import docxtpl_context, official_members
from .rounds import ROOT

PLACE: Final = ROOT / ".cache" / "peers"
PACKAGES: Final = ("carbone", "docxtemplater", "pizzip")
_TAG: Final = re.compile(r"\{\{ ([\w.]+) \}\}")
_BLOCK: Final = re.compile(r"\{\{p (\w+) \}\}")
_PARAGRAPH: Final = re.compile(r"<w:p>(?:(?!</w:p>).)*?\{\{p (\w+) \}\}.*?</w:p>")


def commands(room: Path) -> dict[str, list[str]]:
    """How each peer is started; none where node is missing."""
    if not shutil.which("npm") or not shutil.which("node"):
        return {}
    if not (PLACE / "node_modules").is_dir():
        PLACE.mkdir(parents=True, exist_ok=True)
        quiet = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", "--prefix", str(PLACE)]
        subprocess.run([*quiet, *PACKAGES], check=True)
    os.environ["PEERS"] = str(PLACE)
    for name, write in _TEMPLATES.items():
        write(room, name)
    return {name: ["node", str(Path(__file__).parent / "peers.cjs"), name, str(room)] for name in _TEMPLATES}


def versions() -> dict[str, str]:
    """Which releases were measured."""
    found = {name: PLACE / "node_modules" / name / "package.json" for name in PACKAGES}
    return {name: json.loads(path.read_text())["version"] for name, path in found.items() if path.is_file()}


def _docxtemplater(room: Path, name: str) -> None:
    def tagged(text: str) -> str:
        return _TAG.sub(r"{{\1}}", _BLOCK.sub(r"{{@blocks.\1}}", text))

    _write(room, name, tagged, dict(_flat(docxtpl_context(), "")))


def _carbone(room: Path, name: str) -> None:
    def tagged(text: str) -> str:
        return _TAG.sub(r"{d.\1}", _PARAGRAPH.sub(_loop, text))

    document = subject.sound()
    prose = {key: [{"text": p.text} for p in one.paragraphs] for key, one in document.prose.items()}
    blocks = {**prose, "title": [{"text": line} for line in document.title], "signature": [{"text": subject.AGENCY}]}
    _write(room, name, tagged, {**docxtpl_context(), "blocks": blocks})


def _loop(found: re.Match[str]) -> str:
    """A paragraph for each item: carbone's loop is the tag twice, the second time with [i+1]."""
    tag, paragraph = found.group(1), found.group()
    return "".join(_BLOCK.sub(f"{{d.blocks.{tag}[{at}].text}}", paragraph) for at in ("i", "i+1"))


def _flat(data: dict[str, Any], over: str) -> Any:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{over}{key}.")
        else:
            yield over + key, value


def _write(room: Path, name: str, tagged: Callable[[str], str], data: dict[str, Any]) -> None:
    with zipfile.ZipFile(room / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for member, content in official_members():
            package.writestr(member, tagged(content.decode()) if member.endswith(".xml") else content)
    (room / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


_TEMPLATES: Final = {"carbone": _carbone, "docxtemplater": _docxtemplater}
