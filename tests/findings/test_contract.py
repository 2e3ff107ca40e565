"""Findings as a contract with programs: real output fits the schema, and says where the words stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from gikreport import RULES, Severity, Unreadable, check, findings_schema, read
from gikreport.cli import group
from gikreport.model.diagnostic import Rank, Strength
from support import ROOT

PLAIN: dict[str, Any] = {"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}}
ODD = {
    **PLAIN, "overview": "2023年，主动公开信息3条，收到申请７件，，按时答复。",
    "title": ["某局2022年政府信息公开工作年度报告"],
    "t3": {"natural_person": {"received": 2}}, "t2": {"fees": "x"},
}  # fmt: skip


def told(*arguments: object) -> Any:
    """What a command prints as JSON."""
    return json.loads(CliRunner().invoke(group, [*map(str, arguments)]).stdout_bytes.decode("utf-8"))


def test_real_output_fits_the_schema_that_the_command_prints(tmp_path: Path) -> None:
    schema = told("schema", "--findings")
    jsonschema.Draft202012Validator.check_schema(schema)
    odd, broken = tmp_path / "odd.json", tmp_path / "broken.json"
    odd.write_text(json.dumps(ODD, ensure_ascii=False), "utf-8")
    broken.write_text("{", "utf-8")
    said = told("check", odd, broken, ROOT / "examples" / "xiaogang-2021.toml", "--format", "json")
    jsonschema.validate(said, schema)
    assert [bool(one["findings"]) for one in said["files"]] == [True, False, False]
    assert said["files"][1]["error"]["code"] == "unreadable"


def test_the_schema_refuses_what_lacks_a_key_or_has_a_word_of_its_own() -> None:
    schema, said = findings_schema(), told("check", ROOT / "examples" / "xiaogang-2021.toml", "--format", "json")
    without = {**said, "files": [{key: value for key, value in said["files"][0].items() if key != "checks"}]}
    strange = {**said, "files": [{**said["files"][0], "checks": [{"code": "T001", "status": "fine", "why": ""}]}]}
    for wrong in (without, strange, {**said, "format": 2}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_a_span_is_where_the_words_stand_as_they_were_written() -> None:
    found = [one for one in check(read(ODD)) if one.code == "P004"]
    assert [(one.paragraph, one.span, one.facts["said"]) for one in found] == [(1, (21, 23), "，，")]
    assert ODD["overview"][21:23] == "，，"


def test_what_is_certain_has_a_suggestion_and_what_is_not_has_candidates() -> None:
    (open_balance,) = [one for one in check(read(ODD | {"t2": {}})) if one.code == "T301"]
    assert (open_balance.suggestion, open_balance.is_certain) == (None, False)
    assert [(at.path[-1], value) for at, value in open_balance.candidates] == [("received", 0), ("carried_forward", 2)]


def test_no_candidate_and_nothing_due_is_negative() -> None:
    less = {**PLAIN, "t3": {"natural_person": {"outcomes": {"disclosed": 3}}}}
    (found,) = [one for one in check(read(less)) if one.code == "T301"]
    assert found.expected is None
    assert [(at.path[-1], value) for at, value in found.candidates] == [("received", 3), ("carried_over", 3)]


def test_practice_and_inference_are_never_errors() -> None:
    weak = {Rank.PRACTICE, Rank.INFERENCE}
    assert not [rule.code for rule in RULES if rule.rank in weak and rule.severity is Severity.ERROR]
    assert not [rule.code for rule in RULES if rule.rank in weak and rule.strength is Strength.MUST]
    assert {rule.rank for rule in RULES} == set(Rank)


def test_rules_as_json_tell_rank_and_strength() -> None:
    rules = {rule["code"]: rule for rule in told("rules", "--format", "json")["rules"]}
    assert list(rules) == [rule.code for rule in RULES]
    assert (rules["T301"]["rank"], rules["T301"]["strength"]) == ("form", "must")
    assert (rules["P029"]["rank"], rules["P029"]["strength"]) == ("practice", "usual")


def test_explain_prints_rank_and_the_page_with_its_example() -> None:
    said = CliRunner().invoke(group, ["explain", "T301"]).output
    assert "表三 勾稽关系（表内印明，应当）" in said
    assert "表三左上角印有勾稽关系" in said
    assert "[t3.natural_person]\nreceived = 2" in said
    assert "The form prints the rule" not in said
    assert "The form prints the rule" in CliRunner().invoke(group, ["explain", "T301", "--lang", "en"]).output


def test_errors_say_by_a_code_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("天气很好", "utf-8")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 cut short")
    for name, code in (("none.docx", "not_found"), ("a.txt", "no_report"), ("a.docx", "damaged")):
        with pytest.raises(Unreadable) as caught:
            read(tmp_path / name)
        assert caught.value.code == code


def test_a_fault_of_the_program_is_never_taken_for_one_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("gikreport.cli.rules.say", fails)
    result = CliRunner().invoke(group, ["rules"])
    assert (result.exit_code, "ZeroDivisionError: planted" in result.output) == (70, True)


def test_json_is_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner(charset="ascii").invoke(group, ["rules", "--format", "json"])
    assert "勾稽" in result.stdout_bytes.decode("utf-8")
