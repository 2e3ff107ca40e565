"""生成 PDF / Print as PDF/A: many documents in one call of LibreOffice.

With `substitute_fonts` other fonts stand in where the document's own are not installed, and each is told.

Needs: LibreOffice
Makes: linhai-2020.pdf, xiaogang-2021.pdf
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
names = ["linhai-2020", "xiaogang-2021"]
readings = [gikreport.read(Path(__file__).parent / f"{name}.toml") for name in names]
documents = [gikreport.render(reading, ".docx") for reading in readings]
for name, pdf in zip(names, gikreport.to_pdf(documents, substitute_fonts=True), strict=True):
    print(gikreport.write_whole(out / f"{name}.pdf", pdf.data).name)
    print("".join(f"  {font} 由 {other} 代替\n" for font, other in pdf.replaced.items()), end="")
