"""XML by the standard library: what is refused, which encodings are read, and that a part comes back as it was."""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import canonicalize

import pytest
from lxml import etree

from gikreport.office.tree import tree
from gikreport.office.xml import BadXml, begins_with_doctype, lxml_root, parse
from support import ROOT

UTF16 = '<?xml version="1.0" encoding="UTF-16"?><a>字</a>'
READ = {
    "plain": b"<a>x</a>",
    "mark": "\ufeff<a>字</a>".encode(),
    "UTF-16 with its mark": UTF16.encode("utf-16"),
    "UTF-16 little end first": UTF16.encode("utf-16-le"),
    "UTF-16 big end first": UTF16.encode("utf-16-be"),
    "GBK": '<?xml version="1.0" encoding="GBK"?><a>字</a>'.encode("gbk"),
    "Latin 1": '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
    "the word DOCTYPE in a text": b"<a><![CDATA[<!DOCTYPE a>]]></a>",
    "the word DOCTYPE in a comment": b"<!-- <!DOCTYPE a> --><?x <!DOCTYPE a> ?><a>x</a>",
    "256 deep": b"<a>" * 256 + b"x" + b"</a>" * 256,
}
BROKEN = {
    "nothing": b"",
    "cut short": b"<a><b></b>",
    "no namespace": b"<w:a/>",
    "an entity": b"<a>&x;</a>",
    "a character that XML has not": b"<a>&#1;</a>",
    "an attribute twice": b'<a b="1" b="2"/>',
    "257 deep": b"<a>" * 257 + b"</a>" * 257,
    "90,000 deep": b"<a>" * 90_000 + b"</a>" * 90_000,
    "elements without end": b"<a>" + b"<b/>" * 2_000_001 + b"</a>",
    "half a UTF-16": UTF16.encode("utf-16")[:-1],
    "no UTF-8": b"<a>\xff\xfe</a>",
    "an encoding that nobody has": '<?xml version="1.0" encoding="cp037"?><a>é</a>'.encode("latin-1"),
    "a comment that does not end": b"<!-- <a/>",
}
TYPED = {
    "at the beginning": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "after the mark": "\ufeff<!DOCTYPE a><a/>".encode(),
    "behind comments": b"<?xml version='1.0'?><!-- - --> <?x?>\n<!-- > --><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "in UTF-16": "<!DOCTYPE a><a/>".encode("utf-16"),
    "in UTF-16 without its mark": "<!DOCTYPE a><a/>".encode("utf-16-be"),
    "in GBK": '<?xml version="1.0" encoding="GBK"?><!-- 字 --><!DOCTYPE a><a/>'.encode("gbk"),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_what_is_sound_is_read_as_lxml_reads_it(data: bytes) -> None:
    root, theirs = parse(data), etree.fromstring(data)
    texts = theirs.xpath("//a//text()")
    assert isinstance(texts, list)
    assert (root.tag, "".join(root.itertext())) == (theirs.tag, "".join(map(str, texts)))
    assert lxml_root(data).tag == root.tag
    assert not begins_with_doctype(data)


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_sound_xml_is_refused(data: bytes) -> None:
    for reader in (parse, tree, lxml_root):
        with pytest.raises(BadXml) as refused:
            reader(data)
        assert not refused.value.doctype


@pytest.mark.parametrize("data", TYPED.values(), ids=TYPED)
def test_a_document_type_is_refused_wherever_it_stands(data: bytes) -> None:
    for reader in (parse, tree, lxml_root):
        with pytest.raises(BadXml) as refused:
            reader(data)
        assert refused.value.doctype
    assert begins_with_doctype(data)


def test_a_comment_as_long_as_all_that_is_looked_at_hides_nothing() -> None:
    assert begins_with_doctype((b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE a><a/>")[:65_536])


def parts() -> Iterator[bytes]:
    for path in sorted((ROOT / "templates").glob("*/report.docx")):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels")))


TWO_PREFIXES = (
    b'<a xmlns="u" xmlns:b="u" b:x="1" y="&lt;&quot;&#10;&#9;&#13;\'&gt;">'
    b'<b:c/><d xmlns="v"> &amp;&#13;<e/>t</d><f/></a>'
)
ASIDE = (
    b'<b:a xmlns:b="u"><b:c xmlns:b="v" b:x="1"/>'
    b'<!-- in --><?do this?><b:d xml:space="preserve"> </b:d></b:a>'
)  # fmt: skip


def test_a_part_is_written_as_lxml_writes_it() -> None:
    for data in parts():
        root = etree.fromstring(data)
        assert tree(data).written() == etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


@pytest.mark.parametrize("data", [TWO_PREFIXES, ASIDE])
def test_prefixes_comments_and_instructions_inside_mean_what_they_meant(data: bytes) -> None:
    written = [canonicalize(text.decode(), with_comments=True, rewrite_prefixes=True)
               for text in (data, tree(data).written())]  # fmt: skip
    assert written[0] == written[1]


def test_parts_are_put_before_and_behind_with_the_prefixes_that_they_need() -> None:
    main = tree(b'<w:a xmlns:w="u"><w:b/><w:c/></w:a>')
    first, second = main.root
    main.put_before(first, tree(b'<w:x xmlns:w="u" xmlns:v="v"><v:y/></w:x>'))
    main.put_behind(second, [*parse(b'<a xmlns="u"><d/><e/></a>')])
    main.declare("q", "q")
    main.declare("z", "u")  # known already
    assert main.written().partition(b"\n")[2] == (
        b'<w:a xmlns:w="u" xmlns:q="q"><w:x xmlns:v="v"><v:y/></w:x><w:b/><w:c/><w:d/><w:e/></w:a>'
    )
