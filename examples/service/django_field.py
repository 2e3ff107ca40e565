"""年报存进 Django 的模型 / A field of a Django model: a report in, the same report out.

    class Filed(models.Model):
        report = ReportField()

It is kept as the data of the report (JSONB in PostgreSQL), so that it can be asked for by office and year; what comes
out is a `Reading`, equal to what was put in, and its documents have the same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

import gikreport


def plain(value: Any) -> Any:
    """A report as JSON holds it; money stays exact, since it is text there."""
    if isinstance(value, gikreport.Report | gikreport.Reading):
        return json.loads(gikreport.encode(value, ".json"))
    return value


class ReportField(models.JSONField):
    """A yearly report; what is no report is told to the form that it came from, in words."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The reading that was kept."""
        data = super().from_db_value(value, expression, connection)
        return data if data is None or not isinstance(data, dict) else gikreport.read(data)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The data that are kept."""
        return super().get_db_prep_value(plain(value), connection, prepared)

    def to_python(self, value: Any) -> Any:
        """A reading of what somebody gives."""
        if value is None or isinstance(value, gikreport.Report | gikreport.Reading):
            return value
        try:
            return gikreport.read(value)
        except gikreport.GikreportError as error:
            raise ValidationError(error.told()) from error

    def validate(self, value: Any, model_instance: Any) -> None:
        """Nothing that is unsound is kept as final; a model with drafts leaves this out."""
        super().validate(plain(value), model_instance)
        findings = [one for one in gikreport.check(value) if one.severity.forbids]
        if findings:
            raise ValidationError([gikreport.tell(one) for one in findings])
