"""A document proves itself: whatever is changed of it, of its data, its waivers or its manifest is named."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pdfplumber
import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport import FORMS, Inputs, Manifest, Options, Waiver, publish, read_manifest, verify
from gikreport.cli import group
from gikreport.lifecycle.publish import file_names
from gikreport.office.packing import in_order, member, packed
from gikreport.proof.digests import file_digest
from gikreport.proof.manifest import Output
from gikreport.proof.verdict import FindingStated
from gikreport.renderers.printed.pdf import Pdf
from support import ROOT
from support.keys import keys
from support.strategies import reports

DATA: dict[str, Any] = {
    "agency": "某某县水利局", "year": 2024, "signed_on": "2025-01-20",
    "overview": "主动公开文件，依申请公开按时答复，政府信息管理有人审查，平台建设以网站为主，监督保障由办公室负责。",
    "problems": "公开内容还不够细，已补充和核对。", "other_matters": "本年度没有收取信息处理费。",
    "t2": {"licensing": 37}, "t3": {"natural_person": {"received": 2}}, "t4": {},
}  # fmt: skip
CELL = "t3.natural_person.carried_forward"
WAIVER = Waiver(code="T301", place=CELL, values=("2", "0", "2", "0", "0"), reason="年底并入", by="王某", file="a.json")


def text(data: dict[str, Any]) -> bytes:
    return gikreport.encode(data, ".json").encode()


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder with a waiver and its source beside it."""
    place = tmp_path_factory.mktemp("posted")
    (place / "a.json").write_bytes(text(DATA))
    inputs = Inputs(data=place / "a.json", waivers=(WAIVER,))
    publish(inputs.document(), place / "out", name="b", pdf=False, inputs=inputs)
    return place


@pytest.fixture
def folder(posted: Path, tmp_path: Path) -> Path:
    """A copy of it at another place, alone."""
    return Path(shutil.copytree(posted / "out", tmp_path / "elsewhere"))


def told(folder: Path, **given: Any) -> list[str]:
    return [problem.told() for problem in verify(folder, **given).deviations]


def restated(folder: Path, change: Callable[[Manifest], Manifest] = lambda made: made) -> None:
    """The manifest written anew by somebody who can reckon: every digest fits what lies there now."""
    made = read_manifest((folder / "数据" / "manifest.json").read_bytes())
    outputs = tuple(
        Output(**attrs.asdict(file_digest(one.name, (folder / one.name).read_bytes())), derived=one.derived)
        for one in made.outputs
    )
    data = file_digest(made.data.name, (folder / "数据" / made.data.name).read_bytes())
    made = change(attrs.evolve(made, outputs=outputs, data=data))
    (folder / "数据" / "manifest.json").write_bytes(attrs.evolve(made, digest=made.due_digest).encode())


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes], level: int | None = None) -> None:
    """One member of a package changed."""
    with zipfile.ZipFile(path) as package:
        members = {one: package.read(one) for one in package.namelist()}
    before = members[name]
    members[name] = change(before)
    path.write_bytes(packed([member(one, members[one], level) for one in in_order(members)]))


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


def edited(path: Path, old: str, new: str) -> None:
    path.write_bytes(swap(old, new)(path.read_bytes()))


def test_a_published_folder_verifies_alone_and_beside_its_source(posted: Path, folder: Path) -> None:
    found = verify(folder)
    assert (found.deviations, found.exit_code) == ((), 0)
    assert [note.told() for note in found.notes] == ["manifest.json：没有签名：清单和文件可能被一起换掉"]
    assert told(folder, data=posted / "a.json") == []
    made = found.manifest
    assert (made.data.name, made.source and made.source.name, made.waivers) == ("b.json", "a.json", (WAIVER,))
    assert {one.name for one in made.outputs} == set(file_names(folder)) - {"数据/manifest.json"}
    assert [(one.code, one.waived) for one in made.verdict.findings] == [("T301", True)]
    rules = made.verdict.rules
    assert (rules["T301"], rules["T001"], rules["A001"], rules["T501"]) == (
        "waived", "no finding", "not checked", "not applicable",
    )  # fmt: skip


@pytest.mark.slow  # a folder is verified some hundred times
def test_every_changed_byte_of_every_file_is_named(folder: Path) -> None:
    drawn = random.Random(4)
    for path in [folder / name for name in file_names(folder)]:
        whole = path.read_bytes()
        for at in [0, len(whole) - 1, *(drawn.randrange(len(whole)) for _ in range(3))]:
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            try:
                found = told(folder)
            except gikreport.Unreadable as error:  # of the manifest, that is none any more
                found = [error.told()]
            assert any(line.removeprefix("数据/").startswith(path.name) for line in found), (path.name, at, found)
        path.write_bytes(whole)
    assert told(folder) == []


def test_what_is_gone_and_what_is_new_is_named(folder: Path) -> None:
    (folder / "数据" / "b-t2.csv").unlink()
    (folder / "c.docx").write_bytes(b"x")
    assert told(folder) == ["数据/b-t2.csv：没有这个文件", "c.docx：清单中没有这个文件"]


def test_a_changed_digit_of_the_document_is_named_with_its_place_although_every_digest_fits(folder: Path) -> None:
    rewritten(folder / "b.docx", "word/document.xml", swap(">37<", ">38<"))
    said = "b.docx：与清单不符：“行政许可”之后应为“37”，实为“38”"
    assert told(folder)[0] == said
    restated(folder)
    assert told(folder) == ["b.docx：与由数据重新生成的不同：“行政许可”之后应为“37”，实为“38”"]
    english = verify(folder).deviations[0].told("en")
    assert english == "b.docx: not what the data give: after “行政许可” “37” is due, “38” stands there"


def test_a_changed_style_is_named_although_every_digest_fits(folder: Path) -> None:
    rewritten(folder / "b.docx", "word/styles.xml", swap('w:val="32"', 'w:val="30"'))
    restated(folder)
    assert "b.docx：与由数据重新生成的不同：样式不同" in told(folder)


def test_a_changed_line_of_a_table_is_named(folder: Path) -> None:
    lines = (folder / "数据" / "b-t2.csv").read_text("utf-8-sig").splitlines()
    number = next(number for number, line in enumerate(lines, 1) if ",37," in line)
    edited(folder / "数据" / "b-t2.csv", ",37,", ",38,")
    restated(folder)
    [line] = told(folder)
    assert line.startswith(f"数据/b-t2.csv：与由数据重新生成的不同：第{number}行应为“")
    assert "37,件”，实为“" in line


def test_changed_data_are_named_by_what_no_longer_comes_of_them(folder: Path) -> None:
    edited(folder / "数据" / "b.json", '"licensing": 37', '"licensing": 38')
    assert any(line.startswith("数据/b.json：与清单不符：应为 ") for line in told(folder))
    restated(folder)
    assert "b.docx：与由数据重新生成的不同：“行政许可”之后应为“38”，实为“37”" in told(folder)


def test_a_changed_source_is_named(posted: Path, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(text({**DATA, "t2": {"licensing": 38}}))
    lines = told(folder, data=other)
    assert lines[0].startswith("other.json：已改动：清单中 SHA-256 为 ")
    assert "b.docx：与由数据重新生成的不同：“行政许可”之后应为“38”，实为“37”" in lines


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": "李某"}, "b.docx：与由数据重新生成的不同：文件属性（含豁免）不同"),
        ({"reason": "另有原因"}, "b.docx：与由数据重新生成的不同：文件属性（含豁免）不同"),
        ({"values": ("3", "0", "2", "0", "0")}, "b.json：由这些数据不能成文：报告有 1 处问题"),
        ({"file": "c.json"}, "b.json：由这些数据不能成文：报告有 1 处问题"),
    ],
    ids=["by", "reason", "values", "file"],
)
def test_a_changed_waiver_is_named_although_every_digest_fits(folder: Path, change: Any, said: str) -> None:
    restated(folder, lambda made: attrs.evolve(made, waivers=(attrs.evolve(WAIVER, **change),)))
    assert any(line.startswith(said) for line in told(folder)), told(folder)


def test_a_waiver_taken_out_or_put_in_is_named(folder: Path) -> None:
    restated(folder, lambda made: attrs.evolve(made, waivers=()))
    assert "T301" in told(folder)[0]
    spare = attrs.evolve(WAIVER, code="T999")
    restated(folder, lambda made: attrs.evolve(made, waivers=(WAIVER, spare)))
    assert "b.docx：与由数据重新生成的不同：文件属性（含豁免）不同" in told(folder)


def test_a_manifest_changed_in_itself_is_named(folder: Path) -> None:
    for old, new in (
        ("某某县水利局", "某某县水利厅"),
        ('"王某"', '"李某"'),
        ("no finding", "not checked"),
        ("\n}", "\n} "),
    ):
        whole = (folder / "数据" / "manifest.json").read_bytes()
        edited(folder / "数据" / "manifest.json", old, new)
        assert told(folder)[0] == "manifest.json：清单本身有改动：与它自己的摘要不符"
        (folder / "数据" / "manifest.json").write_bytes(whole)


def test_what_a_manifest_says_of_the_report_and_its_verdict_is_looked_at_again(folder: Path) -> None:
    restated(folder, lambda made: attrs.evolve(made, report=attrs.evolve(made.report, year=2023)))
    [line] = told(folder)
    assert line.startswith("report：清单写的是 {")
    restated(folder, lambda made: attrs.evolve(made, report=attrs.evolve(made.report, year=2024)))
    rules = read_manifest((folder / "数据" / "manifest.json").read_bytes()).verdict.rules
    told_less = {**rules, "T301": "no finding"}
    restated(folder, lambda made: attrs.evolve(made, verdict=attrs.evolve(made.verdict, findings=(), rules=told_less)))
    assert told(folder) == [f"T301 {CELL}：清单中没有这个问题", "T301：清单写的是 no finding，现为 waived"]
    made_up = FindingStated(code="P001", place="t3", severity="warning", fingerprint="0", waived=False)
    restated(folder, lambda made: attrs.evolve(made, verdict=attrs.evolve(made.verdict, findings=(made_up,))))
    assert "P001 t3：清单中的这个问题现在没有" in told(folder)


def test_another_packer_is_a_note_and_another_content_is_not(folder: Path) -> None:
    rewritten(folder / "b.docx", "word/styles.xml", lambda content: content, level=9)
    restated(folder)
    assert "b.docx：与由数据重新生成的不同：内容相同，压缩不同" in told(folder)
    older = lambda made: attrs.evolve(made, codec=attrs.evolve(made.codec, version="0.9"))  # noqa: E731
    index = json.loads((folder / "数据" / "index.json").read_bytes())
    word = file_digest("b.docx", (folder / "b.docx").read_bytes())
    for one in (one for one in index["files"] if one["name"] == word.name):
        one |= {"bytes": word.bytes, "sha256": word.sha256}
    (folder / "数据" / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=2) + "\n", "utf-8")
    restated(folder, older)
    assert told(folder) == []
    assert any("清单由 zlib 0.9 压缩" in note.told() for note in verify(folder).notes)
    rewritten(folder / "b.docx", "word/document.xml", swap(">37<", ">38<"), level=9)
    restated(folder, older)
    assert any(line.startswith("b.docx：与由数据重新生成的不同：“行政许可”") for line in told(folder))


def test_another_version_is_named(folder: Path) -> None:
    program = read_manifest((folder / "数据" / "manifest.json").read_bytes()).program
    restated(folder, lambda made: attrs.evolve(made, program=attrs.evolve(program, version="0.0.1")))
    found = verify(folder)
    assert found.deviations == ()
    assert f"gikreport：清单由 0.0.1 生成，本机是 {gikreport.__version__}" in [note.told() for note in found.notes]
    restated(folder, lambda made: attrs.evolve(made, program=attrs.evolve(program, rules="0" * 64)))
    assert any(note.at == "rules" for note in verify(folder).notes)


def test_a_pdf_is_held_against_its_digest_and_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gikreport.proof import deviations, folder

    monkeypatch.setattr(folder, "to_pdf", lambda documents, substitute_fonts: (Pdf(b"%PDF", {}),))
    monkeypatch.setattr(deviations, "compare", lambda document, pdf: None)
    publish(gikreport.read({**DATA, "t3": {}}), tmp_path / "out", name="b")
    found = verify(tmp_path / "out")
    assert found.deviations == ()
    assert "b.pdf：由 LibreOffice 打印：核对摘要和文字，不重新生成" in [note.told() for note in found.notes]

    def lost(document: bytes, pdf: bytes) -> None:
        raise gikreport.CannotRender(gikreport.Words("PDF 的文字与文件不一致", "…"))

    monkeypatch.setattr(deviations, "compare", lost)
    assert told(tmp_path / "out") == ["b.pdf：PDF 的文字与文件不一致"]
    (tmp_path / "out" / "b.pdf").write_bytes(b"%PDG")
    assert told(tmp_path / "out")[0].startswith("b.pdf：与清单不符：应为 4 字节")


def test_last_years_report_and_an_own_template_are_named_where_they_do_not_lie_beside(tmp_path: Path) -> None:
    own, last, data = tmp_path / "own", tmp_path / "last.json", tmp_path / "a.json"
    gikreport.export_template("y2021", own)
    sound = {**DATA, "t3": {}}
    data.write_bytes(text(sound))
    last.write_bytes(text({**sound, "year": 2023}))
    out = tmp_path / "far" / "a.docx"
    out.parent.mkdir()
    args = ["render", data, "-o", out, "--template", own, "--previous", last, "--manifest"]
    ran = CliRunner().invoke(group, list(map(str, args)))
    assert ran.exit_code == 0, ran.output
    given: dict[str, Any] = {}
    for option, path in (("data", data), ("previous", last), ("template", own)):
        name = {"template": "own"}.get(option, path.name)
        assert told(out, **given) == [f"a.json：没有找到 {name}：用 --{option} 指出"]
        given[option] = path
    found = verify(out, **given)
    assert found.deviations == ()
    assert found.manifest.verdict.rules["A001"] == "no finding"
    edited(last, "2023", "2022")
    assert told(out, **given)[0].startswith("last.json：已改动")
    edited(last, "2022", "2023")
    (own / "report.html.jinja").write_text("x", "utf-8")
    assert told(out, **given) == ["own/report.html.jinja：模板与清单不符"]


def test_the_place_of_a_seal_stands_in_the_manifest(tmp_path: Path) -> None:
    sealed = {**DATA, "t3": {}, "signed_on": "2025-01-20", "output": {"seal": True}}
    inputs = Inputs(data=("a.json", text(sealed)))
    made = gikreport.manifest(inputs.document(), {}, inputs)
    assert made.seal is not None
    where = {"keyword": "某某县水利局", "date": "2025-01-20", "diameter_mm": 42}
    nowhere = dict.fromkeys(["bookmark", "page", "x_mm", "y_mm"])
    assert attrs.asdict(made.seal) == where | nowhere
    word = gikreport.render(inputs.document(), ".docx")
    made = gikreport.manifest(inputs.document(), {"a.docx": word}, inputs)
    assert made.seal is not None
    assert attrs.asdict(made.seal) == where | nowhere | {"bookmark": "gikreport_seal"}
    xml = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert re.findall(
        '<w:bookmarkStart w:id="1000000" w:name="gikreport_seal"/>.*?>某某县水利局<.*?<w:bookmarkEnd', xml
    )
    assert gikreport.read(word).signed_by == "某某县水利局"


@pytest.mark.slow  # LibreOffice prints the document, twice
def test_the_page_and_the_millimetres_of_a_seal_are_those_of_the_pdf(tmp_path: Path) -> None:
    data, out = tmp_path / "a.json", tmp_path / "out"
    data.write_bytes(text({**DATA, "t3": {}, "signed_on": "2025-01-20", "output": {"seal": True}}))
    publish(Inputs(data=data).document(), out, options=Options(seal=True, substitute_fonts=True))
    seal = verify(out).manifest.seal
    assert seal is not None
    with pdfplumber.open(next(out.glob("*.pdf"))) as pdf:
        assert seal.page == len(pdf.pages)
        characters = [c for c in pdf.pages[-1].chars if c["text"].strip()][
            -len("某某县水利局2025年1月20日— 1 —".replace(" ", "")) : -3
        ]
    left, right = min(c["x0"] for c in characters), max(c["x1"] for c in characters)
    assert (seal.x_mm, "".join(c["text"] for c in characters[:6])) == (
        round((left + right) / 2 * 25.4 / 72), "某某县水利局",
    )  # fmt: skip
    assert told(out) == []
    edited(out / "数据" / "manifest.json", f'"page": {seal.page}', f'"page": {seal.page + 1}')
    assert any(line.startswith("seal：") for line in told(out))


def test_a_report_with_waivers_is_not_published_without_naming_them(tmp_path: Path) -> None:
    document = Inputs(data=("a.json", text(DATA)), waivers=(WAIVER,)).document()
    with pytest.raises(gikreport.CannotRender, match="清单要写明豁免，请用 inputs 给出"):
        publish(document, tmp_path / "out", pdf=False)
    assert not (tmp_path / "out").exists()


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FORMS).flatmap(reports))
def test_whatever_can_be_published_verifies(tmp_path_factory: pytest.TempPathFactory, report: Any) -> None:
    place = tmp_path_factory.mktemp("any") / "out"
    publish(report, place, pdf=False)
    assert told(place) == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_verifies_with_every_option(path: Path, tmp_path: Path) -> None:
    inputs = Inputs(data=path)
    options = attrs.evolve(inputs.reading.options, seal=True, toc=True, grid="word", site={"PubDate": "2022-01-20"})
    publish(inputs.document(options), tmp_path / "out", pdf=False, inputs=inputs)
    assert told(tmp_path / "out") == []
    assert told(tmp_path / "out", data=path) == []


@pytest.mark.parametrize("algorithm", ["Ed25519", "SM2"])
def test_a_signed_folder_is_verified_with_the_public_key(tmp_path: Path, algorithm: str) -> None:
    keys(tmp_path, algorithm)
    data, out, public = tmp_path / "a.json", tmp_path / "out", str(tmp_path / "public.pem")
    data.write_bytes(text({**DATA, "t3": {}}))
    run = CliRunner().invoke
    args = ["publish", str(data), "-o", str(out), "--no-pdf", "--sign", str(tmp_path / "private.pem")]
    for _ in range(2):  # a signed folder is replaced as any other
        assert run(group, args).exit_code == 0
    said = run(group, ["verify", str(out), "--public-key", public])
    assert (said.exit_code, said.output) == (0, f"{out}：与清单相符；文件 9 个，其中 9 个已由数据重新生成并比对\n")
    assert "没有核对：用 --public-key 给出公钥" in run(group, ["verify", str(out)]).output
    restated(out, lambda made: attrs.evolve(made, report=attrs.evolve(made.report, title="x")))
    said = run(group, ["verify", str(out), "--public-key", public, "--lang", "en"])
    assert said.exit_code == 1
    assert said.output.startswith("manifest.json.sig: the signature does not hold: the manifest was changed after it\n")
    assert said.output.endswith(f"{out}: 2 deviations\n")
    (out / "数据" / "manifest.json.sig").unlink()
    said = run(group, ["verify", str(out), "--public-key", public])
    assert said.output.startswith("manifest.json.sig：没有签名\n")


def test_a_manifest_is_read_strictly(folder: Path) -> None:
    data = json.loads((folder / "数据" / "manifest.json").read_bytes())
    data["report"]["year"] = "2024"
    data["outputs"][0]["derived"] = 1
    data["more"] = None
    del data["codec"]
    with pytest.raises(gikreport.Unreadable) as raised:
        read_manifest(json.dumps(data).encode())
    assert raised.value.told() == (
        "manifest.json 不是gikreport 的清单\n  more：不认识的键\n  report.year：应为整数，实为 '2024'\n"
        "  codec：缺少这一项\n  outputs[1].derived：应为true 或 false，实为 1"
    )
    for content in (b"", b"[]", b"{", b'{"kind": 1, "kind": 2}', b"[" * 100_000, b"\xff"):
        with pytest.raises(gikreport.Unreadable):
            read_manifest(content)


@pytest.mark.parametrize("name", ["../a.json", "/etc/passwd", "..", "a\\b", "", "数据/../a", "数据/", "a/b"])
def test_a_manifest_leads_nowhere_else(folder: Path, name: str) -> None:
    made = read_manifest((folder / "数据" / "manifest.json").read_bytes())
    outputs = (attrs.evolve(made.outputs[0], name=name), *made.outputs[1:])
    (folder / "数据" / "manifest.json").write_bytes(attrs.evolve(made, outputs=outputs).encode())
    with pytest.raises(gikreport.Unreadable, match="清单中的文件名不对"):
        verify(folder)


def test_the_command_says_what_it_found(folder: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    said = run(group, ["verify", str(folder), "--format", "json"])
    assert json.loads(said.output)["deviations"] == []
    (folder / "数据" / "b-t4.csv").unlink()
    said = run(group, ["verify", str(folder)])
    assert (said.exit_code, said.output) == (
        1,
        f"数据/b-t4.csv：没有这个文件\n说明：manifest.json：没有签名：清单和文件可能被一起换掉\n{folder}：1 处不符\n",
    )  # fmt: skip
    said = run(group, ["verify", str(tmp_path)])
    assert (said.exit_code, said.output) == (3, f"打不开 {tmp_path / '数据' / 'manifest.json'}：没有这个文件\n")
    said = run(group, ["render", "-", "-o", str(tmp_path / "a.docx"), "--manifest"], input="{}")
    assert said.exit_code == 2


def test_the_page_names_every_key_of_a_manifest_and_every_status() -> None:
    page = (ROOT / "docs" / "proof.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in row.split("`")[1::2]]
    assert named == [field.name for field in attrs.fields(Manifest)]
    assert all(
        f"`{status}`" in page for status in ("no finding", "partly checked", "waived", "not checked", "not applicable")
    )
