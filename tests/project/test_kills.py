"""Commands killed at random moments leave nothing half, and the next run mends what they left."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support import ROOT

if sys.platform == "win32":
    pytest.skip("the tool forks", allow_module_level=True)


@pytest.mark.slow  # sixty commands killed and run again; tools/kills.py takes more
def test_sixty_commands_are_killed_and_none_leaves_anything_half() -> None:
    command = [sys.executable, str(ROOT / "tools" / "kills.py"), "--kills", "60"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stdout + done.stderr
    assert done.stdout.startswith("60 kills at moments of batch ")
