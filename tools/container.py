"""The steps of deploy/Dockerfile on this machine, where no image can be built: installed, run, asked, stopped.

    python tools/container.py build/wheelhouse

The wheelhouse (tools/wheelhouse.py) is installed without any index in a folder that stands for the root of the
container. The service runs as the user of the container, where this program may become it, with one folder to write
in, and has to be healthy, to check a report, to end with 0, and to leave nothing behind.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TOKEN = "a-token-for-this-run-only"
REPORT = {"agency": "某县自然资源局", "year": 2024, "t2": {}, "t3": {}, "t4": {}}


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile, each with what it says."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(name, said) for name, _, said in (line.partition(" ") for line in whole.splitlines())]


class Container:
    """A folder that stands for the root of the container."""

    def __init__(self, dockerfile: str, root: Path, wheelhouse: Path) -> None:
        self.root = root
        self._said = instructions(dockerfile)
        self._places = {"/wheelhouse": str(wheelhouse.resolve())} | {
            place: f"{root}{place}" for place in ("/opt/gikreport", "/run/secrets", "/tmp")
        }
        self.environment = {"PIP_CONFIG_FILE": os.devnull, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def _here(self, word: str) -> str:
        """A word of the Dockerfile with its places in the root; only what is ours is moved."""
        known = "|".join(map(re.escape, self._places))
        return re.sub(rf"(?<![\w.])(?:{known})\b", lambda found: self._places[found[0]], word)

    def _each(self, name: str) -> Iterator[str]:
        return (said for one, said in self._said if one == name)

    def build(self) -> None:
        """COPY and RUN; the user is not made, a number is enough."""
        for place in ("tmp", "run/secrets"):
            (self.root / place).mkdir(parents=True)
        for said in self._each("RUN"):
            for command in said.split("&&"):
                words = [self._here(word) for word in shlex.split(command)]
                if words[0] == "useradd":
                    continue
                words[0] = sys.executable if words[0] == "python" else words[0]
                print("RUN", shlex.join(words), flush=True)
                subprocess.run(words, check=True, env=self.environment)

    def ready(self) -> None:
        """ENV, USER and the secret that is mounted."""
        for said in self._each("ENV"):
            for word in shlex.split(said):
                name, _, value = word.partition("=")
                self.environment[name] = self._here(value).replace("$PATH", self.environment["PATH"])
        secret = self.root / "run" / "secrets" / "gikreport-tokens"
        secret.write_text(f"me {TOKEN}\n", "utf-8")
        (self.root / "tmp").chmod(0o777)

    def user(self) -> dict[str, Any]:
        """The user of the container, where this program may become it and it may run Python."""
        (number,) = self._each("USER")
        as_user: dict[str, Any] = {"user": int(number), "group": int(number), "extra_groups": []}
        try:
            command = [f"{self.root}/opt/gikreport/bin/python", "-c", ""]
            subprocess.run(command, check=True, env=self.environment, **as_user)
        except (OSError, subprocess.SubprocessError):
            print("as the user of this program, not as that of the container", flush=True)
            return {}
        return as_user

    def command(self, name: str) -> list[str]:
        """ENTRYPOINT, or what HEALTHCHECK runs, as a command of this machine."""
        (said,) = self._each(name)
        words = [self._here(word) for word in json.loads(said[said.index("[") :])]
        return [f"{self.root}/opt/gikreport/bin/{words[0]}", *words[1:]]


def try_container(container: Container) -> None:
    """Run the service, ask it, stop it; raises AssertionError where something is not as it should be."""
    before = files(container.root)
    own = {"env": container.environment, "cwd": container.root, **container.user()}
    entry = ["127.0.0.1" if word == "0.0.0.0" else word for word in container.command("ENTRYPOINT")]
    with subprocess.Popen([*entry, "--port", "0"], stderr=subprocess.PIPE, text=True, **own) as process:
        try:
            assert process.stderr is not None
            port = re.search(r"http://127\.0\.0\.1:([0-9]+)/", process.stderr.readline())
            assert port, "the service does not say where it listens"
            health = [word.replace("8765", port[1]) for word in container.command("HEALTHCHECK")]
            subprocess.run(health, check=True, **own)
            print("HEALTHCHECK passes", flush=True)
            assert asked(int(port[1]))["files"][0]["error"] is None
            print("POST /v1/check is answered", flush=True)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
    assert process.returncode == 0, f"the service ended with {process.returncode}"
    left = files(container.root) - before
    assert not left, f"left behind: {sorted(left)[:5]}"
    print("ended with 0, nothing left behind", flush=True)


def asked(port: int) -> Any:
    """What the service says of a report."""
    kind = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/check", json.dumps({"report": REPORT}).encode(), kind)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def files(root: Path) -> set[str]:
    """Every file below the root."""
    return {str(path.relative_to(root)) for path in root.rglob("*")}


def main() -> None:
    """Build, run, ask, stop."""
    with tempfile.TemporaryDirectory(prefix="gikreport-container-") as folder:
        Path(folder).chmod(0o755)
        container = Container((ROOT / "deploy" / "Dockerfile").read_text("utf-8"), Path(folder), Path(sys.argv[1]))
        container.build()
        container.ready()
        try_container(container)


if __name__ == "__main__":
    main()
