"""Ask pip-audit about the pinned dependencies, and say in words what could be asked: `python tools/audit.py`.

Exit code 1 where a version has a known hole. A database that cannot be reached is told and passes: a build without a
network is no build with a hole.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PINNED = Path(__file__).resolve().parents[1] / "constraints.txt"


def main() -> int:
    """Audit the file of constraints; the exit code."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(PINNED), "--require-hashes", "--disable-pip", "-f", "json"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    lines, code = told(done.stdout, done.stderr)
    print("\n".join(lines))
    return code


def told(output: str, errors: str) -> tuple[list[str], int]:
    """What there is to say of pip-audit's answer, and the exit code."""
    try:
        asked: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (errors.strip().splitlines() or ["no answer"])[-1]
        return [f"漏洞库不可达，没有核对依赖 / dependencies not audited, the database cannot be reached: {why}"], 0
    known = [one for one in asked if "skip_reason" not in one]
    if not known:
        return ["漏洞库里没有这些依赖，没有核对 / dependencies not audited, the database knows none of them"], 0
    holes = list(_holes(known))
    said = f"核对了 {len(known)} 个依赖，另有 {len(asked) - len(known)} 个查不到 / {len(known)} dependencies audited"
    return [*holes, f"{said}, {len(asked) - len(known)} unknown, {len(holes)} holes"], int(bool(holes))


def _holes(known: list[dict[str, Any]]) -> Iterator[str]:
    for one in known:
        for hole in one["vulns"]:
            yield f"{one['name']} {one['version']}: {hole['id']}, mended in {' '.join(hole['fix_versions']) or '—'}"


if __name__ == "__main__":
    sys.exit(main())
