"""Programs of the repository that are no part of the package, as modules: those of tools/ and benchmarks/.

They are loaded by their files, since the tests may run against an installed wheel and never put the checkout before it.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from typing import Any

from support import ROOT


@cache
def program(path: str) -> Any:
    """The module in a file, `tools/release.py`, without running what it does as a program."""
    name = path.removesuffix(".py").replace("/", "_")
    spec = importlib.util.spec_from_file_location(name, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
