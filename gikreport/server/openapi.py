"""The description of a service, OpenAPI 3.1, written from the table of operations and the schemas of the forms."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

from ..datafile import schema
from ..forms import FORMS
from .answers import JSON, STATUSES
from .bodies import FILES, FORM, LISTS, Field, Takes
from .metrics import TEXT
from .operations import LOOKUPS, OPERATIONS, Lookup, Operation
from .shapes import SHAPES

_DEFS, _SHARED = "#/$defs/", "#/components/schemas/"
_ERRORS: Final = (400, 401, 408, 411, 413, 415, 422, 429, 500, 503)  # of an operation
_SAID: Final[Mapping[int, str]] = {
    400: "请求写得不对，或文件读不出来", 401: "令牌不对", 404: "没有这个地址", 405: "这个地址不用这种方法",
    408: "请求来得太慢", 411: "没有写明长度", 413: "请求太大，或文件用时、用内存太多",
    415: "不能读的格式，或没有开放 LibreOffice", 422: "报告有问题（findings），不能做", 429: "请求太多，请稍后再试",
    500: "程序出错", 503: "暂时不能服务",
}  # fmt: skip
_TYPES: Final[Mapping[Takes, dict[str, Any]]] = {
    Takes.REPORT: {"$ref": f"{_SHARED}Report"},
    Takes.REPORTS: {"type": "array", "items": {"$ref": f"{_SHARED}Report"}, "minItems": 1},
    Takes.ROWS: {"type": "array", "items": {"type": "object"}},
    Takes.DATA: {"type": ["object", "array"]},
    Takes.OPTIONS: {"type": "object"},
    Takes.TEXT: {"type": "string"},
    Takes.INTEGER: {"type": "integer"},
    Takes.FLAG: {"type": "boolean"},
    Takes.DATE: {"type": "string", "format": "date"},
}
_ETAG: Final = {"description": "同样的内容有同样的标记", "schema": {"type": "string"}}
_KNOWN: Final = {"304": {"description": "与 If-None-Match 写明的相同"}}
_FILE: Final = {"type": "string", "format": "binary"}


def description(root: str = "") -> dict[str, Any]:
    """The description; `root` is the path under which the application is mounted."""
    return {**_description(), "servers": [{"url": root or "/"}]}


@functools.cache
def _description() -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gikreport",
            "version": version("gikreport"),
            "summary": "政府信息公开工作年度报告：核对、成文、汇总",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "security": [{}, {"token": []}],
        "paths": {**_operations(), **_lookups(), **_states()},
        "components": {
            "schemas": _shapes(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operations() -> dict[str, Any]:
    return {one.path: {"post": _operation(one)} for one in OPERATIONS}


def _operation(one: Operation) -> dict[str, Any]:
    content = {kind: {"schema": _body(one, kind == FORM)} for kind in one.kinds}
    if one.example:
        content[JSON]["example"] = dict(one.example)
    return {
        "operationId": one.name,
        "summary": one.words.zh,
        "description": one.words.en,
        "requestBody": {"required": True, "content": content},
        "responses": {"200": _done(one), **_errors(*_ERRORS)},
    }


def _body(one: Operation, is_form: bool) -> dict[str, Any]:
    fields = [field for field in one.fields if _stands(field, is_form)]
    return {
        "type": "object",
        "properties": {field.name: _field(field, is_form) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _stands(field: Field, is_form: bool) -> bool:
    return field.takes is not (Takes.OPTIONS if is_form else Takes.WORD)


def _field(field: Field, is_form: bool) -> dict[str, Any]:
    said = {"title": field.words.zh, "description": field.words.en}
    if is_form and field.takes in FILES:
        several = field.takes in LISTS and field.takes is not Takes.ROWS
        return {**said, **({"type": "array", "items": _FILE, "minItems": 1} if several else _FILE)}
    listed = {"enum": list(field.choices), "default": field.choices[0]} if field.choices else {}
    return {**said, **_TYPES[field.takes], **listed}


def _done(one: Operation) -> dict[str, Any]:
    content = {kind: {"schema": {"$ref": _SHARED + shape} if shape else _FILE} for kind, shape in one.answers.items()}
    headers = {"ETag": _ETAG}
    if not all(one.answers.values()):
        named = {"description": "文件名（RFC 6266）", "schema": {"type": "string"}}
        codes = {"description": "提示的代码", "schema": {"type": "string"}}
        headers |= {"Content-Disposition": named, "Gikreport-Warnings": codes}
    return {"description": one.words.zh, "headers": headers, "content": content}


def _errors(*statuses: int) -> dict[str, Any]:
    content = {JSON: {"schema": {"$ref": f"{_SHARED}Error"}}}
    codes = {status: [code for code, its in STATUSES.items() if its == status] for status in statuses}
    return {
        str(status): {
            "description": f"{_SAID[status]}：{'、'.join(codes[status])}",
            "content": content,
        }
        for status in statuses
    }


def _lookups() -> dict[str, Any]:
    return {one.path: {"get": _lookup(one)} for one in LOOKUPS}


def _lookup(one: Lookup) -> dict[str, Any]:
    content = {JSON: {"schema": {"$ref": _SHARED + one.shape}}}
    parameter = {"name": "form", "in": "path", "required": True, "schema": {"enum": list(one.of), "type": "string"}}
    return {
        "operationId": one.name,
        "summary": one.words.zh,
        "description": one.words.en,
        **({"parameters": [parameter]} if one.of else {}),
        "responses": {
            "200": {"description": one.words.zh, "headers": {"ETag": _ETAG}, "content": content},
            **_KNOWN,
            **_errors(401, *((404,) * bool(one.of))),
        },
    }


def _states() -> dict[str, Any]:
    state = {JSON: {"schema": {"$ref": f"{_SHARED}State"}}}
    whole = _state("openapi", "本说明", {JSON: {"schema": {"type": "object"}}}, 401)
    return {
        "/healthz": {"get": _state("healthz", "进程在运行", state)},
        "/readyz": {"get": _state("readyz", "可以接受请求", state, 503)},
        "/metrics": {"get": _state("metrics", "Prometheus 指标", {TEXT: {"schema": {"type": "string"}}}, 401)},
        "/openapi.json": {"get": {**whole, "responses": {**whole["responses"], **_KNOWN}}},
    }


def _state(name: str, said: str, content: Mapping[str, Any], *errors: int) -> dict[str, Any]:
    done = {"200": {"description": said, "content": content}}
    return {"operationId": name, "summary": said, "responses": {**done, **_errors(*errors)}}


def _shapes() -> dict[str, Any]:
    """Every shape that is answered, and the data of each form, its blocks under the name of the form and their own."""
    made = {name: _shared(shape, "") for name, shape in SHAPES.items()}
    for form in FORMS:
        whole = schema(form)
        blocks = whole.pop("$defs")
        kept = {key: value for key, value in whole.items() if key not in ("$schema", "$id")}
        made[form.name] = _shared(kept, f"{form.name}.")
        made |= {f"{form.name}.{name}": _shared(block, f"{form.name}.") for name, block in blocks.items()}
    made["Report"] = {"title": "报告的数据", "anyOf": [{"$ref": _SHARED + form.name} for form in FORMS]}
    return made


def _shared(shape: Any, before: str) -> Any:
    """A shape whose references lead to the shapes of the whole description."""
    if isinstance(shape, dict):
        return {
            key: _SHARED + before + value.removeprefix(_DEFS) if key == "$ref" else _shared(value, before)
            for key, value in shape.items()
        }
    return [_shared(one, before) for one in shape] if isinstance(shape, list) else shape
