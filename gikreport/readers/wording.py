"""When two printed wordings, or two printed numbers, are the same."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from typing import Final

_TRADITIONAL: Final = str.maketrans(
    "規總計項請開報個來機關結轉續辦維糾審訴訟複議經後復執屬國產權與無據業務類處罰強許費單額現廢發範數條過內徵舉視為導於這還應説說題見獲補償"
    "護證實標準檢詢紀錄員職專傳網訊號會學減負擔歲鄉鎮縣區廳團體協組織繳納齊備讓農財稅營衛環勞動險醫藥監勵獎懲製對間門問進層級較從僅兩萬億啟"
    "爲衆決況別參圍當徑時構沒濟點熱確祕穩線絡統繼編輿認訓設訪讀談責購輯採錯聞閱隱駁眾閲係並",
    "规总计项请开报个来机关结转续办维纠审诉讼复议经后复执属国产权与无据业务类处罚强许费单额现废发范数条过内征举视为导于这还应说说题见获补偿"
    "护证实标准检询纪录员职专传网讯号会学减负担岁乡镇县区厅团体协组织缴纳齐备让农财税营卫环劳动险医药监励奖惩制对间门问进层级较从仅两万亿启"
    "为众决况别参围当径时构没济点热确秘稳线络统继编舆认训设访读谈责购辑采错闻阅隐驳众阅系并",
)
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_BLANK: Final = re.compile(r"\s+")
_PINYIN: Final = re.compile("(?<=[\u4e00-\u9fff])\\([a-z\u00e0-\u01dc]{1,6}\\)")
_NUMERALS: Final = "一二三四五六七八九十"
_NUMBERED: Final = re.compile(
    rf"^(?:第?[{_NUMERALS}]{{1,3}}(?:部分|[、.,:)])|\([{_NUMERALS}]{{1,3}}\)[、.]?|\(?[0-9]{{1,2}}(?:[)、,:]|\.(?![0-9])))"
)
_NOTE: Final = re.compile(r"\([^()]*\)")
_SIGNS: Final = re.compile(r"[^\w]|_")

# Wordings found in the wild, each with the official words that it stands for (both as `key` makes them).
_VARIANTS: Final = {
    "行政事业型收费": "行政事业性收费",
    "事业性收费": "行政事业性收费",
    "合计": "总计",
    "共计": "总计",
    "企业": "商业企业",
    "公益组织": "社会公益组织",
    "社会公益": "社会公益组织",
    "法律服务": "法律服务机构",
    "科研": "科研机构",
    "个人": "自然人",
    "法人和其他组织": "法人或其他组织",
    "法人及其他组织": "法人或其他组织",
    "维持": "结果维持",
    "纠正": "结果纠正",
    "未审结": "尚未审结",
    "其他原因": "其他",
    "其它": "其他",
    "其它结果": "其他结果",
    "其它处理": "其他处理",
    "逾期不补正": "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
    "申请人无正当理由逾期不补正": "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
    "逾期不补正不再处理": "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
    "逾期不缴费": "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
    "逾期未缴费": "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
    "逾期未缴费不再处理": "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
    "申请人逾期未按收费通知要求缴纳费用": "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
    "结转下一年度继续办理": "结转下年度继续办理",
    "结转下年继续办理": "结转下年度继续办理",
    "结转下年度": "结转下年度继续办理",
    "本年新收": "本年新收政府信息公开申请数量",
    "本年新收申请数量": "本年新收政府信息公开申请数量",
    "上年结转": "上年结转政府信息公开申请数量",
    "上年结转申请数量": "上年结转政府信息公开申请数量",
    "本年办理结果": "本年度办理结果",
    "办理结果": "本年度办理结果",
    "本年制发数": "本年制发件数",
    "本年废止数": "本年废止件数",
    "现行有效数": "现行有效件数",
    "本年制定件数": "本年制发件数",
    "数量": "数目",
    "条数": "数目",
    "信息类别": "类别",
    "公开类别": "类别",
    "说明": "备注",
}


def simplified(text: str) -> str:
    """Simplified characters for traditional ones, sign for sign."""
    return text.translate(_TRADITIONAL)


@functools.lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text as it is read: full-width signs as half-width ones, traditional characters as simplified ones, no space.

    More than `model.text.unspaced` folds, which compares names that offices wrote: here a file was typed by anybody.
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_TRADITIONAL)
    return (
        _PINYIN.sub("", _BLANK.sub("", folded))
        .replace("【", "(")
        .replace("】", ")")
        .replace("〔", "(")
        .replace("〕", ")")
    )


@functools.lru_cache(maxsize=8192)
def key(text: str) -> str:
    """A label of a form's table as it is compared: without number, notes and punctuation, in official words.

    A register has words of its own and no official wording; they are compared by `register.vocabulary.key`.
    """
    words = _NUMBERED.sub("", plain(text), count=1)
    bare = _SIGNS.sub("", _NOTE.sub("", words)) or _SIGNS.sub("", words)
    return _VARIANTS.get(bare, bare)


def numbering(text: str) -> str:
    """The number that a label begins with, 三, 1 or nothing."""
    found = _NUMBERED.match(plain(text))
    return _SIGNS.sub("", found.group()).removeprefix("第") if found else ""


_SHORT: Final = 4
_CONTAINED: Final = 0.8


@functools.lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1; the longer one may hold the shorter one."""
    if one == other:
        return 1.0 if one else 0.0
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORT and short in long:
        return _CONTAINED + 0.15 * len(short) / len(long)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return 0.0 if matcher.real_quick_ratio() < _ALIKE else matcher.ratio()


_ALIKE: Final = 0.6


def is_blank(text: str) -> bool:
    """Whether nothing is printed."""
    return plain(text) == ""


_NOTED: Final = re.compile(r"^[(（]?(?:附?注|备注|说明)\d{0,2}[:：]|^[*＊※]{1,3}[\u4e00-\u9fff]")


def is_note(text: str) -> bool:
    """Whether words are a note below a table: 注：……"""
    return _NOTED.search(text.strip()) is not None
