"""What a service tells of itself: rules, forms, schemas."""

from __future__ import annotations

from ..checking.catalogue import RULES
from ..datafile import schema
from ..errors import Words
from ..forms import FORMS
from .answers import Answer, Refused, as_json
from .shapes import checked_schema


def rules(lang: str, of: str) -> Answer:
    """Every rule: its code, how much it weighs, what it says, what to do."""
    listed = [
        {
            "code": rule.code,
            "severity": rule.severity.value,
            "message": rule.told(lang),
            "remedy": rule.remedy.told(lang),
            "source": rule.source,
            "law": rule.law,
        }
        for rule in sorted(RULES, key=lambda rule: rule.code)
    ]
    return as_json({"rules": listed})


def forms(lang: str, of: str) -> Answer:
    """Every form: its name, its years, its notice."""
    listed = [{"name": one.name, "first": one.first, "last": one.last, "notice": one.notice} for one in FORMS]
    return as_json({"forms": listed})


def form_schema(lang: str, of: str) -> Answer:
    """The JSON Schema of a form's data."""
    form = next((one for one in FORMS if one.name == of), None)
    if form is None:
        known = "、".join(one.name for one in FORMS)
        raise Refused("not-found", Words(f"没有这种格式；有 {known}", f"no such form; there are {known}"))
    return as_json(schema(form))


def findings_schema(lang: str, of: str) -> Answer:
    """The JSON Schema of what `check` answers."""
    return as_json(checked_schema())
