"""What the command prints is seen: no name, key, cell or error steers the console or forges a line."""

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings, strategies as st

from gikreport.cli import COMMANDS, console, group
from support import ROOT

NASTY: Final = "a\x1b]0;x\x07\x1b[2J\nFORGED\r\x9b\u202e\u2066\u200b\U000e0041\u2028z"
UNSEEN: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")
SOUND: Final = (
    'agency = "某局"\nyear = 2021\nt2 = {}\nt4 = {}\n[t3.natural_person]\nreceived = 2\noutcomes.disclosed = 2\n'
)
HOSTILE: Final = ROOT / "tests" / "data" / "hostile"


def run(*arguments: object, output: str = "") -> Result:
    return CliRunner().invoke(group, list(map(str, arguments)), input=output, color=True)


def steering(text: str) -> list[str]:
    """The signs of an output that steer a console or hide; our own line breaks do not."""
    plain = text.replace("\n", "")
    return [sign for sign in plain if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or UNSEEN.match(sign)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files have nasty names, and hold nasty keys, cells and sentences."""
    monkeypatch.chdir(tmp_path)
    name = NASTY.replace("/", "")
    (tmp_path / f"{name}.toml").write_text(SOUND, "utf-8")
    (tmp_path / f"{name}.unsound.toml").write_text(SOUND.replace("received = 2", "received = 3"), "utf-8")
    (tmp_path / f"{name}.json").write_text(json.dumps({NASTY: 1, "agency": NASTY, "year": NASTY}), "utf-8")
    (tmp_path / f"{name}.twice.json").write_bytes((HOSTILE / "json-esc-dupkey.json").read_bytes())
    (tmp_path / f"{name}.broken.toml").write_text(f'"{NASTY}', "utf-8")
    (tmp_path / f"{name}.docx").write_bytes(b"PK\3\4")
    (tmp_path / f"{name}.csv").write_text(f"{NASTY},b\n{NASTY},2\n", "utf-8")
    words = {
        "agency": "某\u202e局",
        "year": 2021,
        "overview": "本局\u202e概况\u200b，收到99件。",
        "t2": {},
        "t4": {},
        "t3": {},
    }
    (tmp_path / f"{name}.words.json").write_text(json.dumps(words), "utf-8")
    cells = {**words, "t3": {"natural_person": {"received": NASTY, NASTY: 2}}}
    (tmp_path / f"{name}.cells.json").write_text(json.dumps(cells), "utf-8")
    text = f"{NASTY}\n一、总体情况\n本局{NASTY}收到申请99件。\n| {NASTY} | 3 |\n"
    (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    return tmp_path


def every_command(desk: Path) -> list[list[object]]:
    """The commands over all those files, to every kind of output."""
    files: Sequence[Path] = sorted(one for one in desk.iterdir() if one.is_file())
    toml = next(one for one in files if one.name.endswith("z.toml"))
    words = next(one for one in files if one.name.endswith("words.json"))
    over_each = [
        [*command, one]
        for one in files
        for command in (["check"], ["check", "--layout"], ["read"], ["diff", toml], ["template", "check"], ["bind"],
                        ["verify"], ["log", "verify"],
                        ["render", "-o", desk / f"{NASTY}.out.html"], ["convert", "-o", desk / f"{NASTY}.out.json"],
                        ["publish", "--no-pdf", "-o", desk / f"out{NASTY}"], ["aggregate", "--agency", NASTY, toml],
                        ["register", "-o", desk / f"{NASTY}.new.toml", "--year", "2021"])
    ]  # fmt: skip
    styles = [["check", "--format", style, *files] for style in ("text", "json", "sarif", "html")]
    return [
        *over_each, *styles, ["check", desk], ["check", "--previous", desk, toml], ["diff", words, words],
        ["diff", "--format", "json", words, words], ["check", "--waivers", files[0], toml],
        ["batch", desk, "-o", desk / f"batch{NASTY}", "--to", ".json"], ["template", "export", "y2021", desk / NASTY],
        ["template", "export", "y2021", desk / NASTY], ["new", "-o", desk / f"{NASTY}.xlsx"], ["explain", NASTY],
        ["schema", NASTY], [NASTY], ["check", f"--{NASTY}"], ["check", "--format", NASTY], ["rules", NASTY],
        ["check", f"none{NASTY}"], ["render", toml, "-o", desk / f"x.{NASTY}"], ["check", "--propose", toml, toml],
        ["serve", "--token-file", desk / f"none{NASTY}"], ["mcp", f"--{NASTY}"],
        ["page", "-o", desk / f"none{NASTY}" / "a.html"],
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_output_steers_the_console(lang: str, desk: Path) -> None:
    used = set()
    for command in every_command(desk):
        speaks = [] if lang == "zh" or command[0] in ("new", "rules", "schema", NASTY) else ["--lang", lang]
        done = run(*command, *speaks)
        said = done.stdout + done.stderr
        assert steering(said) == [], (command[0], said[-300:])
        assert not [line for line in said.splitlines() if line.startswith("FORGED")], command
        assert done.exception is None or isinstance(done.exception, SystemExit), command
        used.add(command[0])
    assert used >= COMMANDS.keys()


def test_a_key_and_a_name_are_shown_with_their_codes(desk: Path) -> None:
    name = next(one for one in desk.iterdir() if one.name.endswith("twice.json"))
    said = run("check", name).stdout
    assert "\\u001B]0;pwned\\u0007\\u001B[2J" in said
    assert "a\\x1b]0;x\\x07\\x1b[2J⏎FORGED\\x0d\\x9b\\u202e\\u2066\\u200b\\U000e0041\\u2028z" in said


def test_json_on_the_console_says_the_same_to_a_program(desk: Path) -> None:
    words = next(one for one in desk.iterdir() if one.name.endswith("words.json"))
    done = run("read", words)
    assert '"agency": "某\\u202e局"' in done.stdout
    assert json.loads(done.stdout)["agency"] == "某\u202e局"


@settings(max_examples=200)
@given(text=st.text(st.characters(exclude_categories=[]) | st.sampled_from(NASTY)))
def test_whatever_is_said_is_seen(text: str) -> None:
    import click

    printed: list[str] = []

    def keep(message: Any = None, *how: Any, **more: Any) -> None:
        printed.append(message.decode("utf-8").removesuffix("\n") if isinstance(message, bytes) else message)

    kept, click.echo = click.echo, keep
    try:
        console.say(text)
        console.say_lines(text)
        console.say_json(json.dumps(text, ensure_ascii=False))
        console.say_page(text)
    finally:
        click.echo = kept
    assert [steering(one) for one in printed] == [[]] * 4
    assert "\n" not in printed[0]
    assert json.loads(printed[2]) == text


def test_only_one_module_prints() -> None:
    for path in sorted((ROOT / "gikreport").rglob("*.py")):
        if path.name != "console.py":
            assert not re.search(
                r"click\.(s?echo|secho)\(|\bprint\(|\bstd(out|err)\.write\(", path.read_text("utf-8")
            ), path
