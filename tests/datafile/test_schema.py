"""The JSON Schema of a form accepts what `read` accepts, and refuses what it refuses."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator

from gikreport import FORMS, Unreadable, encode, new, read, schema
from gikreport.checking.subject import stated
from gikreport.model.form import Form
from gikreport.model.report import prose_fields, tables
from gikreport.model.table import tables_of
from support.strategies import over_forms, reports

# What the schema cannot say, so that these are not generated: which form is due in which year (`form` and `year`
# together), that a year is not written 2021.0, and that a number has no more than forty digits behind its point.
JUNK: list[Any] = [
    None, True, False, 0, 1, -3, 3.7, 1.0, 10**39, 10**40, -(10**50), "", "待填", "/", "x", "1.5", "a\nb", "a\n",
    "\x00", "\ud800", "\ufffe", " ", "\u2028", "2022-01-12", "2022-02-30", "20220112", [], {}, [1], ["题"],
    ["题", ""], {"a": 1},
    {"total": 1}, {"number": 1}, [{"group": "a", "number": 1}], [{"number": "待填"}], [{"nummer": 1}],
]  # fmt: skip
OUTPUT = {"charts": True, "site": {"SiteName": "某市人民政府", "PubDate": "2022-01-12"}}
VALIDATORS = {
    form.name: Draft202012Validator(schema(form), format_checker=Draft202012Validator.FORMAT_CHECKER) for form in FORMS
}


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value of plain data, the keys `form` and `year` left out."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        if (*path, key) not in (("form",), ("year",)):
            yield (*path, key)
            yield from places(value, (*path, key))


@st.composite
def plain(draw: st.DrawFn, form: Form) -> dict[str, Any]:
    """Plain data that is mostly right: a report's own, with a few things replaced, taken away or added."""
    report = draw(reports(form))
    data: dict[str, Any] = json.loads(encode(stated(report) if draw(st.booleans()) else report, ".json"))
    data["output"] = copy.deepcopy(OUTPUT)
    for _ in range(draw(st.integers(0, 2))):
        *path, key = draw(st.sampled_from(sorted(places(data), key=str)))
        block: Any = data
        for step in path:
            block = block[step]
        act = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
        if act == "replace":
            block[key] = draw(st.sampled_from(JUNK))
        elif act == "remove":
            del block[key]
        elif isinstance(block, dict):
            block[draw(st.sampled_from(["x", "total", "received", "$schema", "printed"]))] = draw(st.sampled_from(JUNK))
    return data


def readable(data: Any) -> bool:
    try:
        read(data)
    except Unreadable:
        return False
    return True


@over_forms
@given(data=st.data())
def test_the_schema_accepts_what_read_accepts_and_nothing_else(form: Form, data: st.DataObject) -> None:
    given_data = data.draw(plain(form))
    faults = [error.message for error in VALIDATORS[form.name].iter_errors(given_data)]
    assert readable(given_data) == (not faults), faults[:3]


@pytest.mark.slow  # every odd value in every place of four forms
@over_forms
@pytest.mark.parametrize("junk", JUNK, ids=lambda value: ascii(value)[:20])
def test_each_odd_value_is_judged_alike_wherever_it_stands(form: Form, junk: Any) -> None:
    sound = json.loads(encode(new("某局", form.first), ".json"))
    for key in {*schema(form)["properties"]} - {"form", "year"}:
        data = {**sound, key: junk}
        assert readable(data) == VALIDATORS[form.name].is_valid(data), (key, junk)


@over_forms
def test_what_may_be_left_out_is_judged_alike(form: Form) -> None:
    sound = json.loads(encode(new("某局", form.first), ".json"))
    for key in {*sound} - {"form", "year"}:
        data = {name: value for name, value in sound.items() if name != key}
        assert readable(data) == VALIDATORS[form.name].is_valid(data), key


@over_forms
def test_the_schema_is_one(form: Form) -> None:
    Draft202012Validator.check_schema(schema(form))


@over_forms
def test_the_titles_are_the_printed_words(form: Form) -> None:
    made = schema(form)
    properties = made["properties"]
    for name, entry in prose_fields(form.report).items():
        if entry.words:
            assert properties[name]["title"] == entry.words[0]
    for name, table in tables_of(form.report).items():
        if not table.rows_are_own:
            for line in table.lines:
                if not line.computed:
                    assert words_at(made, (name, *line.path)) == "".join(line.words)


def words_at(whole: Any, path: tuple[str, ...]) -> str:
    """The titles on the way from a table to a line, blocks looked up under the names of their classes."""
    found, (table, *steps) = "", path
    block = whole["properties"][table]
    for step in steps:
        block = whole["$defs"][block["$ref"].removeprefix("#/$defs/")]["properties"][step]
        found += block.get("title", "").replace(" ", "")
    return found


@over_forms
def test_the_schema_is_fit_for_tools(form: Form) -> None:
    """Small, named, and without a number that a program in JavaScript or Java would round."""
    made = schema(form)
    assert len(json.dumps(made, ensure_ascii=False).encode()) <= 20 * 1024
    assert made["$id"] == f"urn:gikreport:schema:{form.name}"
    assert made["properties"]["printed"]["readOnly"] is True
    assert {"title": "待填", "const": "待填"} in made["$defs"]["Count"]["anyOf"]
    assert made["$defs"]["Count"]["default"] == 0
    assert "default" not in made["$defs"]["Total"], "a form would state printed totals of 0 that nobody typed"
    assert {name: block["title"] for name, block in made["$defs"].items() if block.get("type") == "object"} == {
        name: name for name, block in made["$defs"].items() if block.get("type") == "object"
    }
    fixed = [name for name, table in tables_of(form.report).items() if not table.rows_are_own]
    assert {getattr(tables(form.report)[name].of, "__name__", "") for name in fixed} <= {*made["$defs"]}
    bounds = [one[key] for one in made["$defs"]["Money"]["anyOf"] for key in ("minimum", "maximum") if key in one]
    assert [type(bound) for bound in bounds] == [float, float]
