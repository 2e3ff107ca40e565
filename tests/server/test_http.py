"""What the application lets in and what it gives out, whatever the operation: limits, guards, headers, errors."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

import gikreport
from gikreport.fence import Exhausted
from gikreport.limits import Limits
from gikreport.server import Service, app, http, work
from gikreport.server.answers import Answer, Refused
from gikreport.server.bodies import Body
from gikreport.server.lanes import Lane, Lanes
from gikreport.server.logs import LOG, JsonLines
from gikreport.server.operations import LOOKUPS, OPERATIONS, Operation
from support.bounded import connect, forever
from support.service import SOUND, UNSOUND, form_body

TOKEN = "correct-horse-battery"
OPEN = Service(workers=1)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is done in this process, so that a test of the door starts no workers."""

    async def done(self: Lanes, operation: Operation, body: Body, is_form: bool) -> Answer:
        return work.done(operation.name, body, False)

    monkeypatch.setattr(Lanes, "done", done)


def client(service: Service = OPEN) -> TestClient:
    return TestClient(app(service), raise_server_exceptions=False)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def with_token(path: Path) -> Service:
    path.write_text(f"# 谁 令牌\n\n县政府办 {TOKEN}\n某镇 another-token-of-some-length\n", "utf-8")
    return Service(workers=1, tokens=gikreport.read_tokens(path))


def test_the_same_request_has_the_same_answer_and_tag(here: None) -> None:
    asked = {"report": SOUND, "format": "docx"}
    first, second = (client().post("/v1/render", json=asked) for _ in range(2))
    assert first.status_code == 200
    assert (first.content, first.headers["etag"]) == (second.content, second.headers["etag"])
    assert first.content == gikreport.render(gikreport.read(SOUND), ".docx")
    other = client().post("/v1/render", json={**asked, "report": {**SOUND, "year": 2023, "signed_on": "2024-01-20"}})
    assert other.headers["etag"] != first.headers["etag"]


def test_what_a_client_has_is_not_sent_again() -> None:
    for path in ("/v1/rules", "/v1/schema/y2021", "/openapi.json"):
        first = client().get(path)
        again = client().get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert client().get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_every_answer_carries_its_guards_and_no_other_site_may_read_it(here: None) -> None:
    asked = client()
    from_elsewhere = {"Origin": "https://elsewhere.example"}
    answers = [
        asked.post("/v1/check", json={"report": SOUND}, headers=from_elsewhere),
        asked.get("/v1/rules", headers=from_elsewhere),
        asked.get("/nowhere", headers=from_elsewhere),
        asked.options("/v1/check", headers={**from_elsewhere, "Access-Control-Request-Method": "POST"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 405]
    for answer in answers:
        assert {name: answer.headers[name] for name in http.HEADERS} == http.HEADERS
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("method", "path", "due"),
    [
        ("GET", "/v1/check", (405, "method")),
        ("POST", "/v1/rules", (405, "method")),
        ("GET", "/v1/schema/y2020", (404, "not-found")),
        ("GET", "/v1/schema/../../etc/passwd", (404, "not-found")),
        ("GET", "/v1/check/", (404, "not-found")),
        ("DELETE", "/", (404, "not-found")),
    ],
)
def test_what_is_not_there_is_told_in_the_one_shape(method: str, path: str, due: tuple[int, str]) -> None:
    answer = client().request(method, path)
    assert code(answer) == due
    assert answer.json()["findings"] == []
    assert answer.headers["content-type"] == "application/json"


def test_only_the_kinds_of_the_description_are_taken(here: None) -> None:
    data = json.dumps({"report": SOUND}).encode()
    for kind in ("", "text/plain", "application/xml", "application/x-www-form-urlencoded"):
        assert code(client().post("/v1/check", content=data, headers={"Content-Type": kind})) == (415, "content-type")
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert code(client().post("/v1/check", content=data, headers=packed)) == (415, "content-type")
    assert code(client().post("/v1/annotate", json={"report": SOUND})) == (415, "content-type")
    named = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client().post("/v1/check", content=data, headers=named).status_code == 200


def test_a_body_is_read_as_far_as_its_limit() -> None:
    small = client(Service(workers=1, largest=1000))
    kind = {"Content-Type": "application/json"}
    assert code(small.post("/v1/check", content=b" " * 1001, headers=kind)) == (413, "too-large")
    taken: list[int] = []

    def endless() -> Iterator[bytes]:
        while len(taken) < 100:
            taken.append(1)
            yield b" " * 600

    answer = small.post("/v1/check", content=endless(), headers=kind)
    assert code(answer) == (413, "too-large")
    assert answer.headers["connection"] == "close"
    crowded = client(Service(workers=1, held=500))
    assert code(crowded.post("/v1/check", content=b" " * 600, headers=kind)) == (503, "busy")


async def sent(service: Service, *, headers: dict[str, str], wait: float = 0) -> int:
    """The status of a request that says nothing of its length, or whose body does not come."""
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(wait)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    told = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/v1/check", "headers": told, "http_version": "1.1",
             "query_string": b"", "root_path": ""}  # fmt: skip
    await app(service)(scope, receive, send)
    return statuses[0]


def test_a_request_says_how_long_it_is_and_comes_in_time() -> None:
    kind = {"Content-Type": "application/json"}
    assert asyncio.run(sent(OPEN, headers=kind)) == 411
    slow = attrs.evolve(OPEN, patience=0.01)
    assert asyncio.run(sent(slow, headers={**kind, "Content-Length": "5"}, wait=3600)) == 408


def test_who_has_no_token_is_told_nothing(here: None, tmp_path: Path) -> None:
    asked = client(with_token(tmp_path / "tokens"))
    for given in ("", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xe9"):
        answer = asked.post("/v1/check", json={"report": SOUND}, headers={b"Authorization": given.encode("latin-1")})
        assert (code(answer), answer.headers["www-authenticate"]) == ((401, "token"), "Bearer")
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert asked.post("/v1/check", json={"report": SOUND}, headers=right).status_code == 200
    closed = ["/openapi.json", "/metrics", *(one.path.replace("{form}", "y2021") for one in LOOKUPS)]
    assert {path: asked.get(path).status_code for path in closed} == dict.fromkeys(closed, 401)
    assert {asked.get(path, headers=right).status_code for path in closed} == {200}
    assert asked.get("/healthz").json() == {"status": "ok", "version": gikreport.__version__}


def test_tokens_are_compared_whole_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = with_token(tmp_path / "tokens")
    compared: list[bytes] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(one)
        return one == other

    monkeypatch.setattr("hmac.compare_digest", compare)
    assert service.who(f"Bearer {TOKEN}") == "县政府办"
    assert len(compared) == 2, "each token, also behind the one that fits"
    assert TOKEN not in repr(service)
    assert TOKEN.encode() not in [token for _, token in service.tokens]


def test_a_file_that_holds_no_tokens_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    for text, due in (("县 short\n一二三\n", "  第1行：每行写“名称 令牌”，令牌至少 16 个字符"), ("# \n", "  没有令牌")):
        path.write_text(text, "utf-8")
        with pytest.raises(gikreport.Unreadable) as raised:
            gikreport.read_tokens(path)
        assert raised.value.told().splitlines()[:2] == ["tokens 不是令牌文件", due]


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("", "zh"), ("en", "en"), ("en-US,en;q=0.9,zh;q=0.8", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr, en;q=0.2", "en"), ("en;q=0", "zh"), ("en;q=x", "zh"), ("de", "zh"), ("," * 2000 + "en", "zh"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_that_weighs_more(here: None, asked: str, lang: str) -> None:
    answer = client().post("/v1/render", json={"report": UNSOUND}, headers={"Accept-Language": asked})
    said = {"zh": "报告有 1 处问题，不能成文", "en": "1 findings forbid a document"}
    assert answer.json()["error"]["message"] == said[lang]


def test_mounted_in_another_application_it_is_the_same(here: None) -> None:
    outer = TestClient(Starlette(routes=[Mount("/gik", app(OPEN))]))
    assert outer.post("/gik/v1/check", json={"report": SOUND}).status_code == 200
    assert outer.get("/gik/openapi.json").json()["servers"] == [{"url": "/gik"}]
    assert code(outer.get("/gik/nowhere")) == (404, "not-found")


def test_numbers_for_prometheus_name_no_path_that_a_client_sent(here: None) -> None:
    asked = client()
    asked.post("/v1/check", json={"report": SOUND})
    asked.get("/v1/" + "x" * 50)
    text = asked.get("/metrics").text
    assert 'gikreport_requests_total{operation="check",status="200"} 1' in text
    assert 'gikreport_requests_total{operation="other",status="404"} 1' in text
    assert 'gikreport_request_seconds_bucket{operation="check",le="+Inf"} 1' in text
    assert 'gikreport_requests_in_lane{lane="documents"} 0' in text
    assert "xxx" not in text


def test_the_log_holds_no_narrative_and_no_name(here: None, caplog: pytest.LogCaptureFixture) -> None:
    report = {**SOUND, "overview": "张某某的申请"}
    with caplog.at_level(logging.INFO, LOG.name):
        LOG.propagate = True
        form = form_body({"report": ("李某.json", json.dumps(report).encode())})
        client().post("/v1/check", content=form.content, headers={"Content-Type": form.kind})
        client().post("/v1/render", json={"report": {**UNSOUND, "overview": "张某某"}})
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == LOG.name]
    assert [(line["operation"], line["status"], line["code"]) for line in lines] == [
        ("check", 200, "sound"), ("render", 422, "unsound"),
    ]  # fmt: skip
    assert not [word for word in ("张", "李", "自然资源", "report") if word in json.dumps(lines, ensure_ascii=False)]


def test_an_audit_line_tells_who_asked_what_and_how_it_ended(here: None, tmp_path: Path) -> None:
    log = tmp_path / "audit.log"
    asked = client(attrs.evolve(with_token(tmp_path / "tokens"), audit=log))
    right = {"Authorization": f"Bearer {TOKEN}"}
    made = asked.post("/v1/render", json={"report": SOUND}, headers=right)
    asked.post("/v1/render", json={"report": UNSOUND}, headers=right)
    lines = [json.loads(line)["facts"] for line in log.read_text("utf-8").splitlines()]
    assert [(one["who"], one["operation"], one["status"], one["verdict"]) for one in lines] == [
        ("县政府办", "render", 200, "document"), ("县政府办", "render", 422, "unsound"),
    ]  # fmt: skip
    assert lines[0]["given"].startswith(made.headers["etag"].strip('"'))
    assert gikreport.verify_log(log).broken is None
    log.write_bytes(b"torn")
    assert code(asked.post("/v1/render", json={"report": SOUND}, headers=right)) == (503, "busy")


def test_a_fault_of_our_own_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(self: Lanes, *given: object) -> Answer:
        raise RuntimeError("oh")

    monkeypatch.setattr(Lanes, "done", broken)
    answer = client().post("/v1/check", json={"report": SOUND})
    assert code(answer) == (500, "internal")


def test_nothing_is_connected_to_while_requests_are_answered() -> None:
    """Also where a report names addresses: an audit hook sees each connection and look-up of a name."""
    seen: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in work._CALLS:
            seen.append(event)

    sys.addaudithook(hook)
    try:
        for operation in OPERATIONS:
            if operation.example:
                body = Body("application/json", json.dumps(operation.example).encode())
                assert work.done(operation.name, body, False).status == 200
        page = b"<html><img src='http://127.0.0.1:9/x'><body><table><tr><td>1</td></tr></table>"
        work.done("read", form_body({"report": ("a.html", page)}), False)
        assert seen == []
        with pytest.raises(ConnectionRefusedError), socket.socket() as one:
            one.connect(("127.0.0.1", 9))
        assert seen == ["socket.connect"], "the hook sees a connection"
    finally:
        watching = False


def test_of_those_that_wait_the_small_one_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    lane, begun = Lane(1, 9), []

    async def answered(self: Lane, function: Any, args: tuple[str], name: str, limits: Limits) -> None:
        begun.append(args[0])
        await asyncio.sleep(0)

    async def asked() -> None:
        sizes = {"first": 0, "large": 8 * 2**20, "small": 10, "hostile": 400_000, "as small": 10, "gone": 1}
        tasks = {
            name: asyncio.create_task(lane.run(connect, (name,), "", Limits(), size)) for name, size in sizes.items()
        }
        await asyncio.sleep(0)
        tasks["gone"].cancel()
        await asyncio.wait(tasks.values())

    monkeypatch.setattr(Lane, "_answered", answered)
    asyncio.run(asked())
    assert begun == ["first", "small", "as small", "hostile", "large"]
    assert (lane.busy, lane._free, lane._waiting) == (0, 1, [])


@pytest.mark.slow  # starts the workers of two lanes
def test_what_is_not_done_in_its_slice_is_done_by_slower_workers() -> None:
    lanes = Lanes(Service(workers=1, slice=0.001))
    check = next(one for one in OPERATIONS if one.name == "check")
    word = form_body({"report": ("a.docx", gikreport.render(gikreport.read(SOUND), ".docx"))})
    try:
        assert asyncio.run(lanes.done(check, word, True)) == work.done("check", word, False)
        assert (lanes.documents.ended, lanes.slow.ended) == (1, 0)
    finally:
        lanes.end()


@pytest.mark.slow  # starts workers, and lets one run into its limit of time
def test_a_worker_opens_no_connection_is_ended_when_late_and_comes_back() -> None:
    lane = Lane(1, 1)
    little = Limits(seconds=1, waiting=30)

    async def asked() -> None:
        with pytest.raises(PermissionError, match=r"opens no connection: socket\."):
            await lane.run(connect, (), "", Limits(waiting=60))
        with pytest.raises(Exhausted) as raised:
            await lane.run(forever, (), "", little)
        assert raised.value.code == "seconds"
        assert lane.ended == 1
        first, second, third = (asyncio.ensure_future(lane.run(work.ready, (), "", Limits())) for _ in range(3))
        assert await first == await second == "ready"
        with pytest.raises(Refused) as full:
            await third
        assert full.value.code == "full"
        assert lane.busy == 0

    try:
        asyncio.run(asked())
    finally:
        lane.end()


@pytest.mark.slow  # starts the workers of two lanes
def test_requests_are_worked_on_in_processes_and_more_than_wait_are_told_to_come_again() -> None:
    service = Service(workers=1, queue=1)
    with client(service) as asked:
        assert asked.get("/readyz").json()["status"] == "ready"
        made = asked.post("/v1/render", json={"report": SOUND})
        assert made.content == gikreport.render(gikreport.read(SOUND), ".docx")
        form = form_body({"report": ("a.docx", made.content)})
        checked = asked.post("/v1/check", content=form.content, headers={"Content-Type": form.kind})
        assert checked.json()["files"][0]["findings"] == []
