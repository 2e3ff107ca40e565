"""核对一份文件 / Check a file: everything that is to be said of it, all at once.

A file may be a data file, a Word document, a web page, a workbook, a PDF or text. Warnings do not forbid a document,
errors and open cells do. The file here is the county's report as it was begun: its text stands, its tables do not yet.

Makes: findings.txt
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
reading = gikreport.read(Path(__file__).parent / "county" / "county-2021.toml")
findings = gikreport.check(reading)
told = [gikreport.tell(finding, lang="zh") for finding in findings]
told.append(gikreport.summary(findings, reading.name, lang="zh"))
gikreport.write_whole(out / "findings.txt", "\n\n".join(told).encode())
print("\n\n".join(told))
