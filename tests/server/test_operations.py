"""What each operation answers: what its example promises, and what the command and the library say likewise."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import gikreport
from gikreport.cli import group
from gikreport.server.answers import Answer
from gikreport.server.bodies import Body, Elsewhere, Pace
from gikreport.server.openapi import description
from gikreport.server.operations import OPERATIONS, Operation
from gikreport.server.work import done
from support import ROOT
from support.service import MARK, SOUND, UNSOUND, form_body, json_body

XIAOGANG = (ROOT / "examples" / "xiaogang-2021.toml").read_bytes()
DOCX = gikreport.render(gikreport.read(SOUND), ".docx")
RTF = b"{\\rtf1 " + b"x" * 200 + b"}"


def answer(name: str, body: Body, office: bool = False, pace: Pace = Pace.QUICK) -> Answer:
    return done(name, body, office, pace)


def told(made: Answer) -> Any:
    return json.loads(made.content)


Fault = tuple[int, str, str, list[tuple[str, str]]]


def fault(made: Answer) -> Fault:
    """The status of an error, its code, its message, and each problem with its place."""
    error = told(made)["error"]
    return made.status, error["code"], error["message"], [(one["at"], one["message"]) for one in error["problems"]]


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.example], ids=lambda one: one.name)
def test_the_example_of_the_description_is_answered_as_it_promises(operation: Operation) -> None:
    made = answer(operation.name, json_body(operation.example))
    assert made.status == 200, made.content
    assert made.kind in operation.answers
    shape = operation.answers[made.kind]
    if shape:
        schemas = {"$ref": f"#/components/schemas/{shape}", "components": description()["components"]}
        Draft202012Validator(schemas).validate(told(made))
    assert made.etag == answer(operation.name, json_body(operation.example)).etag


def test_a_check_says_what_the_command_says(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(DOCX)
    for name, content in {"报告.docx": DOCX, "数据.json": json.dumps(UNSOUND).encode(), "x.toml": XIAOGANG}.items():
        (tmp_path / name).write_bytes(content)
        said = CliRunner().invoke(group, ["check", str(tmp_path / name), "--format", "json"]).stdout
        due = json.loads(said)
        due["files"][0]["file"] = name  # the command names the path that it was given
        made = told(answer("check", form_body({"report": (name, content)})))
        assert made == due
        Draft202012Validator(gikreport.findings_schema()).validate(made)


def test_documents_are_those_of_the_library() -> None:
    for ending in ("docx", "html", "xlsx", "json", "toml"):
        made = answer("render", form_body({"report": ("a.toml", XIAOGANG), "format": ending}))
        assert made.content == gikreport.render(gikreport.sound(gikreport.read(XIAOGANG)), f".{ending}"), ending
    draft = answer("draft", json_body({"report": UNSOUND, "format": "html"}))
    assert draft.content == gikreport.render(gikreport.draft(gikreport.read(UNSOUND)), ".html")
    options: dict[str, Any] = {"toc": True, "seal": True}
    made = answer("render", json_body({"report": SOUND, "options": options}))
    sound = gikreport.sound(gikreport.read(SOUND), options=gikreport.Options(**options))
    assert made.content == gikreport.render(sound, ".docx")


def test_a_file_is_named_in_two_ways() -> None:
    made = answer("render", json_body({"report": {**SOUND, "title": ['某县"局"', "2024年报告"]}}))
    assert made.headers["Content-Disposition"] == (
        'attachment; filename="report.docx"; '
        "filename*=UTF-8''%E6%9F%90%E5%8E%BF-%E5%B1%80-2024%E5%B9%B4%E6%8A%A5%E5%91%8A.docx"
    )


def test_what_is_not_sound_becomes_no_document() -> None:
    for name in ("render", "publish"):
        made = answer(name, json_body({"report": UNSOUND}, "en"))
        assert fault(made)[:3] == (422, "unsound", "1 findings forbid a document")
        (finding,) = told(made)["findings"]
        assert (finding["code"], finding["at"]["path"], finding["expected"]) == (
            "T301", "t3.natural_person.carried_forward", 2,
        )  # fmt: skip
    assert answer("convert", json_body({"report": UNSOUND, "format": "docx"})).status == 422


def test_everything_that_is_wrong_with_a_request_is_told_at_once() -> None:
    made = answer("render", json_body({"reprt": 1, "format": "odt", "options": [], "libreoffice": 1, "previous": "x"}))
    assert fault(made) == (
        400, "bad-request", "请求写得不对",
        [
            ("reprt", "没有这个字段"),
            ("report", "必须给出"),
            ("format", "应为 docx、html、pdf、json、toml、yaml、xlsx 之一"),
            ("previous", "应为一份报告的数据或文件"),
            ("options", "应为版式选项，只能用 JSON 给出"),
            ("libreoffice", "应为 true 或 false"),
        ],
    )  # fmt: skip
    form: dict[str, Any] = {
        "register": ("a.csv", b"x"),
        "agency": "某局",
        "year": "２０２４",
        "late": "yes",
        "today": "2024-13-01",
    }
    assert fault(answer("register", form_body(form, "en")))[3] == [
        ("year", "takes a whole number"),
        ("today", "takes a date such as 2024-01-05"),
        ("late", "takes true or false"),
    ]
    unknown = answer("render", json_body({"report": SOUND, "options": {"colour": 1}}))
    assert (unknown.status, fault(unknown)[3][0][0]) == (400, "options")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad-request"),
        (b"[1]", "bad-request"),
        (b"{", "unreadable"),
        (b'{"report": {}, "report": {}}', "unreadable"),
        (b'{"report": {"agency": "\\ud800", "year": 2024}}', "unreadable"),
        (b'{"report": ' + b"[" * 5000, "unreadable"),
    ],
)
def test_what_is_no_request_is_refused_in_words(content: bytes, code: str) -> None:
    for kind in ("application/json", f"multipart/form-data; boundary={MARK}"):
        made = answer("check", Body(kind, content))
        assert made.status == 400
        if kind == "application/json" and content:
            assert fault(made)[1] == code


def test_a_form_that_is_cut_short_is_no_form() -> None:
    whole = form_body({"report": ("a.json", json.dumps(SOUND).encode())})
    for size in (0, 40, len(whole.content) - 8):
        made = answer("check", Body(whole.kind, whole.content[:size]))
        assert fault(made)[3] == [("", "表单（multipart）不完整")]
    assert fault(answer("check", Body("multipart/form-data", whole.content)))[1] == "bad-request"
    many = form_body({"report": [b"x"] * 3000})
    assert fault(answer("check", many))[:2] == (413, "too-large")


@pytest.mark.parametrize(
    "stated",
    [
        b'filename="%s"' % "报告.toml".encode(),
        b'filename="%s"' % "报告.toml".encode("gbk"),
        'filename="C:\\目录\\报告.toml"'.encode(),
        b"filename*=UTF-8''%E6%8A%A5%E5%91%8A.toml",
        b"filename=\"=?utf-8?B?5oql5ZGKLnRvbWw=?=\"; filename*=utf-8''%E6%8A%A5%E5%91%8A.toml",
        b'filename="=?UTF-8?B?5oql5ZGKLnRvbWw=?="',
    ],
    ids=["utf-8", "gbk", "folder", "rfc8187", "dotnet", "rfc2047"],
)
def test_the_name_of_a_file_is_read_as_clients_write_it(stated: bytes) -> None:
    head = f"--{MARK}\r\nContent-Disposition: form-data; name=report; ".encode() + stated
    made = answer("check", Body(f"multipart/form-data; boundary={MARK}", head + f"\r\n\r\n=\r\n--{MARK}--".encode()))
    assert fault(made)[2] == "报告.toml 读不出来"


def test_libreoffice_is_for_those_who_ask_where_it_is_allowed() -> None:
    not_offered: Fault = (415, "office-not-allowed", "这要用 LibreOffice，本服务没有开放", [])
    not_asked: Fault = (415, "office-not-allowed", "这要用 LibreOffice；请求中写 libreoffice=true 才会启动它", [])
    old = form_body({"report": ("a.rtf", RTF)})
    asked = form_body({"report": ("a.rtf", RTF), "libreoffice": "true"})
    pdf = json_body({"report": SOUND, "format": "pdf"})
    assert [fault(answer("check", body)) for body in (old, asked)] == [not_offered] * 2
    assert fault(answer("check", old, office=True)) == not_asked
    assert [fault(answer("render", pdf, office=on)) for on in (False, True)] == [not_offered, not_asked]


@pytest.mark.layout
def test_work_for_libreoffice_goes_into_the_lane_for_long_work() -> None:
    for pace in (Pace.QUICK, Pace.SLOW):
        with pytest.raises(Elsewhere) as raised:
            answer("check", form_body({"report": ("a.rtf", RTF), "libreoffice": "true"}), office=True, pace=pace)
        assert raised.value.pace is Pace.LONG


@pytest.mark.parametrize(
    "file", [("a.pdf", b"%PDF-1.4 "), ("a.xlsx", gikreport.render(gikreport.read(SOUND), ".xlsx"))]
)
def test_kinds_that_take_longer_go_into_the_lane_for_slow_work(file: tuple[str, bytes]) -> None:
    with pytest.raises(Elsewhere) as raised:
        answer("check", form_body({"report": file}))
    assert raised.value.pace is Pace.SLOW
    assert pickle.loads(pickle.dumps(raised.value)).pace is Pace.SLOW
    assert answer("check", form_body({"report": file}), pace=Pace.SLOW).status in (200, 400)


def test_a_file_of_no_readable_kind_is_refused() -> None:
    assert fault(answer("check", form_body({"report": ("a.png", b"\x89PNG\r\n\0\0")}))) == (
        415, "unknown-kind", "a.png 不是能读的格式", [],
    )  # fmt: skip
    assert fault(answer("annotate", form_body({"report": ("a.toml", XIAOGANG)})))[1] == "unknown-kind"
    assert fault(answer("annotate", json_body({"report": SOUND})))[3] == [
        ("report", "应为 .docx 文件，用 multipart/form-data 发送")
    ]


def test_comments_stand_in_the_document_that_came() -> None:
    made = answer("annotate", form_body({"report": ("C:\\报告\\局.docx", DOCX)}))
    reading = gikreport.read(DOCX)
    assert made.content == gikreport.annotated(DOCX, gikreport.check(reading), "局.docx")
    assert made.headers["Content-Disposition"].endswith(
        "filename*=UTF-8''%E5%B1%80%EF%BC%88%E6%89%B9%E6%B3%A8%EF%BC%89.docx"
    )


def test_waivers_come_as_data_or_as_a_file() -> None:
    (finding,) = gikreport.check(gikreport.read(UNSOUND))
    item = {**gikreport.proposed([finding])["waiver"][0], "reason": "来源如此", "by": "张某"}
    toml = gikreport.encode({"waiver": [item]}, ".toml").encode()
    report = json.dumps(UNSOUND).encode()
    by_file = answer("check", form_body({"report": ("a.json", report), "waivers": ("w.toml", toml)}))
    by_data = answer("check", json_body({"report": UNSOUND, "waivers": [item]}))
    for made in (by_file, by_data):
        (file,) = told(made)["files"]
        assert (file["findings"], [one["waived"]["by"] for one in file["waived"]]) == ([], ["张某"])
    unsigned = answer("check", json_body({"report": UNSOUND, "waivers": [{**item, "by": ""}]}))
    assert fault(unsigned) == (
        400, "unreadable", "豁免清单 不是写好的豁免清单", [("waiver 1.by", "必须写明，一行文字")],
    )  # fmt: skip


def test_a_zip_to_post_proves_itself(tmp_path: Path) -> None:
    made = answer("publish", form_body({"report": ("x.toml", XIAOGANG)}))
    assert made.status == 200, made.content
    with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
        packed.extractall(tmp_path / "post")
    assert gikreport.verify(tmp_path / "post").deviations == ()
    there = {path.relative_to(tmp_path / "post").as_posix() for path in (tmp_path / "post").rglob("*")}
    assert {"report.docx", "report.html", "说明.txt", "数据/index.json", "数据/manifest.json"} <= there


def test_a_conversion_that_loses_something_says_what() -> None:
    older = (ROOT / "examples" / "linhai-2020.toml").read_bytes()
    body: dict[str, Any] = {"report": ("a.toml", older), "form": "y2021", "format": "json"}
    refused = answer("convert", form_body(body))
    assert fault(refused)[:2] == (422, "lossy")
    assert fault(refused)[3]
    assert answer("convert", form_body({**body, "lossy": "true"})).status == 200


def test_the_name_of_a_register_is_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("编号,申请人类型,收到日期,办结日期,处理结果\n9,自然人,2024-01-02,2024-01-03,予以公开\n", "utf-8")
    rows = b"\xef\xbb\xbf" + "编号,申请人类型,收到日期,办结日期,处理结果\n".encode()
    asked = {"agency": "某局", "year": "2024", "today": "2025-01-10", "trace": "true"}
    for name in (str(secret), f"../../{secret}", "register.csv"):
        made = told(answer("register", form_body({"register": (name, rows), **asked})))
        assert made["cases"] == {}
        assert made["report"]["t3"]["natural_person"]["received"] == 0
    for name in ("a.parquet", "postgresql://db/x", "a.txt"):
        assert fault(answer("register", form_body({"register": (name, rows), **asked})))[1] == "unknown-kind"
    address = {"register": "postgresql://db/x", "agency": "某局", "year": 2024}
    assert fault(answer("register", json_body(address)))[3] == [("register", "应为各行，或 .csv、.xlsx 文件")]


def test_rows_that_cannot_be_counted_are_told() -> None:
    row = {"编号": "1", "收到日期": "何时", "申请人类型": "自然人", "办结日期": "", "处理结果": "予以公开"}
    asked = {"register": [row], "agency": "某局", "year": 2024, "today": "2025-01-10"}
    assert fault(answer("register", json_body(asked))) == (
        422, "uncountable", "有 2 行统计不了；写 partial=true 时只统计其余",
        [
            ("第1行（1）", "“何时”不是日期，应如 2023-01-05"),
            ("第1行（1）", "有办理结果“予以公开”而没有办结日期；请补上"),
        ],
    )  # fmt: skip
    made = told(answer("register", json_body({**asked, "partial": True})))
    assert [one["message"] for one in made["uncountable"]] == [
        "“何时”不是日期，应如 2023-01-05", "有办理结果“予以公开”而没有办结日期；请补上",
    ]  # fmt: skip
    assert made["report"]["t3"]["natural_person"]["received"] == "待填"


def test_sums_are_those_of_the_library() -> None:
    one = {**SOUND, "agency": "某局", "t4": {"reconsideration": {"upheld": 2}}}
    other = {**SOUND, "agency": "某镇", "t4": {"reconsideration": {"upheld": 3}}}
    made = told(answer("aggregate", json_body({"reports": [one, other], "agency": "某县人民政府"})))
    assert made["report"]["t4"]["reconsideration"]["upheld"] == 5
    assert made["summed"] == ["某局", "某镇"]
    two_years = answer(
        "aggregate", json_body({"reports": [one, {**other, "year": 2023, "signed_on": "2024-01-20"}], "agency": "某县"})
    )
    assert (two_years.status, fault(two_years)[2]) == (400, "各份报告的年度不一（2023、2024）；请写明年度")
