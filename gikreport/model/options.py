"""What an office asks of its document beside its content: the `[output]` of a data file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, Final

import attrs

from .text import clean_line

# 网页标签, in the order and with the names that 国办发〔2017〕47号《政府网站发展指引》 gives them: of the site, of the
# column, of the page.
SITE_TAGS: Final[Mapping[str, str]] = {
    "SiteName": "网站名称",
    "SiteDomain": "网站域名",
    "SiteIDCode": "网站标识码",
    "ColumnName": "栏目名称",
    "ColumnDescription": "栏目描述",
    "ColumnKeywords": "栏目关键词",
    "ColumnType": "栏目类别",
    "ArticleTitle": "标题",
    "PubDate": "发布时间",
    "ContentSource": "来源",
    "Keywords": "关键词",
    "Author": "作者",
    "Description": "摘要",
    "Image": "图片",
    "Url": "网址",
}
_TIME: Final = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])( ([01][0-9]|2[0-3]):[0-5][0-9])?"
_ADDRESS: Final = "https?://[^\\s\"'<>]+"
_FORMS: Final[Mapping[str, str]] = {"PubDate": _TIME, "Image": _ADDRESS, "Url": _ADDRESS}
_TEXT: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff\\ufffe\\uffff]*$",
}


def _cut(value: object) -> str:
    """A value as an error shows it, however long it is."""
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"


def flag(title: str) -> bool:
    """Declare an option that is off unless the office asks for it."""
    schema = {"title": title, "type": "boolean"}
    return attrs.field(default=False, validator=_yes_or_no, metadata={"schema": schema})


def _yes_or_no(instance: object, attribute: attrs.Attribute[bool], value: object) -> None:
    if not isinstance(value, bool):
        raise TypeError(f"{attribute.name} takes true or false, not {_cut(value)}")


def choice(title: str, *known: str) -> str:
    """Declare an option that takes one of these words, "" unless the office asks for one."""
    schema = {"title": title, "type": "string", "enum": ["", *known]}
    return attrs.field(default="", validator=_one_of, metadata={"schema": schema})


def _one_of(instance: object, attribute: attrs.Attribute[str], value: object) -> None:
    known = attribute.metadata["schema"]["enum"]
    if value not in known:
        raise ValueError(f"{attribute.name} takes {', '.join(map(repr, known))}, not {_cut(value)}")


def _tag_schema(name: str, title: str) -> dict[str, Any]:
    if name in _FORMS:
        return {"title": title, "type": "string", "pattern": f"^{_FORMS[name]}$"}
    return {"title": title, **_TEXT}


def _tags_schema() -> dict[str, Any]:
    named = {name: _tag_schema(name, title) for name, title in SITE_TAGS.items()}
    return {"title": "网页标签", "type": "object", "properties": named, "additionalProperties": False}


def _written_out(tags: object) -> Any:
    """TOML and YAML have dates of their own; a tag holds text."""
    if not isinstance(tags, Mapping):
        return tags
    return {name: _time(value) for name, value in tags.items()}


def _time(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, datetime.date) else value


def _known_tags(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping):
        raise TypeError(f"{attribute.name} takes keys and values, not {_cut(value)}")
    for name, text in value.items():
        if name not in SITE_TAGS:
            raise ValueError(f"{attribute.name}: no tag {_cut(name)}; there are {', '.join(SITE_TAGS)}")
        if not isinstance(text, str) or clean_line(text) or "\t" in text:
            raise TypeError(f"{attribute.name}.{name} takes one line of text, not {_cut(text)}")
        if name in _FORMS and not re.fullmatch(_FORMS[name], text):
            raise ValueError(f"{attribute.name}.{name} takes {_EXAMPLES[name]}, not {_cut(text)}")


def taken(name: str) -> str:
    """What an option takes, in the words of a message in Chinese."""
    schema = attrs.fields_dict(Options)[name].metadata["schema"]
    if schema["type"] == "boolean":
        return "应为 true 或 false"
    if "enum" in schema:
        return f"应为{'、'.join(f'“{word}”' for word in schema['enum'] if word)}"
    form = "PubDate 如 2022-01-20 09:30，Image、Url 以 https:// 或 http:// 开头"
    return f"应为网页标签和一行内容，标签有：{'、'.join(SITE_TAGS)}；{form}"


_EXAMPLES: Final[Mapping[str, str]] = {
    "PubDate": "a time such as 2022-01-20 09:30",
    "Image": "an address that begins with https:// or http://",
    "Url": "an address that begins with https:// or http://",
}


@attrs.frozen(kw_only=True)
class Options:
    """Options of a document; a Reading carries them along, a Report does not hold them."""

    charts: bool = flag("图表")
    seal: bool = flag("加盖印章：为印章留出位置")
    toc: bool = flag("目录")
    grid: str = choice("文字网格：word 为 Word 自带的每页22行、每行28字", "word")
    substitute_fonts: bool = flag("缺少字体时以其他字体替换")
    site: Mapping[str, str] = attrs.field(
        factory=dict, converter=_written_out, validator=_known_tags, hash=False, metadata={"schema": _tags_schema()}
    )
