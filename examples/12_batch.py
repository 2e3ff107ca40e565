"""批量 / A folder of reports at once: each sound one becomes a document, and a summary tells what became of each.

A report that is wrong does not stop the others; `resume=True` passes over what is done and unchanged.

Makes: batch/fenglin.docx, batch/summary.json, batch/summary.xlsx
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
folder = Path(__file__).parent / "county" / "2020"
for result in sorted(gikreport.batch(folder, out / "batch"), key=lambda one: one.name):
    print(result.name, result.status)
