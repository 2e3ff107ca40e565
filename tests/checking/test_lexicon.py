"""The words of an office's own: read, refused in words, and what they make of a narrative."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import gikreport
from gikreport import Unreadable, check, claims, judge, read, read_lexicon
from gikreport.checking.lexicon import ROLES
from gikreport.cli import group
from gikreport.narrative.lexicon import lexicon

REPORT: dict[str, Any] = {
    "agency": "某局", "year": 2023, "t2": {}, "t4": {}, "overview": "2023年，揽收阳光件35件，办妥申请34件。",
    "t3": {"natural_person": {"received": 30, "outcomes": {"disclosed": 30}}},
}  # fmt: skip
OWN = '[lexicon]\nget = ["揽收"]\n"申请" = ["阳光件"]\n'


def test_a_word_of_the_office_makes_a_claim() -> None:
    reading = read(REPORT)
    assert {one.code for one in check(reading)} & {"P301"} == set()
    own = read_lexicon({"lexicon": {"get": ["揽收"], "申请": ["阳光件"]}})
    [finding] = check(reading, lexicon=own, only=["P301"])
    assert finding.words.zh == "正文中收到申请是 35，表中是 30：“2023年，揽收阳光件35件，办妥申请34件。”"
    assert claims(reading, lexicon=own)[0].concept == "收到申请"
    assert claims(reading)[0].concept == ""


def test_a_denial_in_the_office_s_words_is_read() -> None:
    reading = read({**REPORT, "overview": "本年未揽收阳光件。"})
    own = read_lexicon({"lexicon": {"get": ["揽收"], "request": ["阳光件"]}})
    assert check(reading, lexicon=own)[0].code == "P302"
    assert "P302" not in [one.code for one in check(reading)]


def test_the_command_takes_the_file(tmp_path: Path) -> None:
    report, own = tmp_path / "a.json", tmp_path / "词表.toml"
    report.write_text(json.dumps(REPORT, ensure_ascii=False), "utf-8")
    own.write_text(OWN, "utf-8")
    said = [
        CliRunner().invoke(group, [*asked, *more]).output
        for asked in (["check", str(report)], ["explain", "--text", str(report)])
        for more in ([], ["--lexicon", str(own)])
    ]
    assert ["正文中收到申请是 35" in one for one in said[:2]] == [False, True]
    assert ["35件 收到申请" in one for one in said[2:]] == [False, True]
    [one] = judge([str(report)], lexicon=read_lexicon(own))
    assert one.claims[0].concept == "收到申请"


WRONG: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"lexikon": {}}, [("lexikon", "不认识的键，应为 lexicon"), ("lexicon", "没有列出任何词")]),
    ({"lexicon": []}, [("lexicon", "应写作 [lexicon]")]),
    ({"lexicon": {"get": "揽收"}}, [("lexicon.get", "应为词的列表，实为 “揽收”")]),
    ({"lexicon": {"get": ["揽收", 3]}}, [("lexicon.get", "应为词的列表，实为 […]")]),
    ({"lexicon": {"get": ["办结"]}}, [("lexicon.get", "“办结”已经是 done（办结），不能再作 get")]),
    ({"lexicon": {"get": ["关于"]}}, [("lexicon.get", "“关于”已经是 glue（虚词），不能再作 get")]),
    ({"lexicon": {"get": ["揽收"], "done": ["揽收"]}}, [("lexicon.done", "“揽收”已经是 get（收到），不能再作 done")]),
    ({"lexicon": {"get": ["收"]}}, [("lexicon.get", "“收”不能作词：应为 2 至 40 个字，不含空格和数字")]),
    ({"lexicon": {"get": ["揽收 件"]}}, [("lexicon.get", "“揽收 件”不能作词：应为 2 至 40 个字，不含空格和数字")]),
    ({"lexicon": {"get": ["第2类件"]}}, [("lexicon.get", "“第2类件”不能作词：应为 2 至 40 个字，不含空格和数字")]),
]


@pytest.mark.parametrize(("data", "due"), WRONG, ids=[due[-1][1] for _, due in WRONG])
def test_what_is_wrong_with_a_lexicon_is_told(data: dict[str, Any], due: list[tuple[str, str]]) -> None:
    with pytest.raises(Unreadable) as error:
        read_lexicon(data)
    assert error.value.words.zh == "词表 有写错的地方"
    assert [(problem.at, problem.words.zh) for problem in error.value.problems] == due


def test_an_unknown_role_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[lexicon]\nverb = ["揽收"]\n', "utf-8")
    with pytest.raises(Unreadable) as error:
        read_lexicon(file)
    [problem] = error.value.problems
    assert problem.words.zh.startswith("没有这个角色，有 get（收到）、new（新收）、done（办结）")
    assert error.value.words.zh == "own.toml 有写错的地方"


def test_every_role_that_is_offered_is_one_of_the_house() -> None:
    played = {role for of in lexicon().roles.values() for role in of}
    assert set(ROLES) <= played
    assert len(set(ROLES.values())) == len(ROLES)


def test_a_word_is_only_a_word() -> None:
    own = read_lexicon({"lexicon": {"get": [".*", "(a+)+$", "{sum.__class__}"]}})
    assert [one.concept for one in gikreport.claims(read(REPORT), lexicon=own)] == [
        one.concept for one in gikreport.claims(read(REPORT))
    ]
