"""The pages at the door of the service: which paths are theirs, what guards them, what a refusal looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

import gikreport
from gikreport.server import Service, app
from gikreport.server.answers import Answer
from gikreport.server.bodies import Pace
from gikreport.server.lanes import Lanes
from gikreport.server.pages import PageRequest, Pages, answered_by
from support.service import form_body


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is done in this process, so that a test of the door starts no workers."""

    async def page(self: Lanes, pages: Pages, request: PageRequest) -> Answer:
        return answered_by(pages, request, Pace.LONG)

    monkeypatch.setattr(Lanes, "page", page)


def client(service: Service | None = None, pages: Pages | None = gikreport.respond) -> TestClient:
    return TestClient(app(service or Service(workers=1), pages), raise_server_exceptions=False)


def test_a_browser_walks_over_http() -> None:
    asked = client()
    first = asked.get("/")
    assert (first.status_code, first.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert first.headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'self'; script-src 'self'"
    )
    assert first.headers["cache-control"] == "private"
    assert asked.get("/page.css").headers["content-type"].startswith("text/css")
    assert asked.get("/page.js").headers["content-type"].startswith("text/javascript")
    body = form_body({"step": "start", "go": "begin", "new_agency": "青石县水利局", "new_year": "2025"})
    begun = asked.post("/", content=body.content, headers={"content-type": body.kind})
    assert "还有 <b>166</b> 格待填" in begun.text


def test_pages_are_there_only_where_they_are_asked_for_and_behind_the_same_token(tmp_path: Path) -> None:
    assert client(pages=None).get("/").status_code == 404
    (tmp_path / "tokens").write_text("县政府办 correct-horse-battery\n", "utf-8")
    guarded = client(Service(workers=1, tokens=gikreport.read_tokens(tmp_path / "tokens")))
    refused = guarded.get("/")
    assert (refused.status_code, refused.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "令牌不对" in refused.text
    assert guarded.get("/", headers={"authorization": "Bearer correct-horse-battery"}).status_code == 200


def test_a_form_that_is_none_is_refused_in_words() -> None:
    for kind, content in (("multipart/form-data; boundary=x", b"--y\r\n"), ("text/plain", b"go=begin"), ("", b"")):
        answer = client().post("/", content=content, headers={"content-type": kind})
        assert answer.status_code in (200, 400)
        assert "没有" in answer.text or "不完整" in answer.text
