"""What slips of the hand could have made of a module: each with the line it is on, and the module with it."""

from __future__ import annotations

import ast
import copy
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
NAMED = {"any": "all", "all": "any", "min": "max", "max": "min"}
LEFT_OUT = (ast.Expr, ast.Return, ast.Continue, ast.Break, ast.AugAssign)
ALTERNATIVE = re.compile(r"(?<=[|(:])[^|()\[\]]*\||^[^|()\[\]]*\||\|[^|()\[\]]*(?=\)|$)")


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """What a slip of the hand could have made of a node."""
    if isinstance(node, LEFT_OUT) and not isinstance(getattr(node, "value", None), ast.Constant):
        yield ast.Pass()
    elif isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    else:
        yield from _other_values(node)
        yield from _one_less(node)


def _other_values(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            yield _with(node, ops=[*node.ops[:at], COMPARED[type(op)](), *node.ops[at + 1 :]])
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED and not _is_text(node):
        yield _with(node, op=COUNTED[type(node.op)]())
    elif isinstance(node, ast.Name) and node.id in NAMED:
        yield _with(node, id=NAMED[node.id])
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _values(node.value))


def _one_less(node: ast.AST) -> Iterator[ast.AST]:
    """A condition, an item, a pair or a filter left out."""
    if isinstance(node, ast.BoolOp):
        yield from (_with(node, values=left) if len(left) > 1 else left[0] for left in _without_one(node.values))
    elif isinstance(node, ast.Tuple | ast.List | ast.Set) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        yield from (_with(node, elts=left) for left in _without_one(node.elts))
    elif isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))
        yield from (_with(node, keys=[k for k, _ in p], values=[v for _, v in p]) for p in _without_one(pairs))
    elif isinstance(node, ast.comprehension):
        yield from (_with(node, ifs=left) for left in _without_one(node.ifs))


def _values(value: object) -> Iterator[Any]:
    if type(value) is int:
        yield from (value + 1, value - 1)
    elif isinstance(value, str) and "|" in value:
        yield from (value[: one.start()] + value[one.end() :] for one in ALTERNATIVE.finditer(value))


def _without_one(items: list[Any]) -> Iterator[list[Any]]:
    yield from (items[:at] + items[at + 1 :] for at in range(len(items)))


def _with(node: ast.AST, **changed: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def _is_text(node: ast.AST) -> bool:
    return any(
        isinstance(n, ast.JoinedStr) or (isinstance(n, ast.Constant) and isinstance(n.value, str))
        for n in ast.walk(node)
    )


class _Plant(ast.NodeTransformer):
    def __init__(self, target: ast.AST, fault: ast.AST) -> None:
        self.target, self.fault = target, fault

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.fault, node) if node is self.target else self.generic_visit(node)


def mutants(path: Path) -> Iterator[tuple[int, str, ast.Module]]:
    """The line of each fault, the fault, and the module with it."""
    source = path.read_text("utf-8")
    for number, node in enumerate(_walk(ast.parse(source))):
        for fault in faults(node):
            tree = ast.parse(source)
            target = next(itertools.islice(_walk(tree), number, None))
            planted = ast.fix_missing_locations(_Plant(target, fault).visit(tree))
            assert isinstance(planted, ast.Module)
            yield getattr(getattr(node, "target", node), "lineno", 0), _told(node, fault), planted


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that is run: without annotations, and without the parameters of generic types."""
    yield node
    for name, value in ast.iter_fields(node):
        generic = isinstance(node, ast.Subscript) and isinstance(value, ast.Tuple)
        for child in () if generic or name in ("annotation", "returns") else _listed(value):
            yield from _walk(child)


def _listed(value: object) -> list[ast.AST]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)]


def _told(node: ast.AST, fault: ast.AST) -> str:
    before, after = ast.unparse(node), ast.unparse(fault)
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    shown = slice(max(0, same - 40), same + 40)
    return f"{before[shown]}  ->  {after[shown]}".replace("\n", " ")
