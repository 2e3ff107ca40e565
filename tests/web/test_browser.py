"""The pages in a real browser: on the service with script, and as the one file without any network."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import gikreport
from gikreport.web.work import read_work
from support.browser import Browser, chromium
from support.fetched_tools import AXE, PYODIDE
from support.service import running

pytestmark = [pytest.mark.browser, pytest.mark.pyodide, pytest.mark.slow]  # a browser, and the runtime of the one file
# A block of two rows and two columns is pasted into a field; an arrow down and one to the right move on from it.
PASTED = """(() => {
  const field = document.getElementsByName('t3.natural_person.received')[0], clip = new DataTransfer();
  const press = key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: key, bubbles: true}));
  clip.setData('text/plain', '7\\t9\\n8\\t0\\n');
  field.focus();
  field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: clip, bubbles: true, cancelable: true}));
  press('ArrowDown');
  press('ArrowRight');
})()"""
STEPS = ("start", "last", "ledger", "tables", "text", "check", "finish")
SHOWN = "document.readyState === 'complete' && !!document.getElementById('page') && !window.left"


def until(browser: Browser, script: str, seconds: float = 120) -> None:
    """Wait until a script is true."""
    last = time.monotonic() + seconds
    while not browser.evaluate(script):
        assert time.monotonic() < last, script
        browser.evaluate("new Promise(done => setTimeout(done, 50))")


def type_in(browser: Browser, **typed: str) -> None:
    """Type into fields by their names, `__` for a dot."""
    for name, text in typed.items():
        where = json.dumps(name.replace("__", "."))
        browser.evaluate(
            f"(field => {{ field.value = {json.dumps(text)}; "
            f"field.dispatchEvent(new Event('input', {{bubbles: true}})); }})(document.getElementsByName({where})[0])"
        )


def press_button(browser: Browser, value: str) -> None:
    """Press a button, and wait for the page that follows."""
    browser.evaluate(
        f"window.left = document.documentElement.dataset.file !== 'one'; "
        f"document.querySelector('button[name=go][value=\"{value}\"]:not(.first)').click()"
    )
    until(browser, SHOWN + " && !document.documentElement.classList.contains('busy')")


def walk(browser: Browser, look: Callable[[str], None]) -> None:
    """The clerk's road, with a look at each step."""
    look("start")
    type_in(browser, new_agency="青石镇人民政府", new_year="2025")
    press_button(browser, "begin")
    type_in(browser, t3__natural_person__received="1", t3__natural_person__outcomes__disclosed="1")
    for table in ("t2", "t3", "t4"):
        press_button(browser, f"zero:{table}")
    press_button(browser, "go:text")
    type_in(
        browser,
        overview="本镇做好主动公开，依申请公开收到1件，加强政府信息管理、平台建设和监督保障。",
        problems="个别信息公开不够及时，今后逐月核对。",
        other_matters="本年度没有收取信息处理费。",
    )
    for step in STEPS:
        press_button(browser, f"go:{step}")
        look(step)


def test_no_page_has_a_fault_that_axe_knows_and_each_fits_every_window() -> None:
    wrong: list[str] = []
    with running() as url, chromium() as browser:
        browser("Page.setBypassCSP", enabled=True)  # for axe
        browser("Page.navigate", url=f"{url}/")
        until(browser, SHOWN)

        def look(step: str) -> None:
            for width in (360, 768, 1280):
                browser(
                    "Emulation.setDeviceMetricsOverride",
                    width=width,
                    height=900,
                    deviceScaleFactor=1,
                    mobile=width < 700,
                )
                wrong.extend(
                    f"{step} {width} is wider"
                    for _ in range(browser.evaluate("document.body.scrollWidth > innerWidth"))
                )
            browser.evaluate(AXE.read_text(encoding="utf-8"))
            found = json.loads(browser.evaluate("axe.run().then(found => JSON.stringify(found.violations))"))
            wrong.extend(f"{step} {one['id']}: {one['nodes'][0]['html'][:90]}" for one in found)

        walk(browser, look)
        press_button(browser, "go:tables")
        browser.evaluate(PASTED)
        pasted = (
            "['received', 'carried_over'].map(row => document.getElementsByName(`t3.natural_person.${row}`)[0].value)"
        )
        assert browser.evaluate(pasted) == ["7", "8"]
        assert browser.evaluate("document.getElementsByName('t3.organizations.commercial.received')[0].value") == "9"
        assert browser.evaluate("document.activeElement.name") == "t3.organizations.commercial.carried_over"
        type_in(browser, t3__natural_person__carried_over="0", t3__organizations__commercial__received="0")
        type_in(browser, t3__natural_person__received="5")
        until(browser, "document.getElementById('c-t3-total-received').textContent === '5'")
        until(browser, "document.getElementById('findings').innerText.includes('应为 4，实为 0')")
    assert wrong == []


def test_what_is_typed_is_kept_once_and_offered_again() -> None:
    with running() as url, chromium() as browser:
        browser("Page.navigate", url=f"{url}/")
        until(browser, SHOWN)
        walk(browser, lambda step: None)
        press_button(browser, "go:tables")
        type_in(browser, t3__natural_person__received="5")
        until(browser, "Object.values(localStorage).join().includes('\\\\\"received\\\\\": 5')")
        browser.evaluate("window.left = true")
        browser("Page.navigate", url=f"{url}/")
        until(browser, SHOWN)
        assert browser.evaluate("document.querySelectorAll('.kept li').length") == 1
        browser.evaluate("window.left = true; document.querySelector('.kept button').click()")
        until(browser, SHOWN)
        assert browser.evaluate("document.getElementsByName('t3.natural_person.received')[0].value") == "5"
        press_button(browser, "go:start")
        type_in(browser, new_agency="白石镇人民政府", new_year="2025")
        press_button(browser, "begin")
        assert browser.evaluate("Object.values(localStorage).length") == 2


def test_the_one_file_makes_the_same_documents_without_any_connection(tmp_path: Path) -> None:
    path = tmp_path / "年报一页通.html"
    path.write_bytes(gikreport.page_file(PYODIDE))
    assert gikreport.page_file_faults(path) == ()
    with chromium() as browser:
        browser("Page.navigate", url=path.as_uri())
        until(browser, SHOWN)
        browser.evaluate("document.documentElement.dataset.file = 'one'; window.taken = []")
        browser.evaluate(
            "(make => URL.createObjectURL = of => { taken.push(of); return make(of); })(URL.createObjectURL)"
        )
        walk(browser, lambda step: None)
        for kind in ("docx", "html", "xlsx"):
            press_button(browser, f"file:{kind}")
        work = read_work(browser.evaluate("document.querySelector('[name=work]').value"))
        digest = "of => of.arrayBuffer().then(all => crypto.subtle.digest('SHA-256', all))"
        hexed = "all => Array.from(new Uint8Array(all), one => one.toString(16).padStart(2, '0')).join('')"
        made = browser.evaluate(f"Promise.all(taken.map(of => ({digest})(of).then({hexed})))")
        asked = browser.requests()
    document = gikreport.sound(work.report)
    due = [gikreport.render(document, ".docx"), gikreport.render(document, ".html")]
    due.append(gikreport.render(work.report, ".xlsx"))
    assert made == [hashlib.sha256(one).hexdigest() for one in due]
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []


def test_the_same_parts_make_the_same_file_and_a_changed_one_is_told(tmp_path: Path) -> None:
    first, again = gikreport.page_file(PYODIDE), gikreport.page_file(PYODIDE)
    assert first == again
    changed = tmp_path / "changed.html"
    changed.write_bytes(
        first.replace(b"connect-src", b"connect-srd").replace("年报一页通".encode(), "年报二页通".encode(), 1)
    )
    assert [fault.told() for fault in gikreport.page_file_faults(changed)] == ["各部分之外的内容被改过"]


def test_what_the_file_needs_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(gikreport.CannotRender, match="npm install pyodide@"):
        gikreport.page_file(tmp_path)
