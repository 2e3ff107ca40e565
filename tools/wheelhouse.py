"""Collect every wheel of gikreport[server,all] in a folder, with SHA256SUMS: what a machine without the internet needs.

    python tools/wheelhouse.py build/wheelhouse

Versions are those of constraints.txt, held against their hashes. The wheels are for the system that this runs on.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXTRAS = ("server", "all")


def pip(*words: str) -> None:
    """Run pip, whose word is the last one where it fails."""
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words], check=True)


def versions(text: str) -> str:
    """The pinned versions as constraints, without hashes: of what is not asked for nothing is said."""
    return "\n".join(re.findall(r"^[\w.-]+==[\w.]+(?: ;[^\\\n]*)?", text, re.MULTILINE)) + "\n"


def sums(folder: Path) -> str:
    """The lines that `sha256sum -c` reads."""
    found = sorted(folder.glob("*.whl"))
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in found)


def collect(folder: Path) -> None:
    """Fill the folder anew."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    pinned = (ROOT / "constraints.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as beside:
        constraints = Path(beside) / "versions.txt"
        constraints.write_text(versions(pinned), "utf-8")
        asked = f"{ROOT}[{','.join(EXTRAS)}]"
        pip("wheel", "--wheel-dir", str(folder), "--constraint", str(constraints), asked)
    for path in folder.glob("*.whl"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if not path.name.startswith("gikreport-") and digest not in pinned:
            raise SystemExit(f"{path.name} is not the one that constraints.txt names")
    (folder / "SHA256SUMS").write_text(sums(folder), "utf-8")


if __name__ == "__main__":
    collect(Path(sys.argv[1]))
    print(f"{len(list(Path(sys.argv[1]).glob('*.whl')))} wheels in {sys.argv[1]}")
