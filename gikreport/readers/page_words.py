"""Words that web pages print around an article: index numbers, dates, sizes of letters, links, imprints."""

from __future__ import annotations

import re
from typing import Final

_FURNITURE: Final = re.compile(
    "^(【|\\[)?(发布|发文|成文|更新|生成|公开)?(时间|日期)[:： ]|^(信息)?来源[:： ]|^(【|\\[)?字(体|号)|打印(本页)?"
    "|分享(到|至)|^分享[:：]?$|^(浏览|阅读|点击|访问)(次数|量|数)?[:： ]|扫一扫"
    "|^(您的|您?现在的?|当前|你|您)?(所在)?位置|首页.*[>＞»]|^索 ?引 ?号|^(责任)?编辑[:： ]|^作者[:： ]"
    "|^发布(机构|单位|人)|^主题(词|分类)|^文号|^(有效性|信息名称|朗读)|版权所有|ICP备"
    "|^公开(方式|责任部门|范围|时限)|网站标识码|公网安备|^主办|^承办|^技术支持|^(上|下)一(篇|条)|^关闭(窗口|本页)?|^收藏"
    "|^(相关|附件)(链接|文章|信息|稿件)?[:：]?$|^无障碍|^视力保护|^返回顶部|^语音播报|^责任编辑|^目 *录$"
    "|^(单位)?负责人[:：]|^填报(单位|人|日期)|^审核人[:：]"
)
_BULLET: Final = re.compile("^[•·●○◆■\\s]+")
_WORDS: Final = re.compile(r"[^\W_]")
_LONGEST: Final = 90


def is_furniture(text: str) -> bool:
    """Whether a paragraph is the page's and not the report's."""
    said = _BULLET.sub("", text)
    return _WORDS.search(text) is None or (
        len(text) <= _LONGEST and not text.endswith("。") and _FURNITURE.search(said) is not None
    )
