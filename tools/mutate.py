"""Does every rule bite? Plant one small fault at a time in a copy of the package, and see whether a test goes red.

    python tools/mutate.py gikreport/rules/prose.py --tests tests/test_narrative.py

Prints each fault that no test saw, and the share that was seen.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult}


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """What a slip of the hand could have made of a node."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield _with(node, ops=[COMPARED[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED and not _is_text(node):
        yield _with(node, op=COUNTED[type(node.op)]())
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield ast.Constant(node.value + 1)


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


def mutants(path: Path) -> Iterator[tuple[int, str, str]]:
    """The line of each fault, the fault, and the module with it."""
    source = path.read_text("utf-8")
    count = len(list(ast.walk(ast.parse(source))))
    for number in range(count):
        tree = ast.parse(source)
        node = list(ast.walk(tree))[number]
        for fault in faults(node):
            said = f"{ast.unparse(node)}  ->  {ast.unparse(fault)}"
            yield (
                getattr(node, "lineno", 0),
                said,
                ast.unparse(ast.fix_missing_locations(_Plant(node, fault).visit(tree))),
            )


def survives(folder: Path, module: Path, text: str, tests: list[str]) -> bool:
    """Whether the tests stay green with the fault in place."""
    target = folder / module.resolve().relative_to(ROOT)
    kept = target.read_text("utf-8")
    target.write_text(text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow and not layout",
        *tests,
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300, check=False)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_text(kept, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--most", type=int, default=10_000, help="how many faults to draw of each module")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(
            ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "out", "site", ".hypothesis")
        )
        for module in given.modules:
            found = list(mutants(folder / module.resolve().relative_to(ROOT)))
            drawn = random.Random(7).sample(found, min(given.most, len(found)))
            alive = [(line, said) for line, said, text in sorted(drawn) if survives(folder, module, text, given.tests)]
            print(f"{module}: {len(drawn) - len(alive)} of {len(drawn)} faults seen", flush=True)
            for line, said in alive:
                print(f"  line {line}: {said}", flush=True)


if __name__ == "__main__":
    main()
