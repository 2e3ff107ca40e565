"""Does every rule bite? Plant one small fault at a time in a module, and see whether a test goes red.

    python tools/mutate.py gikreport/rules/narrative.py --tests tests/narrative/test_false_alarms.py

Prints each fault that no test saw, and the share that was seen. Nothing is written: each fault lives in a process of
its own, forked from one that has collected the tests; what stays unseen there is tried once more from the start.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import functools
import gc
import importlib
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
import types
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from faults import mutants

ROOT = Path(__file__).parent.parent
OPTIONS = (
    "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning",
    "-m", "not slow and not layout and not browser and not database",
)  # fmt: skip


class _Planted(importlib.machinery.SourceFileLoader):
    """Finds and loads one module of the package, with a fault in it."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        super().__init__(name, str(path))
        self._tree = tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> Any:
        return compile(self._tree, self.path, "exec")


class _Quick:
    """A run of pytest on few examples, the tests that saw the last faults first; notes which test went red."""

    def __init__(self, before: list[str]) -> None:
        self.before, self.red = before, ""

    def told(self) -> str:
        return self.red

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


class _Imports(_Quick):
    """Tells the modules imported by the end that are neither the package's nor a test's, nor pytest's own."""

    def told(self) -> str:
        at = [(name, getattr(module, "__file__", None) or "") for name, module in sys.modules.items()]
        own = ("gikreport", "_pytest", "pytest")
        return " ".join(name for name, file in at if "site-packages" in file and not name.startswith(own))


class _Swaps(_Quick):
    """Collects once, then tries each fault in a fork, its code in place of the function's; tells which were seen."""

    def __init__(self, path: Path, trees: list[ast.Module], limit: int) -> None:
        super().__init__([])
        self._path, self._trees, self._limit = str(path), trees, limit
        self._seen: list[str] = []

    def told(self) -> str:
        return " ".join(self._seen)

    def pytest_runtestloop(self, session: Any) -> bool:
        live = [one for one in gc.get_objects() if isinstance(one, types.FunctionType)]
        own = [one for one in live if one.__code__.co_filename == self._path]
        for number, tree in enumerate(self._trees):
            green, red = forked(functools.partial(self._tried, session, own, tree), self._limit)
            self._seen += [] if green else [str(number)]
            self.before = _last(self.before, red)
        return True

    def _tried(self, session: Any, own: list[types.FunctionType], tree: ast.Module, writing: int) -> int:
        from _pytest.main import pytest_runtestloop

        if not _swapped(own, compile(tree, self._path, "exec", dont_inherit=True)):
            return 0
        self.pytest_collection_modifyitems(session.items)
        with contextlib.suppress(session.Failed, session.Interrupted):
            pytest_runtestloop(session)
        os.write(writing, self.red.encode())
        return int(session.testsfailed > 0)


def _swapped(own: list[types.FunctionType], module: types.CodeType) -> bool:
    """Whether a function got other code; not where code runs at import, or two functions begin on one line."""
    codes = list(_codes(module))
    places = Counter(map(_place, codes))
    found = {_place(code): code for code in codes if places[_place(code)] == 1}
    changed = [one for one in own if found.get(_place(one.__code__), one.__code__) != one.__code__]
    for one in changed:
        one.__code__ = found[_place(one.__code__)]
    return bool(changed)


def _place(code: types.CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield one
            yield from _codes(one)


def forked(work: Callable[[int], int], limit: int) -> tuple[bool, str]:
    """Whether work in a process of its own ends well in time, and what it wrote."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(limit)
        code = 3
        try:
            code = work(writing)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as stream:
        told = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, told


def run(tests: list[str], plugin: _Quick, limit: int, planted: _Planted | None = None) -> tuple[bool, str]:
    """Whether the tests stay green in a process of their own, and what that process had to tell."""

    def work(writing: int) -> int:
        import pytest

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        sys.meta_path[:0] = [planted] if planted else []
        code = pytest.main([*OPTIONS, *tests], plugins=[plugin])
        os.write(writing, plugin.told().encode())
        return int(code)

    return forked(work, limit)


def unseen(module: Path, tests: list[str], trees: list[ast.Module]) -> list[int]:
    """The faults that no test sees: those that a fork did not see are tried once more with the module imported anew."""
    start, path = time.monotonic(), module.resolve()
    name = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    green, used = run(tests, _Imports([]), 600)
    for one in used.split():
        importlib.import_module(one)
    unchanged = _Planted(name, path, ast.parse(module.read_text("utf-8")))
    if not green or not run(tests, _Quick([]), 600, unchanged)[0]:
        sys.exit(f"{module}: the tests are not green without a fault")
    limit = 20 + int(5 * (time.monotonic() - start))
    seen = set(map(int, run(tests, _Swaps(path, trees, limit), 100_000)[1].split()))
    alive: list[int] = []
    before: list[str] = []
    for number in set(range(len(trees))) - seen:
        green, red = run(tests, _Quick(before), limit, _Planted(name, path, trees[number]))
        alive += [number] if green else []
        before = _last(before, red)
    return sorted(alive)


def _last(before: list[str], red: str) -> list[str]:
    """The tests that went red, the latest last."""
    return [*(one for one in before if one != red), red][-40:]


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
            found = sorted(mutants(module), key=lambda one: one[:2])
            drawn = found if given.most >= len(found) else random.Random(7).sample(found, given.most)
            alive = [drawn[number] for number in unseen(module, given.tests, [tree for _, _, tree in drawn])]
            print(f"{module}: {len(drawn) - len(alive)} of {len(drawn)} faults seen", flush=True)
            for line, told, _ in alive:
                print(f"  line {line}: {told}", flush=True)


if __name__ == "__main__":
    main()
