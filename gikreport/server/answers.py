"""What a request is answered with: JSON, a document, or the one shape of an error."""

from __future__ import annotations

import hashlib
import json
import urllib.parse
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from ..errors import GikreportError, Problem, Words
from ..files import file_name
from ..model.finding import Finding

JSON: Final = "application/json"
KINDS: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": JSON,
    "toml": "application/toml",
    "yaml": "application/yaml",
    "zip": "application/zip",
    "sarif": "application/sarif+json",
}
# Each code of an error with its status; what is not here is 400.
STATUSES: Final[Mapping[str, int]] = {
    "bad-request": 400, "unreadable": 400, "no_report": 400, "unknown-form": 400,
    "token": 401, "slow": 408, "content-type": 415,
    "not-found": 404, "method": 405, "length": 411, "too-large": 413, "seconds": 413, "memory": 413,
    "ended": 413, "unknown-kind": 415, "office-not-allowed": 415, "unsound": 422, "unfinished": 422, "lossy": 422,
    "uncountable": 422, "not-rendered": 422, "broken-template": 422, "full": 429, "internal": 500, "stopping": 503,
    "busy": 503, "not-ready": 503, "no-office": 503,
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Answer:
    """A status, a content type, and the bytes; `headers` beside them, `verdict` for the audit line."""

    status: int = 200
    kind: str = JSON
    content: bytes = b""
    headers: Mapping[str, str] = attrs.field(factory=dict)
    verdict: str = ""

    @property
    def etag(self) -> str:
        """The tag of the content: the same bytes have the same."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


class Refused(GikreportError):
    """A request that is not what the description asks for."""

    def __init__(self, code: str, words: Words, problems: Iterable[Problem] = ()) -> None:
        super().__init__(words, problems)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.words, self.problems)


def bad_request(problems: Iterable[Problem]) -> Refused:
    """A request that is not as the description says, with everything that is wrong with it."""
    return Refused("bad-request", Words("请求写得不对", "the request is not as described"), problems)


def as_json(data: Any, status: int = 200, verdict: str = "") -> Answer:
    """Data as JSON; a sign that UTF-8 cannot hold is written as JSON escapes it."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    return Answer(status=status, content=text.encode("utf-8", "backslashreplace"), verdict=verdict)


def as_document(content: bytes, ending: str, title: str, findings: Iterable[Finding] = ()) -> Answer:
    """A file to be saved under the title of its report; the codes of its warnings stand in a header."""
    codes = ", ".join(dict.fromkeys(finding.code for finding in findings))
    headers = {"Content-Disposition": disposition(file_name(title, otherwise="report"), ending)}
    return Answer(
        kind=KINDS[ending],
        content=content,
        headers={**headers, **({"Gikreport-Warnings": codes} if codes else {})},
        verdict="document",
    )


def disposition(name: str, ending: str) -> str:
    """The header that names a file (RFC 6266): a plain name for old clients, the whole one in UTF-8 (RFC 8187)."""
    whole = urllib.parse.quote(f"{name}.{ending}", safe="!#$&+-.^_`|~")
    return f"attachment; filename=\"report.{ending}\"; filename*=UTF-8''{whole}"


def as_error(error: GikreportError, lang: str) -> Answer:
    """An error in its one shape: code, message, problems, and the findings that are its reason."""
    from ..findings.json import error_data, finding_data

    findings = getattr(error, "findings", ())
    code = "unsound" if findings else error.code
    told = {**error_data(error, lang), "code": code}
    listed = [finding_data(finding, lang) for finding in findings]
    headers = {"Retry-After": "1"} if STATUSES.get(code) in (429, 503) else {}
    headers |= {"WWW-Authenticate": "Bearer"} if code == "token" else {}
    made = as_json({"error": told, "findings": listed}, STATUSES.get(code, 400), code)
    return attrs.evolve(made, headers=headers)
