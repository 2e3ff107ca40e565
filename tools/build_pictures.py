"""Make the pictures of README and docs from the examples: `python tools/build_pictures.py`.

It needs LibreOffice, poppler and the fonts of `make fonts`.
"""

import datetime
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import gikreport  # noqa: E402
from gikreport.office.libreoffice import program  # noqa: E402
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
        for name, workbook in _workbooks().items():
            _first_sheet(workbook, Path(work)).save(folder / f"{name}.png", optimize=True)
            print(folder / f"{name}.png")


def _workbooks() -> dict[str, bytes]:
    """What the example of a town's register gives: its words to decide, its statistics."""
    town = ROOT / "examples" / "register" / "town.xlsx"
    decided = {"outcomes": {"已答复": "予以公开", "撤回": "3.其他", "咨询": "不计入"}}
    counted = gikreport.count_register(
        town, mapping=decided, agency="清溪县枫林乡人民政府", year=2021, today=datetime.date(2022, 1, 10), channels=True
    )
    asked = gikreport.ask_register(town, year=2021).workbook()
    return {"register-words": asked, "register-statistics": counted.statistics()}


def _first_sheet(workbook: bytes, work: Path) -> Image.Image:
    """The first page of a workbook, in few colours and without its margins."""
    (work / "book.xlsx").write_bytes(workbook)
    soffice = program()
    assert soffice is not None
    command = [soffice, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", work, work / "book.xlsx"], check=True, timeout=120, stdout=subprocess.DEVNULL)
    drawn: list[str | Path] = [
        "pdftoppm",
        "-r",
        str(DPI),
        "-png",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        work / "book.pdf",
        work / "book",
    ]
    subprocess.run(drawn, check=True, timeout=120)
    page = Image.open(work / "book.png").convert("RGB")
    left, top, right, bottom = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (
        0,
        0,
        1,
        1,
    )
    return page.crop((left - GAP, top - GAP, right + GAP, bottom + GAP)).quantize(2 * SHADES)


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
