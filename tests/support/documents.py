"""Reports to print, and what stands in their documents."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from gikreport.forms import FORMS
from gikreport.forms.y2021 import FORM as Y2021
from gikreport.model.fields import Role
from gikreport.model.report import parts
from support.docx_cells import part, text_of

EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def plain(form: Any = Y2021, **facts: Any) -> Any:
    """A report with zeros in every cell of its mandatory tables."""
    made = {f.name: parts_of[f.name].of() for f in attrs.fields(form.report) if f.name in (parts_of := named(form))}
    return form.report(**{"agency": "某某街道办事处", "year": form.last or 2024, **made, **facts})


def named(form: Any) -> dict[str, Any]:
    fields = attrs.fields_dict(form.report)
    own = {e.name: e for e in parts(form.report) if e.facts.role is Role.TABLE}
    return {name: entry for name, entry in own.items() if fields[name].default is attrs.NOTHING}


def headers(docx: bytes) -> list[str]:
    return [text_of(part(docx, f"word/header{n}.xml")) for n in (1, 2)]
