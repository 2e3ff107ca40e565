"""Does every rule bite? Plant one small fault at a time in a module, and see whether a test goes red.

    python tools/mutate.py gikreport/rules/prose.py --tests tests/test_narrative.py

Prints each fault that no test saw, and the share that was seen. Nothing is written: each fault lives in a process of
its own, forked from one that has imported everything but the package and its tests.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import importlib.machinery
import importlib.util
import itertools
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
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


class _Planted(importlib.machinery.SourceFileLoader):
    """Finds and loads one module of the package, with a fault in it."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        super().__init__(name, str(path))
        self._tree = tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> Any:
        return compile(self._tree, self.path, "exec")


class _Told:
    """Runs the tests that saw the last faults first, on few examples, and notes which test went red."""

    def __init__(self, before: list[str]) -> None:
        self.before, self.red = before, ""

    def pytest_configure(self) -> None:
        from hypothesis import Phase, settings

        quick = settings(settings.default, max_examples=15, phases=[Phase.explicit, Phase.generate], database=None)
        settings.register_profile("mutate", quick)
        settings.load_profile("mutate")

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items.sort(key=lambda item: -self.before.index(item.nodeid) if item.nodeid in self.before else 1)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.red = report.nodeid


def run(tests: list[str], before: list[str], limit: int, planted: _Planted | None = None) -> tuple[bool, str]:
    """Whether the tests stay green in a process of their own, and what that process had to tell."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(limit)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.meta_path[:0] = [planted] if planted else []
        os._exit(_tested(tests, before, writing, told=planted is None))
    os.close(writing)
    with os.fdopen(reading) as stream:
        told = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, told


def _tested(tests: list[str], before: list[str], writing: int, told: bool) -> int:
    import pytest

    plugin = _Told(before)
    quick = "not slow and not layout and not browser and not database"
    options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", quick]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    code = pytest.main([*options, *tests], plugins=[plugin])
    os.write(writing, (" ".join(_foreign()) if told else plugin.red).encode())
    return int(code)


def _foreign() -> list[str]:
    """The modules imported by now that are neither the package's nor a test's, nor pytest's own."""
    at = [(name, getattr(module, "__file__", None) or "") for name, module in sys.modules.items()]
    return [n for n, file in at if "site-packages" in file and not n.startswith(("gikreport", "_pytest", "pytest"))]


def measured(module: Path, tests: list[str], most: int) -> None:
    """Print how many faults of a module the tests see, and those that they do not."""
    start = time.monotonic()
    green, used = run(tests, [], 600)
    if not green:
        sys.exit(f"{module}: the tests are not green without a fault")
    for name in used.split():
        importlib.import_module(name)
    name = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    if not run(tests, [], 600, _Planted(name, module.resolve(), ast.parse(module.read_text("utf-8"))))[0]:
        sys.exit(f"{module}: the tests are not green with the module as it is")
    limit = 20 + int(5 * (time.monotonic() - start))
    found = sorted(mutants(module), key=lambda one: one[:2])
    drawn = found if most >= len(found) else random.Random(7).sample(found, most)
    alive, before = [], []
    for line, told, tree in drawn:
        green, red = run(tests, before, limit, _Planted(name, module.resolve(), tree))
        alive += [f"  line {line}: {told}"] if green else []
        before = [*(one for one in before if one != red), red][-40:]
    print(f"{module}: {len(drawn) - len(alive)} of {len(drawn)} faults seen", *alive, sep="\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--most", type=int, default=10_000, help="how many faults to draw of each module")
    given = parser.parse_args()
    sys.dont_write_bytecode = True
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        for module in given.modules:
            measured(module, given.tests, given.most)


if __name__ == "__main__":
    main()
