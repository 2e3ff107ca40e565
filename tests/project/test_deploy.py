"""What a service is deployed with: a container that is well made, a unit, wheels with the pinned checksums."""

from __future__ import annotations

import configparser
import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from ruamel.yaml import YAML

from gikreport.cli import group
from support import ROOT
from support.scripts import program

DEPLOY = ROOT / "deploy"
if not DEPLOY.is_dir():
    pytest.skip("not a checkout", allow_module_level=True)
OPTIONS = {
    name
    for param in (group.get_command(click.Context(group), "serve") or group).params
    for name in (*param.opts, *param.secondary_opts)
}


def test_the_dockerfile_is_as_hadolint_wants_it() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, DEPLOY / "Dockerfile"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow  # collects every wheel, installs them, and runs the service
def test_the_steps_of_the_container_pass_from_a_wheelhouse_without_an_index(tmp_path: Path) -> None:
    program("tools/wheelhouse.py").collect(tmp_path / "wheels")
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path / "wheels", check=True, timeout=60)
    command = [sys.executable, str(ROOT / "tools" / "container.py"), str(tmp_path / "wheels")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "--no-index" in done.stdout
    assert done.stdout.endswith("HEALTHCHECK passes\nPOST /v1/check is answered\nended with 0, nothing left behind\n")


@pytest.mark.parametrize("name", ["Dockerfile", "gikreport.service"])
def test_the_command_has_the_options_that_are_deployed(name: str) -> None:
    used = set(
        re.findall(
            r"(?<![\w-])--[a-z-]+", re.findall(r"(?:ENTRYPOINT|ExecStart).*", (DEPLOY / name).read_text("utf-8"))[0]
        )
    )
    assert used
    assert used <= OPTIONS


def test_a_container_runs_without_rights_on_a_root_that_can_be_read_only() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    assert "USER 10001" in lines
    (service,) = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"].values()
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert [volume for volume in service.get("volumes", ()) if not volume.endswith(":ro")] == []


def test_the_unit_is_one_and_lets_nothing_out() -> None:
    unit = configparser.RawConfigParser(strict=True)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / "gikreport.service", "utf-8")
    service = dict(unit["Service"])
    assert (service["DynamicUser"], service["ProtectSystem"], service["IPAddressDeny"]) == ("yes", "strict", "any")


def test_the_versions_of_the_wheelhouse_are_those_that_are_pinned() -> None:
    versions = program("tools/wheelhouse.py").versions
    pinned = 'attrs==25.1.0 \\\n    --hash=sha256:ab\nlxml==5.4.0 ; sys_platform != "x" \\\n    --hash=sha256:cd\n'
    assert versions(pinned) == 'attrs==25.1.0\nlxml==5.4.0 ; sys_platform != "x" \n'
    known = versions((ROOT / "constraints.txt").read_text("utf-8"))
    assert {"starlette", "uvicorn", "python-multipart"} <= {line.split("==")[0] for line in known.splitlines()}


def test_the_checksums_are_such_as_sha256sum_reads(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a.py", "")
    digest = hashlib.sha256((tmp_path / "a-1-py3-none-any.whl").read_bytes()).hexdigest()
    assert program("tools/wheelhouse.py").sums(tmp_path) == f"{digest}  a-1-py3-none-any.whl\n"
