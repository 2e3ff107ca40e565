"""What on a page would make a browser fetch from elsewhere: an office's own template may link, not bring in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...errors import BrokenTemplate, Problem, Words
from ...readers.formats.html_tokens import Tag, tokens
from ...signs import without_unseen

_FETCHES: Final = frozenset((
    "src", "srcset", "href", "xlink:href", "data", "poster", "background", "action", "formaction", "ping", "manifest",
    "longdesc", "profile", "codebase", "archive", "classid", "usemap", "lowsrc", "dynsrc", "imagesrcset",
))  # fmt: skip
_LINKS: Final = frozenset(("a", "area"))  # a person follows these
_FOLLOWED: Final = re.compile(r"https?:|mailto:|tel:", re.IGNORECASE)
_DRAWN: Final = re.compile(r"data:(?:image/(?:png|jpeg|gif|svg\+xml|webp)[;,]|,)", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|[\\/]{2}")
_IN_STYLE: Final = re.compile(
    r"@import\b|(?:url\s*+\(|image-set\s*+\(|src\s*+\(|[\"'])\s*+[\"']?+\s*+(?P<address>[^\"')\s]*+)", re.IGNORECASE
)
_ESCAPE: Final = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?+|\\(.)", re.DOTALL)
_SHOWN: Final = 60


def refuse_addresses(page: str, name: str) -> None:
    """Raise BrokenTemplate where a page would fetch from elsewhere; links to be followed may lead anywhere."""
    problems = [Problem(name, words) for words in _faults(page)]
    if problems:
        raise BrokenTemplate(
            Words("网页模板引用了外部内容", "the template of the page brings in what lies elsewhere"), problems
        )


def _faults(page: str) -> Iterator[Words]:
    in_style = False
    for token in tokens(page):
        if isinstance(token, Tag):
            in_style = token.name == "style" and not token.ends
            yield from _of_tag(token)
        elif in_style:
            yield from _of_style("style", token)


def _of_tag(tag: Tag) -> Iterator[Words]:
    if tag.name == "base":
        yield Words("不得有 base：它改变网页中的一切地址", "no base: it turns every address of the page")
    refreshes = tag.name == "meta" and any(
        name == "http-equiv" and value.strip().lower() == "refresh" for name, value in tag.given
    )
    if refreshes:
        yield Words("不得自动转到别的网页（refresh）", "no refresh: a page leads nowhere by itself")
    for name, value in tag.given:
        if name == "style":
            yield from _of_style(f"{tag.name} style", value)
        elif name in _FETCHES and not _may_stand(tag.name, name, value):
            yield _told(f"{tag.name} {name}", value)


def _may_stand(tag: str, name: str, value: str) -> bool:
    address = "".join(without_unseen(value).split())  # as a browser reads it, which leaves blanks out
    if tag in _LINKS and name == "href" and _FOLLOWED.match(address):
        return True
    if name in ("src", "href", "xlink:href") and tag in ("img", "image", "link") and _DRAWN.match(address):
        return True
    each = address.split(",") if name in ("srcset", "imagesrcset", "ping", "archive") else [address]
    return not any(_ELSEWHERE.match(one) for one in each)


def _of_style(where: str, text: str) -> Iterator[Words]:
    for found in _IN_STYLE.finditer(_ESCAPE.sub(_unescaped, text)):
        address = found["address"]
        if address is None:
            yield _told(where, "@import")
        elif _ELSEWHERE.match(address) and not _DRAWN.match(address) and not _is_word(found.group(), address):
            yield _told(where, address)


def _is_word(whole: str, address: str) -> bool:
    """Whether a quoted text of a style is no address: `content: "注:"`."""
    return whole[0] in "\"'" and "/" not in address and "\\" not in address


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else None
    return str(found[2]) if code is None else chr(code) if 0 < code < 0x110000 else "\ufffd"


def _told(where: str, value: str) -> Words:
    shown = value.strip()[:_SHOWN]
    return Words(
        f"{where} 中有外部地址 {shown}：网页只能引用本站的文件（链接 a 除外）",
        f"{where} holds the address {shown}: a page brings in files of its own site only; links (a) may lead elsewhere",
    )
