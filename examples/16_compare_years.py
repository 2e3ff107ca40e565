"""与上一年比较 / What changed since last year: every cell, and the sentences that were taken over word for word.

Makes: changes.csv
"""

import csv
import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
county = Path(__file__).parent / "county"
last, this = (gikreport.read(county / year / "education.toml") for year in ("2020", "2021"))
difference = gikreport.compare(last, this)
with (out / "changes.csv").open("w", encoding="utf-8-sig", newline="") as file:
    csv.writer(file).writerows((cell.table, cell.label, cell.before, cell.now) for cell in difference.cells)
print(len(difference.cells), "格有变化；正文与上一年相同的占", f"{difference.share:.0%}")
