"""读一份 Word 文件 / Read a Word document: every cell with what is printed in it, as data that can be edited.

The document is made here first; any published report of an office can take its place.

Makes: published.docx, read.toml
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
gikreport.save(gikreport.read(Path(__file__).parent / "xiaogang-2021.toml"), out / "published.docx")
reading = gikreport.read(out / "published.docx")
cell = reading.cells["t3", "natural_person", "received"]
print(reading.agency, reading.year, "自然人 本年新收：", cell.text)
for remark in reading.remarks:
    print(remark)
gikreport.save(reading, out / "read.toml")
