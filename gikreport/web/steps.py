"""The steps of the clerk's road, in their order."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Step:
    """One step: its name, its words."""

    name: str
    words: str


STEPS: Final = (
    Step("start", "开始"), Step("last", "去年"), Step("ledger", "台账"), Step("tables", "填表"), Step("text", "正文"),
    Step("check", "核对"), Step("finish", "成文"),
)  # fmt: skip
