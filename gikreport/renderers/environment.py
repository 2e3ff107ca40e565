"""Where the text templates (page, chart) lie, and the environment that fills them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@functools.lru_cache(8)
def environment(folder: Path | None = None) -> Environment:
    """The strict, escaping, sandboxed environment over an office's own folder, then the official templates."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    places = [*([folder] if folder else []), official_folder()]
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(places),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def official_folder() -> Path:
    """Where the official templates lie: in the installed package, or in a checkout."""
    installed = Path(__file__).resolve().parents[1] / "templates"
    return installed if installed.is_dir() else installed.parents[1] / "templates"
