"""排队成文 / A queue: many reports become documents in the background, with progress and a webhook for each.

    huey_consumer examples.service.huey_worker.huey        # the worker
    make_documents(["a.toml", "b.toml"], "out", "http://127.0.0.1:9000/done")

Each file is a result of its own: what is unsound or unreadable is told to the webhook and stops no other.
"""

from __future__ import annotations

import json
import os
import urllib.request
from pathlib import Path
from typing import Any

from huey import SqliteHuey

import gikreport

huey = SqliteHuey(filename=os.environ.get("GIK_QUEUE", "queue.db"), immediate="GIK_IMMEDIATE" in os.environ)


def make_documents(sources: list[str], folder: str, webhook: str) -> list[str]:
    """Queue one task a report; the answer names the tasks, by which their progress is asked for."""
    return [make_document(source, folder, webhook).id for source in sources]


@huey.task(retries=2, retry_delay=30)
def make_document(source: str, folder: str, webhook: str) -> dict[str, Any]:
    """One report: its document, or its findings; told to the webhook."""
    told: dict[str, Any] = {"source": Path(source).name}
    try:
        sound = gikreport.sound(gikreport.read(source, isolated=True))
        told["document"] = gikreport.save(sound, Path(folder) / f"{Path(source).stem}.docx").name
    except gikreport.UnsoundReport as error:
        told["findings"] = [gikreport.finding_data(one) for one in error.findings]
    except gikreport.GikreportError as error:
        told["error"] = error.told()
    body = json.dumps(told, ensure_ascii=False).encode()
    request = urllib.request.Request(webhook, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10):
        return told


def progress(tasks: list[str]) -> tuple[int, int]:
    """How many tasks are done, of how many."""
    return sum(huey.result(one, preserve=True) is not None for one in tasks), len(tasks)
