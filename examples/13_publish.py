"""公布 / One report as a folder to post: document, page, tables, data and an index with the SHA-256 of each file.

Leave out `pdf=False` where LibreOffice is installed, and the PDF is made too.

Makes: post/说明.txt, post/xiaogang.docx, post/xiaogang.html, post/数据/xiaogang.json, post/数据/index.json
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
reading = gikreport.read(Path(__file__).parent / "xiaogang-2021.toml")
options = gikreport.Options(charts=True)
published = gikreport.publish(reading, out / "post", name="xiaogang", options=options, pdf=False)
print("\n".join(published.files))
