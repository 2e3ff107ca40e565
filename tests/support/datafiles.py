"""Data files to read and to spoil."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from support import ROOT

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
SMALL: dict[str, Any] = {
    "agency": "某局",
    "year": 2021,
    "t2": {"fees": Decimal("0.5")},
    "t3": {"natural_person": {"received": 1, "outcomes": {"disclosed": 1}}},
    "t4": {},
}

# What a report of 2023 says beside its tables; nothing is amiss with it.
SAID: dict[str, Any] = {
    "overview": "主动公开政府信息，依申请公开按时办理；逐件审查公开属性；在网站设专栏；每半年培训一次，"
    "列入年度考核，评议结果为满意，没有追究责任的情形。",
    "problems": "存在的主要问题是更新不够及时，已为各科室明确报送时限。",
    "other_matters": "本年度没有收取信息处理费。",
    "signed_on": "2024-01-12",
}


def file_of(text: str, suffix: str) -> io.BytesIO:
    """A file object of this kind, as an upload would be."""
    file = io.BytesIO(text.encode())
    file.name = f"data{suffix}"
    return file
