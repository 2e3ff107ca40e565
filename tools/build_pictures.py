"""Make the pictures of README and docs from the examples: `python tools/build_pictures.py`.

It needs LibreOffice, poppler and the fonts of `make fonts`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import gikreport  # noqa: E402
from support import office  # noqa: E402

IMAGES = ROOT / "docs" / "img"
# A picture: the example it comes from, its pages from left to right.
PICTURES = {
    "page-1": ("xiaogang-2021", (1,)),
    "table-3": ("xiaogang-2021", (3,)),
    "y2021": ("xiaogang-2021", (2, 3)),
    "y2019": ("linhai-2020", (2, 3)),
    "y2014": ("anhe-2015", (1, 3)),
    "y2008": ("qingxi-2010", (1,)),
}
DPI = 80
SHADES = 16
GAP = 6


def main() -> None:
    """Write every picture to docs/img, or to the folder that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    examples = sorted({example for example, _ in PICTURES.values()})
    documents = [gikreport.render(gikreport.read(ROOT / "examples" / f"{name}.toml"), ".docx") for name in examples]
    with tempfile.TemporaryDirectory() as work:
        pdfs = dict(zip(examples, office.to_pdf(documents, Path(work)), strict=True))
        for name, (example, pages) in PICTURES.items():
            target = folder / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            _side_by_side([_page(pdfs[example], page) for page in pages]).save(target, optimize=True)
            print(target)


def _page(pdf: Path, number: int) -> Image.Image:
    """One page in shades of grey."""
    stem = pdf.with_name(f"{pdf.stem}-{number}")
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run([*command, pdf, stem], check=True, timeout=120)
    return Image.open(stem.with_suffix(".png")).convert("L")


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    """The pages on a grey ground, in few shades, which keeps the file small."""
    width, height = pages[0].size
    sheet = Image.new("L", ((width + GAP) * len(pages) + GAP, height + 2 * GAP), 200)
    for number, page in enumerate(pages):
        sheet.paste(page, (GAP + number * (width + GAP), GAP))
    return sheet.quantize(SHADES)


if __name__ == "__main__":
    main()
