"""年报一页通 as one file: whatever in it is not what this version puts in is told, one part as another."""

from pathlib import Path

import pytest

import gikreport
from gikreport.web.one_file import _whole
from gikreport.web.parts import Part

LOCK = "pyodide-lock.json"
PARTS = {"more.js": b"alert(1)", LOCK: b"{}"}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_none_of_ours_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(_whole([Part(name, PARTS[name])]))
    found = [fault.told() for fault in gikreport.page_file_faults(tmp_path / "a.html")]
    assert f"{name}：与本版本的不同" in found
