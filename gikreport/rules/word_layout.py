"""Of an opened Word document: whether every program that opens it shows it alike."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..errors import Words
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..office.parts import CORE, MAIN, SETTINGS, STYLES, DocumentPackage, W
from .word_layout_tables import OFF, captions, fixed_layout, repeated_headings, whole_rows, widths

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Run = Callable[[DocumentPackage], Iterator[Violation]]

_FIELD: Final = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_SCRIPTS: Final = ("ascii", "hAnsi", "eastAsia", "cs")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def simple_fields(package: DocumentPackage) -> Iterator[Violation]:
    """WPS prints a simple field as the word PAGE; a page number is a complex field with its result."""
    for part, root in package.texts.items():
        for field in root.iter(f"{W}fldSimple"):
            code = field.get(f"{W}instr", "").strip()
            if _FIELD.match(code):
                yield Violation(facts={"part": part, "code": code})


def fonts(package: DocumentPackage) -> Iterator[Violation]:
    """A style in use that leaves a font open shows whatever the machine has: Chinese in a Japanese face."""
    for style, sources in _styles_in_use(package):
        missing = [script for script in _SCRIPTS if not any(_names_font(source, script) for source in sources)]
        if missing:
            yield Violation(facts={"style": style, "missing": "、".join(missing)})


def _names_font(source: Element, script: str) -> bool:
    found = source.find(f"{W}rPr/{W}rFonts")
    return found is not None and bool(found.get(f"{W}{script}"))


def language(package: DocumentPackage) -> Iterator[Violation]:
    """The language of East Asian text decides which face of a character is shown, and where a line breaks."""
    defaults = [one.get(f"{W}eastAsia") for one in _iter(package, STYLES, "lang")][:1]
    theme = [one.get(f"{W}eastAsia") for one in _iter(package, SETTINGS, "themeFontLang")]
    for part, found in ((STYLES, defaults or [None]), (SETTINGS, theme)):
        if any(one != "zh-CN" for one in found):
            yield Violation(facts={"part": part, "is": found[0] or "——"})


def line_grid(package: DocumentPackage) -> Iterator[Violation]:
    """LibreOffice puts lines of exact height on the line grid too, which makes two of one."""
    types = [one.get(f"{W}type") for one in _iter(package, MAIN, "docGrid")]
    if "lines" not in types:
        return
    for style, sources in _styles_in_use(package):
        if _decides(sources, "snapToGrid", "val") not in OFF and _decides(sources, "spacing", "lineRule") == "exact":
            yield Violation(facts={"style": style})


def _decides(sources: list[Element], name: str, attribute: str) -> str:
    """What the nearest of the styles says that says anything."""
    found = (source.find(f"{W}pPr/{W}{name}") for source in sources)
    stated = (one.get(f"{W}{attribute}", _UNSAID.get(name, "")) for one in found if one is not None)
    return next((value for value in stated if value), "")


_UNSAID: Final = {"snapToGrid": "1"}  # a switch that is there is on


def unique_ids(package: DocumentPackage) -> Iterator[Violation]:
    """Word repairs, or refuses, a document in which two drawings or two bookmarks have one number or name."""
    pictures = [one.get("id") for root in package.texts.values() for one in root.iterfind(".//{*}docPr")]
    marks = [one for root in package.texts.values() for one in root.iter(f"{W}bookmarkStart")]
    kinds = {
        "docPr": pictures,
        "bookmark id": [one.get(f"{W}id") for one in marks],
        "bookmark name": [one.get(f"{W}name") for one in marks],
    }
    for kind, found in kinds.items():
        for value, times in Counter(found).items():
            if times > 1:
                yield Violation(facts={"kind": kind, "value": value, "times": times})


def relationships(package: DocumentPackage) -> Iterator[Violation]:
    """What a part refers to is in the package."""
    for name, root in package.xml.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        inside = [one for one in root if (one.get("TargetMode") or "").casefold() != "external"]
        for one in inside:
            target = one.get("Target", "")
            if posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in package.members:
                yield Violation(facts={"part": name, "target": target})
        yield from _unrelated(package, posixpath.join(folder, posixpath.basename(name)[: -len(".rels")]), root)


def _unrelated(package: DocumentPackage, part: str, relations: Element) -> Iterator[Violation]:
    known = {one.get("Id") for one in relations}
    root = package.xml.get(part)
    for element in root.iter() if root is not None else ():
        for attribute, value in element.attrib.items():
            if attribute.startswith(_RELATION) and value not in known:
                yield Violation(facts={"part": part, "target": value})


def outline(package: DocumentPackage) -> Iterator[Violation]:
    """The navigation of a document, and a screen reader, know its headings by their outline levels."""
    if not any(_has_level(source) for _, sources in _styles_in_use(package) for source in sources):
        yield Violation()


def _has_level(source: Element) -> bool:
    return source.find(f"{W}pPr/{W}outlineLvl") is not None


def alternatives(package: DocumentPackage) -> Iterator[Violation]:
    """A picture or a chart says in words what it shows."""
    for root in package.texts.values():
        for one in root.iterfind(".//{*}docPr"):
            if not one.get("descr"):
                yield Violation(facts={"name": one.get("name", "")})


def described(package: DocumentPackage) -> Iterator[Violation]:
    """An archive finds a document by its title, author, subject and keywords."""
    core = package.xml.get(CORE)
    stated = {one.tag.rpartition("}")[2] for one in core if (one.text or "").strip()} if core is not None else set()
    missing = [name for name in ("title", "creator", "subject", "keywords") if name not in stated]
    if missing:
        yield Violation(facts={"missing": "、".join(missing)})


def _iter(package: DocumentPackage, part: str, name: str) -> Iterator[Element]:
    root = package.xml.get(part)
    return iter(()) if root is None else root.iter(W + name)


def _styles_in_use(package: DocumentPackage) -> Iterator[tuple[str, list[Element]]]:
    """The name of each paragraph style that text stands in, with what it inherits from."""
    styles = {one.get(f"{W}styleId"): one for one in _iter(package, STYLES, "style")}
    default = next((key for key, one in styles.items() if _is_default(one)), None)
    used = {_style_of(paragraph) or default for root in package.texts.values() for paragraph in root.iter(f"{W}p")}
    for key in sorted(filter(None, used & set(styles))):
        name = styles[key].find(f"{W}name")
        yield ("" if name is None else name.get(f"{W}val", "")), [*_ancestors(styles, key), *_defaults(package)]


def _is_default(style: Element) -> bool:
    return bool(style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *OFF))


def _style_of(paragraph: Element) -> str | None:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if found is None else found.get(f"{W}val")


def _ancestors(styles: Mapping[str | None, Element], key: str | None) -> Iterator[Element]:
    seen: set[str | None] = set()
    while key in styles and key not in seen:
        seen.add(key)
        yield styles[key]
        based = styles[key].find(f"{W}basedOn")
        key = None if based is None else based.get(f"{W}val")


def _defaults(package: DocumentPackage) -> list[Element]:
    return [*_iter(package, STYLES, "rPrDefault"), *_iter(package, STYLES, "pPrDefault")]


def _check(
    code: str,
    run: Run,
    zh: str,
    en: str,
    remedies: tuple[str, str],
    severity: Severity = Severity.WARNING,
    rank: Rank = Rank.PRACTICE,
) -> Check[DocumentPackage]:
    return single(
        code, run, on=DocumentPackage, words=Words(zh, en), remedy=Words(*remedies), source="版式检查",
        severity=severity, rank=rank, needs=(Need.DOCUMENT,),
    )  # fmt: skip


CHECKS: Final = (
    _check(
        "L001",
        simple_fields,
        "{part} 中的页码是简单域“{code}”，WPS 印成文字",
        "the page number in {part} is a simple field {code!r}, which WPS prints as text",
        ("删去后用“插入—页码”重新插入", "delete it and insert the page number anew"),
        Severity.ERROR,
        rank=Rank.FILE,
    ),
    _check(
        "L101",
        widths,
        "表格的列宽与单元格的宽度不一致，在 Word 以外会变形",
        "the widths of columns and cells disagree; the table collapses outside Word",
        ("把列宽都设为固定的厘米数", "set every column to a fixed width"),
    ),
    _check(
        "L102",
        fixed_layout,
        "表格的列宽会自动调整，各程序排出的不同",
        "the columns adjust themselves, each program in its own way",
        ("表格属性—选项，取消“自动重调尺寸以适应内容”", "turn off 'automatically resize to fit contents'"),
    ),
    _check(
        "L103",
        repeated_headings,
        "表头有 {due} 行，换页后重复的有 {is} 行",
        "the heading has {due} rows, {is} are repeated on the next page",
        ("选中全部表头行，设为“重复标题行”", "select all heading rows and repeat them as header rows"),
    ),
    _check(
        "L104",
        whole_rows,
        "有 {count} 行允许跨页断开",
        "{count} rows may split over two pages",
        ("表格属性—行，取消“允许跨页断行”", "do not allow rows to break across pages"),
    ),
    _check(
        "L201",
        fonts,
        "样式“{style}”没有写明字体：{missing}",
        "the style {style!r} names no font for {missing}",
        ("在样式中写明中文和西文字体", "name the Chinese and the Latin font in the style"),
    ),
    _check(
        "L202",
        language,
        "{part} 中的中文语言是 {is}，应为 zh-CN",
        "the East Asian language in {part} is {is}, not zh-CN",
        ("把校对语言设为简体中文", "set the proofing language to Chinese (China)"),
    ),
    _check(
        "L203",
        line_grid,
        "样式“{style}”的行距是固定值，又对齐到网格，LibreOffice 会排成两行高",
        "the style {style!r} has exact lines and snaps to the grid; LibreOffice makes them two lines high",
        ("段落—取消“如果定义了文档网格，则对齐到网格”", "turn off 'snap to grid' in the style"),
    ),
    _check(
        "L301",
        unique_ids,
        "{kind} “{value}”用了 {times} 次，Word 可能要求修复",
        "{kind} {value!r} is used {times} times; Word may ask for a repair",
        ("在 Word 中打开并另存", "open it in Word and save it anew"),
        Severity.ERROR,
        rank=Rank.FILE,
    ),
    _check(
        "L302",
        relationships,
        "{part} 引用的“{target}”不在文件中",
        "{part} refers to {target!r}, which is not in the file",
        ("在 Word 中打开并另存；删去失效的图片或链接", "open it in Word and save it anew"),
        Severity.ERROR,
        rank=Rank.FILE,
    ),
    _check(
        "L401",
        outline,
        "没有带大纲级别的标题，导航窗格是空的",
        "no heading has an outline level; the navigation is empty",
        ("各部分的标题用“标题 1”样式", "use the style Heading 1 for the sections"),
    ),
    _check(
        "L402",
        alternatives,
        "图片或图表“{name}”没有替代文字",
        "the picture or chart {name!r} has no alternative text",
        ("右键—编辑替代文字，写明图意", "add alternative text that says what it shows"),
    ),
    _check(
        "L403",
        captions,
        "表格没有标题（替代文字）",
        "the table has no caption (alternative text)",
        ("表格属性—替代文字，写明表名", "name the table in its alternative text"),
    ),
    _check(
        "L404",
        described,
        "文件属性缺少：{missing}",
        "the properties of the file lack: {missing}",
        ("文件—信息，填写标题、作者、主题、关键词", "fill in title, author, subject and keywords"),
    ),
)
