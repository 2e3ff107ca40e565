"""一份数据，各种格式 / One report in every format: the document, the page, the workbook, data; and PDF.

The suffix says which. PDF needs LibreOffice (see 07_pdf.py); everything else is made by the package itself.

Makes: report.docx, report.html, report.xlsx, report.json, report.yaml
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
document = gikreport.sound(gikreport.read(Path(__file__).parent / "xiaogang-2021.toml"))
for suffix in (".docx", ".html", ".xlsx", ".json", ".yaml"):
    print(gikreport.save(document, out / f"report{suffix}").name)
