"""What is fast is right: compiled templates shared by threads, prepared templates, codecs."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport.forms import FORMS
from gikreport.renderers.template.compile import compile_template
from gikreport.renderers.template.library import official
from gikreport.renderers.template.official import PREPARED, official_file
from gikreport.renderers.template.prepared import dumped, loaded, prepare
from support import ROOT
from support.strategies import reports

EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@EVERY_FORM
def test_what_ships_prepared_is_what_preparing_gives(form: Any) -> None:
    text = (ROOT / "templates" / form.name / PREPARED).read_text("utf-8")
    assert text == dumped(official_file(form))
    assert loaded(text, official_file(form) + b" ") is None


@EVERY_FORM
@settings(max_examples=10)
@given(data=st.data())
def test_prepared_or_not_and_with_any_codec_the_document_is_the_same(form: Any, data: st.DataObject) -> None:
    sound = gikreport.sound(data.draw(reports(form)))
    made = official(form).render(sound)
    assert made == compile_template(official_file(form), form).render(sound)
    fast = gikreport.compile(form, codec="isal")
    assert contents(made) == contents(fast.render(sound))
    assert fast.render(sound) == gikreport.compile(form.name, codec="isal").render(sound)


@given(data=st.data())
@settings(max_examples=5)
def test_threads_share_one_template(data: st.DataObject) -> None:
    form = FORMS[0]
    found = [gikreport.sound(data.draw(reports(form))) for _ in range(6)]
    template = gikreport.compile(form)
    alone = [template.render(sound) for sound in found]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(template.render, found * 4)) == alone * 4


def test_a_template_of_an_office_is_compiled_for_its_form(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(official_file(FORMS[1]))
    assert gikreport.compile(path, FORMS[1]).form is FORMS[1]
    with pytest.raises(gikreport.BrokenTemplate):
        gikreport.compile(path)  # for the newest form, whose cells it does not have
    assert prepare(path.read_bytes()).marks_drafts


def test_a_codec_that_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(gikreport.CannotRender, match="没有压缩方式“lzma”；可用的是 zlib isal"):
        gikreport.compile("y2021", codec="lzma")
