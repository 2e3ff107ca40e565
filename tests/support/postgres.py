"""A PostgreSQL server of its own, in a folder that goes when it is left."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def postgres_folder() -> Iterator[str]:
    """The folder of its socket; user gik, database postgres; stopped and removed afterwards."""
    program = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="gik-pg-") as folder:
        if owner:
            shutil.chown(folder, "postgres")
        data, options = f"{folder}/data", f"-c listen_addresses='' -k {folder} -c fsync=off"
        init: list[str | Path] = [program / "initdb", "-A", "trust", "-U", "gik", "-E", "UTF8", "-D", data]
        subprocess.run([*owner, *init], check=True, capture_output=True, cwd="/")
        server: list[str | Path] = [*owner, program / "pg_ctl", "-D", data, "-w"]
        start = [*server, "-l", f"{folder}/log", "-o", options, "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd="/")
        try:
            yield folder
        finally:
            subprocess.run([*server, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
