"""本单位的模板 / An office's own template: exported, edited in Word or WPS, looked over, and used.

Makes: template/report.docx, template/report.html.jinja, own.docx
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
folder = out / "template"
if not folder.exists():  # what the office has edited is never written over
    gikreport.export_template("y2021", folder)
for fault in gikreport.lint_template(folder / "report.docx"):
    print(fault.words.zh)
reading = gikreport.read(Path(__file__).parent / "xiaogang-2021.toml")
print(gikreport.save(reading, out / "own.docx", template=folder).name)
