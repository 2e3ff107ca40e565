"""The description holds: it names every route and status, and what is drawn from it is answered as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.routing import Route

import gikreport
from gikreport.server import Service, app, work
from gikreport.server.answers import Answer
from gikreport.server.bodies import Body
from gikreport.server.lanes import Lane, Lanes
from gikreport.server.openapi import description
from gikreport.server.operations import LOOKUPS, OPERATIONS, Operation
from gikreport.server.pages import Pages
from gikreport.server.shapes import SHAPES, refs

load_all_checks()
WHOLE = description()
WHOLE_SHAPES = WHOLE["components"]["schemas"]


class HereLane(Lane):
    """A lane that is always ready."""

    async def ready(self) -> bool:
        """Yes."""
        return True


class HereLanes(Lanes):
    """Work done in this process."""

    def __init__(self, service: Service, pages: Pages | None = None) -> None:
        super().__init__(service, pages)
        self.data = self.documents = HereLane(1, 1)

    async def done(self, operation: Operation, body: Body, is_form: bool) -> Answer:
        """The answer, without a worker."""
        return work.done(operation.name, body, False)


def everywhere(value: Any) -> Iterator[str]:
    """Every reference of the description."""
    if isinstance(value, dict):
        yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
        for inner in value.values():
            yield from everywhere(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from everywhere(inner)


def test_every_reference_leads_to_a_shape_and_every_shape_is_one() -> None:
    shapes = WHOLE["components"]["schemas"]
    assert {ref.removeprefix("#/components/schemas/") for ref in everywhere(WHOLE)} <= set(shapes)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in shapes)
    for shape in shapes.values():
        Draft202012Validator.check_schema(shape)
    assert {name for shape in SHAPES.values() for name in refs(shape)} <= set(SHAPES)


def test_every_route_is_described_and_every_description_has_its_route() -> None:
    routes = {(one.path, method.lower()) for one in app(Service(workers=1)).routes if isinstance(one, Route)
              for method in (one.methods or ()) if method != "HEAD"}  # fmt: skip
    described = {(path, method) for path, its in WHOLE["paths"].items() for method in its}
    assert routes == described
    names = [its["operationId"] for paths in WHOLE["paths"].values() for its in paths.values()]
    assert len(names) == len(set(names))
    assert {one.name for one in OPERATIONS} | {one.name for one in LOOKUPS} <= set(names)


def test_the_data_of_each_form_stand_in_the_description_as_its_schema_says() -> None:
    report = {"agency": "某局", "year": 2024, "t2": {}, "t3": {"natural_person": {"received": "待填"}}, "t4": {}}
    whole = {"$ref": "#/components/schemas/Report", "components": WHOLE["components"]}
    assert Draft202012Validator(whole).is_valid(report)
    assert not Draft202012Validator(whole).is_valid({**report, "t3": {"natural_person": {"recieved": 1}}})
    assert {form.name for form in gikreport.FORMS} <= set(WHOLE["components"]["schemas"])


def drawn_from() -> Any:
    """The description as schemathesis reads it from the application, whose work is done here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gikreport.server.http.Lanes", HereLanes)
        patch.setattr("gikreport.server.http.description", lean)
        return schemathesis.openapi.from_asgi("/openapi.json", app(Service(workers=1)))


def lean(root: str = "") -> dict[str, Any]:
    """The description with data of a few tables in place of the four forms, whose schemas have tests of their own."""
    cells = {"type": "object", "properties": {"received": {"enum": [0, 1, -1, "待填", "/", "1.5"]}}}
    tables = {"t2": {"const": {}}, "t3": {"properties": {"natural_person": cells}}, "t4": {"const": {}}}
    facts = {"agency": {"enum": ["某局", "某县人民政府"]}, "year": {"enum": [2024, 2020, 2012, 1999]}}
    report = {"type": "object", "properties": {**facts, **tables}, "required": [*facts, *tables]}
    whole = description(root)
    return {**whole, "components": {**whole["components"], "schemas": {**WHOLE_SHAPES, "Report": report}}}


SCHEMA = drawn_from()


# What may stand in a file, and which report is sound, no schema says: so a request that fits may be answered with 4xx.
@pytest.mark.slow  # some hundred requests are drawn from the description
@pytest.mark.filterwarnings("default")
@SCHEMA.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
def test_what_is_drawn_from_the_description_is_answered_as_it_says(case: Any) -> None:
    case.call_and_validate(excluded_checks=[positive_data_acceptance, negative_data_rejection])
