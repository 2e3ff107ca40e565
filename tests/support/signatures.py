"""The types that stand in the signatures of public functions and classes, as they are written there."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

OURS = "gikreport"


def names_in(public: object) -> Iterator[tuple[str, str, object]]:
    """Each type of ours in a public function or class: where it stands, its name there, the type itself."""
    for place, owner, annotation in _annotations(public):
        for name in written(annotation):
            module = sys.modules[owner]
            found = namespace(module).get(name)
            if name in own_names(module) and not (inspect.isclass(found) and found.__module__.split(".")[0] != OURS):
                yield place, name, found


def _annotations(public: object) -> Iterator[tuple[str, str, str]]:
    """The annotations of a function, or of a class with its attributes and methods, and the module each stands in."""
    if inspect.isclass(public):
        for base in public.__mro__:
            if base.__module__.split(".")[0] == OURS:
                yield from _of_class(base)
    elif inspect.isfunction(public):
        yield from _of_function(public.__qualname__, public)


def _of_class(cls: type) -> Iterator[tuple[str, str, str]]:
    for name, annotation in vars(cls).get("__annotations__", {}).items():
        if not name.startswith("_"):
            yield f"{cls.__name__}.{name}", cls.__module__, str(annotation)
    for name, member in vars(cls).items():
        made_by_attrs = name == "__init__" and hasattr(cls, "__attrs_attrs__")
        if (name == "__init__" and not made_by_attrs) or not name.startswith("_"):
            function = _function(member)
            if function is not None:
                yield from _of_function(f"{cls.__name__}.{name}", function)


def _function(member: object) -> Any:
    """The function behind a method, a property, or what is worked out once."""
    for attribute in ("__func__", "fget", "func"):
        member = getattr(member, attribute, member)
    return member if inspect.isfunction(member) else None


def _of_function(place: str, function: Any) -> Iterator[tuple[str, str, str]]:
    function = inspect.unwrap(function)
    for name, annotation in function.__annotations__.items():
        yield f"{place}({name})", function.__module__, str(annotation)


def written(annotation: str) -> set[str]:
    """The names in an annotation, those in quotes too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(annotation, mode="eval")):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found.add(node.value)
    return found


@functools.cache
def own_names(module: ModuleType) -> set[str]:
    """What a module defines or takes from another module of ours."""
    found: set[str] = set()
    for node in _statements(module):
        if isinstance(node, ast.ImportFrom) and (node.level or str(node.module).split(".")[0] == OURS):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return {name for name in found if not isinstance(namespace(module).get(name), typing.TypeVar)}


def _statements(module: ModuleType) -> Iterator[ast.stmt]:
    for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body:
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from node.body


@functools.cache
def namespace(module: ModuleType) -> dict[str, Any]:
    """The names of a module, with those that only a type checker imports."""
    found = dict(vars(module))
    for node in _statements(module):
        if isinstance(node, ast.ImportFrom) and node.level:
            package = module.__name__.split(".") if hasattr(module, "__path__") else module.__name__.split(".")[:-1]
            base = package[: len(package) - node.level + 1]
            home = ".".join([*base, node.module] if node.module else base)
            for alias in node.names:
                found.setdefault(alias.asname or alias.name, _member(home, alias.name))
    return found


def _member(home: str, name: str) -> Any:
    module = importlib.import_module(home)
    return getattr(module, name) if hasattr(module, name) else importlib.import_module(f"{home}.{name}")
