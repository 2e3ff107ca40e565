"""What a published report states, and how well it was read."""

from __future__ import annotations

from datetime import date

from gikreport.checking.subject import stated
from gikreport.model.cell import Cell
from gikreport.model.outline import CellPath
from gikreport.model.prose import Prose
from gikreport.model.reading import Reading
from gikreport.sources import read
from support.published import real as published

PROSE = {
    "preface": "本报告依照条例编制。统计期限为当年1月1日至12月31日。",
    "overview": "本机关按照条例开展工作。\n（一）主动公开。公开了各类信息。\n（二）依申请公开。按期答复。",
    "proactive": "主动公开的数据如下。",
    "problems": "存在的主要问题：一是不够及时。\n一、改进情况。加强培训。",
    "other_matters": "没有其他需要报告的事项。",
}


def real(year: int) -> Reading:
    """A real report's figures, with words of our own."""
    return stated(read({**published(f"suqian{year}", year), **PROSE, "signed_on": date(year + 1, 1, 20)}).report)


def score(due: Reading, got: Reading) -> tuple[int, list[CellPath], list[CellPath]]:
    """Cells read right, cells wrong, cells unread."""
    told: dict[CellPath, Cell] = dict(got.cells)
    wrong = [path for path, cell in due.cells.items() if path in told and told[path].value != cell.value]
    unread = [path for path in due.cells if path not in told]
    wrong += [path for path in told if path not in due.cells]
    return len(due.cells) - len(wrong) - len(unread), wrong, unread


PLAIN = {
    "overview": Prose.of("按照条例开展工作。\n（一）主动公开。公开了信息。"),
    "proactive": Prose.of("情况如下。"),
    "other_matters": Prose.of("没有其他事项要说。"),
}
