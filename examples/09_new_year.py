"""新的一年 / Next year's report, begun from this one: carried figures filled in, everything else 待填.

The clerk fills in the workbook in Excel or WPS; the data file holds the same.

Makes: 2022.xlsx, 2022.toml
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
last = gikreport.read(Path(__file__).parent / "xiaogang-2021.toml")
begun = gikreport.new(previous=last)
for suffix in (".xlsx", ".toml"):
    print(gikreport.save(begun, out / f"{begun.year}{suffix}").name)
