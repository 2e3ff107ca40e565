"""What a service writes down: a line a request without narrative or names, and audit lines where they are asked for."""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from typing import Any, Final

from ..proof.log import append_log
from .answers import Answer
from .settings import Service

LOG: Final = logging.getLogger("gikreport.server")
_FACTS: Final = ("operation", "status", "milliseconds", "taken", "given", "code")


class JsonLines(logging.Formatter):
    """Each record as one line of JSON: time, level, message, and the facts of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        time = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat()
        facts = {name: getattr(record, name) for name in _FACTS if hasattr(record, name)}
        line: dict[str, Any] = {"time": time, "level": record.levelname, "message": record.getMessage(), **facts}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_request(operation: str, answer: Answer, seconds: float, taken: int) -> None:
    """One line: which operation, how it ended, how long it took, bytes in and out."""
    facts = {
        "operation": operation, "status": answer.status, "milliseconds": round(seconds * 1000), "taken": taken,
        "given": len(answer.content), "code": answer.verdict,
    }  # fmt: skip
    said = "%(operation)s %(status)s %(milliseconds)s ms, %(taken)s bytes in, %(given)s bytes out"
    LOG.info(said % facts, extra=facts)


def audit(service: Service, who: str, operation: str, content: bytes, answer: Answer) -> None:
    """Add an audit line to the log of the service, chained by hashes as `gikreport log verify` knows it."""
    if service.audit is None:
        return
    facts = {
        "who": who, "operation": operation, "version": _version(), "status": answer.status,
        "verdict": answer.verdict, "taken": hashlib.sha256(content).hexdigest(),
        "given": hashlib.sha256(answer.content).hexdigest(),
    }  # fmt: skip
    append_log(service.audit, "served", facts)


def _version() -> str:
    from importlib.metadata import version

    return version("gikreport")
