"""What the parts of a web page are: the report, or the furniture of the page around it."""

from __future__ import annotations

import re
from typing import Final

import attrs

from ..model.reading import Place
from .found import FoundParagraph

PAGE: Final = "page"
_FURNITURE: Final = re.compile(
    "^(【|\\[)?(发布|发文|成文|更新|生成|公开)?(时间|日期)[:： ]|^(信息)?来源[:： ]|^字(体|号)|打印(本页)?|分享(到|至)"
    "|^(浏览|阅读|点击|访问)(次数|量|数)?[:： ]|扫一扫|^(您的|当前|你|您)?(所在)?位置|首页.*[>＞»]|^索引?号"
    "|^(责任)?编辑[:： ]|^作者[:： ]|^发布(机构|单位|人)|^主题(词|分类)|^文号|^(有效性|信息名称)|版权所有|ICP备"
    "|^公开(方式|责任部门|范围|时限)|网站标识码|公网安备|^主办|^承办|^技术支持|^(上|下)一(篇|条)|^关闭(窗口|本页)?|^收藏"
    "|^(相关|附件)(链接|文章|信息|稿件)?[:：]?$|^无障碍|^视力保护|^返回顶部|^语音播报|^责任编辑"
)
_LONGEST_FURNITURE: Final = 90


@attrs.define
class OwnPage:
    """What the project's own page says of its parts: facts on the article, title, headings, signature, date."""

    facts: dict[str, str] = attrs.field(factory=dict)
    within: bool = False
    role: str = ""
    title: str = ""
    _signed: bool = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        """An element begins; `data-form` on an article marks a page of ours."""
        if tag == "article" and "data-form" in given:
            self.within = True
            self.facts |= {name: given.get(f"data-{name}", "") for name in ("form", "year", "agency")}
        elif self.within:
            self._signed = self._signed or (tag == "footer" and given.get("class") == "signature")
            self.title = given.get("data-title", "") if tag == "h1" else self.title
            known = {"h1": "title", "h2": "heading", "caption": PAGE}.get(tag, "signature" if self._signed else "")
            self.role = given.get("data-role", known)

    def shut(self, tag: str) -> None:
        """An element ends; what stands behind the article is the page's."""
        if tag == "article":
            self.within = False
        self._signed = self._signed and tag != "footer"
        self.role = ""

    def paragraph(self, text: str, place: Place) -> FoundParagraph:
        """A paragraph with its role; on a page of ours nothing outside the article is said by the report."""
        if self.role == "title" and self.title:
            return FoundParagraph(self.title, place, "title")
        if self.role or self.within:
            furniture = not self.role and text.startswith("发布时间：")
            return FoundParagraph(text, place, PAGE if furniture else self.role)
        strange = bool(self.facts) or (len(text) <= _LONGEST_FURNITURE and _FURNITURE.search(text) is not None)
        return FoundParagraph(text, place, PAGE if strange else "")
