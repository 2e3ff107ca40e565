"""The examples beside the service: a field of a Django model, a queue with webhooks, an application that mounts it."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from starlette.testclient import TestClient

import gikreport
from support import ROOT
from support.postgres import postgres_folder
from support.scripts import program
from support.service import SOUND, UNSOUND

DJANGO = """
import sys
sys.path[:0] = [sys.argv[1]]
import django, gikreport, json
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "gik",
                              "HOST": sys.argv[2]}}, USE_TZ=True)
django.setup()
from django.core.exceptions import ValidationError
from django.db import connection, models
from django_field import ReportField

class Filed(models.Model):
    report = ReportField()
    class Meta:
        app_label = "filed"

with connection.schema_editor() as editor:
    editor.create_model(Filed)
base = json.loads(sys.argv[3])
readings = []
for number in range(505):
    money = {"t2": {"fees": f"{number}.{number % 100:02}"}, "t4": {"reconsideration": {"upheld": number}}}
    readings.append(gikreport.read({**base, **money, "agency": f"某县第{number}局", "overview": "一“、二\\n三"}))
Filed.objects.bulk_create(Filed(report=one) for one in readings)
kept = [one.report for one in Filed.objects.order_by("id")]
assert kept == readings
assert all(gikreport.render(a, ".docx") == gikreport.render(b, ".docx") for a, b in list(zip(kept, readings))[::50])
assert Filed.objects.get(report__agency="某县第7局").report.amount(("t4", "reconsideration", "upheld")) == 7
wrong = Filed(report=gikreport.read({**base, "t3": {"natural_person": {"received": 2}}}))
try:
    wrong.full_clean()
except ValidationError as error:
    assert "T301" in str(error)
else:
    raise AssertionError("what is unsound was kept")
print(len(kept))
"""


@pytest.mark.database
@pytest.mark.slow  # a PostgreSQL server, and 505 reports
def test_reports_come_out_of_django_as_they_went_in() -> None:
    with postgres_folder() as folder:
        command = [sys.executable, "-c", DJANGO, str(ROOT / "examples" / "service"), folder, json.dumps(SOUND)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout) == (0, "505\n"), done.stderr


class Hook(http.server.BaseHTTPRequestHandler):
    """Takes what a webhook is told."""

    told: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        self.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def webhook() -> Iterator[str]:
    """The address of a webhook."""
    Hook.told = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/done"
        server.shutdown()
        thread.join()


def test_a_queue_makes_documents_and_tells_each(webhook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "GIK_IMMEDIATE", "1")
    monkeypatch.setitem(os.environ, "GIK_QUEUE", str(tmp_path / "queue.db"))
    worker = program("examples/service/huey_worker.py")
    for name, data in {"good": SOUND, "bad": UNSOUND, "none": {"agency": 1}}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    sources = [str(tmp_path / f"{name}.json") for name in ("good", "bad", "none", "lost")]
    tasks = worker.make_documents(sources, str(tmp_path), webhook)
    assert worker.progress(tasks) == (4, 4)
    good, bad, none, lost = Hook.told
    assert good == {"source": "good.json", "document": "good.docx"}
    assert [one["code"] for one in bad["findings"]] == ["T301"]
    assert none["error"].startswith("none.json 有")
    assert lost["error"].startswith("打不开 ")
    assert (tmp_path / "good.docx").read_bytes() == gikreport.render(gikreport.read(SOUND), ".docx")


def test_the_example_mounts_the_service_in_an_application() -> None:
    mounted = TestClient(program("examples/server.py").application)
    assert mounted.get("/gikreport/healthz").json()["status"] == "ok"
    assert "/v1/check" in mounted.get("/gikreport/openapi.json").json()["paths"]


@pytest.mark.parametrize("page", ["service.md", "service.zh.md"])
def test_the_page_shows_the_example_that_mounts_the_service(page: str) -> None:
    code = (ROOT / "examples" / "server.py").read_text("utf-8")
    assert len(code.splitlines()) <= 10
    assert code.partition('"""\n\n')[2] in (ROOT / "docs" / page).read_text("utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "service").glob("*.py")), ids=lambda path: path.name)
def test_an_example_is_read_at_a_glance(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 60
