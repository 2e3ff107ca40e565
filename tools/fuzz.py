"""Fuzzing with coverage: each door of the package is given what atheris makes of small files, for so many seconds.

    python tools/fuzz.py [--seconds 600] [--jobs 2] [--only docx,pdf] [--found build/fuzz] [--keep]

It begins with the files of tests/data/fuzz/TARGET and the hostile kinds at 300 bytes. Anything raised but an error of
the package, an input that takes more than ten seconds, and 1.5 GB are faults: the input is left in the folder of
--found, and the exit code is 1. An input is tried again by `--only TARGET --again FILE`. --keep puts what covers more
into tests/data/fuzz, as far as 12 KB a target reach.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import itertools
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

CORPUS = ROOT / "tests" / "data" / "fuzz"
LONGEST, SLOWEST, MEMORY, KEPT = 6000, 10, 1500, 12_000
SEED = 300  # bytes of a hostile kind
EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"


def named(data: bytes, name: str) -> io.BytesIO:
    """Bytes as a file with a name."""
    file = io.BytesIO(data)
    file.name = name
    return file


def put(package: bytes, member: str, content: bytes) -> bytes:
    """A package with another content in a member of it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as there, zipfile.ZipFile(made, "w") as target:
        for name in there.namelist():
            target.writestr(name, content if name == member else there.read(name))
    return made.getvalue()


def taken(package: bytes, member: str) -> bytes:
    """A member of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as there:
        return there.read(member)


def targets() -> dict[str, tuple[Callable[[bytes], object], Callable[[], list[bytes]], tuple[str, ...]]]:
    """Each target: what it does with bytes, files to begin with, and the hostile kinds that belong to it."""
    import gikreport
    from gikreport.readers.formats import legacy

    legacy.program = lambda: None  # LibreOffice is not ours to fuzz
    word = gikreport.render(gikreport.load(EXAMPLE), ".docx")
    book = gikreport.render(gikreport.load(EXAMPLE), ".xlsx")
    page = gikreport.render(gikreport.load(EXAMPLE), ".html")
    main, sheet, styles = "word/document.xml", "xl/worksheets/sheet1.xml", "word/styles.xml"
    ledger = "编号,申请人类型,收到日期,办结日期,办理结果\n1,自然人,2021-01-02,2021-02-03,予以公开\n".encode()

    def judged(source: io.BytesIO) -> object:
        reading = gikreport.read(source)
        found = gikreport.check(reading)
        gikreport.reading_data(reading, found)
        return [gikreport.tell(one) for one in found], [one.data for one in gikreport.claims(reading)]

    def register(data: bytes, suffix: str) -> object:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(data)
            file.flush()
            day = datetime.date(2022, 1, 1)
            return gikreport.count_register(file.name, year=2021, agency="某局", today=day, late=True)

    def annotate(data: bytes) -> object:
        document = put(word, main, data)
        reading = gikreport.read(document)
        return gikreport.annotated(document, gikreport.check(reading))

    text = gikreport.encode(gikreport.read(EXAMPLE), ".json").encode()
    return {
        "docx": (lambda data: judged(named(put(word, main, data), "a.docx")), lambda: [taken(word, main)], ("docx",)),
        "package": (lambda data: judged(named(data, "a.docx")), lambda: [put(word, main, b"<a/>")[:3000]], ()),
        "xlsx": (lambda data: judged(named(put(book, sheet, data), "a.xlsx")), lambda: [taken(book, sheet)], ()),
        "html": (lambda data: judged(named(data, "a.html")), lambda: [page], ("html",)),
        "pdf": (lambda data: judged(named(data, "a.pdf")), list, ("pdf",)),
        "text": (lambda data: judged(named(data, "a.txt")), list, ("txt",)),
        "json": (lambda data: judged(named(data, "a.json")), lambda: [text], ("json",)),
        "toml": (lambda data: judged(named(data, "a.toml")), lambda: [EXAMPLE.read_bytes()], ("toml",)),
        "yaml": (lambda data: judged(named(data, "a.yaml")), lambda: [text], ("yaml",)),
        "layout": (lambda data: gikreport.check_layout(put(word, styles, data)), lambda: [taken(word, styles)], ()),
        "annotate": (annotate, lambda: [taken(word, main)], ()),
        "template": (
            lambda data: gikreport.lint_template(put(word, main, data)), lambda: [taken(word, main)], (),
        ),
        "register": (lambda data: register(data, ".csv"), lambda: [ledger], ("register-csv",)),
    }  # fmt: skip


NAMES = (
    "docx", "package", "xlsx", "html", "pdf", "text", "json", "toml", "yaml", "layout", "annotate", "template",
    "register",
)  # fmt: skip


def seeds(name: str) -> Iterator[bytes]:
    """What a target begins with, beside its corpus."""
    from support.hostile import KINDS

    _, own, kinds = targets()[name]
    for data in own():
        yield from (data[at : at + LONGEST] for at in range(0, min(len(data), 4 * LONGEST), LONGEST))
    for kind in KINDS:
        if kinds and kind.name.startswith(kinds):
            made = kind.make(SEED)
            if name == "docx":
                with contextlib.suppress(Exception):
                    made = taken(made, "word/document.xml")
            yield made[:LONGEST]


def fuzz(name: str, arguments: Sequence[str]) -> None:
    """One target in this process, as libFuzzer is told by its arguments; it does not return."""
    import atheris

    with atheris.instrument_imports(include=["gikreport"]):
        import gikreport

        action = targets()[name][0]
        with contextlib.suppress(gikreport.GikreportError):
            action(next(seeds(name), b""))  # what is imported when it is first used is looked at too

    def once(data: bytes) -> None:
        with contextlib.suppress(gikreport.GikreportError):
            action(data)

    atheris.Setup([sys.argv[0], *arguments], once)
    atheris.Fuzz()


def run(name: str, seconds: int, found: Path, keep: bool) -> tuple[str, str, int]:
    """One target in a process of its own: its name, the last words of libFuzzer, its exit code."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as room:
        corpus = Path(room) / "corpus"
        shutil.copytree(CORPUS / name, corpus) if (CORPUS / name).is_dir() else corpus.mkdir()
        for number, data in enumerate(seeds(name)):
            (corpus / f"seed-{number}").write_bytes(data)
        prefix = f"{found.resolve()}/{name}-"
        options = [
            f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}",
            f"-artifact_prefix={prefix}", "-print_final_stats=1", "-verbosity=1",
        ]  # fmt: skip
        command = [sys.executable, str(Path(__file__).resolve()), "--target", name, "--", *options, str(corpus)]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True, errors="replace"
        )
        (found / f"{name}.log").write_text(done.stdout, "utf-8", "replace")
        if keep:
            _keep(name, corpus)
    executed = [line.split()[-1] for line in done.stdout.splitlines() if "number_of_executed_units" in line]
    covers = [line.split("cov:")[1].split()[0] for line in done.stdout.splitlines() if " cov: " in line]
    return name, f"{(executed or ['?'])[-1]} inputs, {(covers or ['?'])[-1]} edges", done.returncode


def _keep(name: str, corpus: Path) -> None:
    """Of what libFuzzer kept as covering more, the smallest, as far as the room for a target reaches."""
    made = sorted(
        (path for path in corpus.iterdir() if not path.name.startswith("seed-")), key=lambda p: p.stat().st_size
    )
    sizes = itertools.accumulate(path.stat().st_size for path in made)
    folder = CORPUS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, reached in zip(made, sizes, strict=True):
        if reached <= KEPT:
            shutil.copy(path, folder / path.name[:16])


def main() -> None:
    """Fuzz every target, a few at a time, and tell how each ended."""
    parser = argparse.ArgumentParser(description="Fuzzing with coverage.")
    parser.add_argument("--seconds", type=int, default=600, help="of the processor, of all targets together")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default=",".join(NAMES))
    parser.add_argument("--found", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--again", type=Path, help="give one file to the target named by --only")
    parser.add_argument("--target", help=argparse.SUPPRESS)
    parser.add_argument("options", nargs="*", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.target:
        fuzz(asked.target, asked.options)
    if asked.again:
        print(targets()[asked.only][0](asked.again.read_bytes()))
        return
    names = asked.only.split(",")
    asked.found.mkdir(parents=True, exist_ok=True)
    each = max(1, asked.seconds // len(names))
    with ThreadPoolExecutor(asked.jobs) as threads:
        ends = list(threads.map(lambda name: run(name, each, asked.found, asked.keep), names))
    for name, said, code in ends:
        print(f"{name}: {said}, {'no fault' if code == 0 else f'FAULT (exit {code}), see {asked.found}'}")
    print(f"{sum(code == 0 for *_, code in ends)} passed, {sum(code != 0 for *_, code in ends)} failed")
    sys.exit(any(code for *_, code in ends))


if __name__ == "__main__":
    main()
