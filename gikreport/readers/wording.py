"""When two printed wordings, or two printed numbers, are the same."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from decimal import Decimal
from typing import Final

import attrs

from ..model.fields import Kind
from ..model.reading import UNFILLED_WORD, Cell, Place, State

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
    """Full-width signs as half-width ones, traditional characters as simplified ones, no space or line break."""
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
    """What is left of a label when its number, its notes in brackets and its punctuation are taken away."""
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

_NOT_APPLICABLE: Final = frozenset(
    (
        "/",
        "//",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "―",
        "–",
        "ー",
        "―――",
        "———",
        "无",
        "不涉及",
        "不适用",
        "没有",
        "N/A",
        "n/a",
        "*",
    )
)
UNITS: Final = "件|条|次|项|个|人次|人|份|篇|宗|起|户|元|万元|亿元|千元|百元"
_AMOUNT: Final = re.compile(
    rf"^(?P<word>增加|增长|新增|减少|下降|增|减|负|正)?(?P<sign>[+\-−–—―])?"
    rf"(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,40}})(?P<rest>\.[0-9]{{1,40}})?(?P<unit>{UNITS})?(?:整)?$"
)
_FACTORS: Final = {
    "元": Decimal("0.0001"), "百元": Decimal("0.01"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)
}  # fmt: skip
_DOWN: Final = ("减少", "下降", "减", "负")
NOTE_MARK: Final = r"(?:[\u00b2\u00b3\u00b9\u2070-\u2079\u2460-\u2473]+|[\[［][0-9０-９]{1,2}[\]］])"
_MARKED: Final = re.compile(rf"(?<=[0-9０-９]){NOTE_MARK}\s*$")
_GARBLED: Final = re.compile(
    rf"^(?:[+\-−–—―]{{2,}}[0-9][0-9.,]*|[+\-−–—―]?[0-9][0-9.,]*(?:{UNITS})?\([^()]{{1,20}}\))$"
)


@attrs.frozen
class Amount:
    """A number as printed, with the unit beside it."""

    value: Decimal
    unit: str = ""


@functools.lru_cache(maxsize=8192)
def amount(text: str) -> Amount | None:
    """The number that a text says, `1,113`, `251000元`, `减4`, `+19`, `12①`; None where it says none."""
    found = _AMOUNT.match(plain(_MARKED.sub("", text)))
    if found is None:
        return None
    digits = found["digits"].replace(",", "") + (found["rest"] or "")
    value = Decimal(digits)
    negative = (found["sign"] or "+") not in "+" or (found["word"] or "") in _DOWN
    return Amount(-value if negative else value, found["unit"] or "")


def marks_a_note(before: str, raised: str) -> bool:
    """Whether signs set higher behind a number are the mark of a note, and none of its digits."""
    return bool(_ENDS_IN_DIGIT.search(before) and _NOTE_MARK.fullmatch(raised.strip()))


_ENDS_IN_DIGIT: Final = re.compile(r"[0-9０-９]\s*$")
_NOTE_MARK: Final = re.compile(r"[\[(（［〔【]?(?:[0-9０-９]{1,2}|[\u2460-\u2473]|\*{1,3}|注)[\])）］〕】]?")


def is_blank(text: str) -> bool:
    """Whether nothing is printed."""
    return plain(text) == ""


@functools.lru_cache(maxsize=8192)
def is_datum(text: str) -> bool:
    """Whether a text is what stands in a cell for numbers: a number, one typed wrong, nothing, `/`, 无, 待填."""
    said = plain(text)
    known = said == "" or said in _NOT_APPLICABLE or said == UNFILLED_WORD
    return known or amount(text) is not None or _GARBLED.match(said) is not None


@functools.lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a text is a number, perhaps with a unit."""
    return amount(text) is not None


def stated(text: str, kind: Kind, unit: str, place: Place | None = None) -> tuple[Cell, str]:
    """The cell that a printed text states for a line, and the unit it was converted from, or nothing."""
    printed = " ".join(line.strip() for line in text.splitlines() if line.strip())
    if kind is Kind.WORDS:
        return Cell(printed, State.TEXT if printed else State.BLANK, printed, kind, place), ""
    said = plain(text)
    state = _STATES.get(said)
    if state is not None:
        return Cell(printed if said else "", state, None, kind, place), ""
    number = amount(text)
    if number is None:
        return Cell(printed, State.TEXT, None, kind, place), ""
    if kind is Kind.MONEY:
        return _money(printed, number, place)
    if number.unit in _FACTORS and number.unit != unit:
        return Cell(printed, State.TEXT, None, kind, place), ""
    whole = int(number.value)
    value = whole if whole == number.value else number.value
    return Cell(printed, State.NUMBER, value, kind, place), ""


def _money(printed: str, number: Amount, place: Place | None) -> tuple[Cell, str]:
    factor = _FACTORS.get(number.unit, Decimal(1))
    if factor == 1:
        return Cell(printed, State.NUMBER, number.value, Kind.MONEY, place), ""
    return Cell(printed, State.NUMBER, converted(number.value, number.unit), Kind.MONEY, place), number.unit


def converted(value: Decimal, unit: str) -> Decimal:
    """An amount in 元, 千元 or 亿元 as 万元, exactly, without zeros at its end."""
    exact = value * _FACTORS[unit]
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


def unit_named(text: str) -> str:
    """The unit of money that a heading names, 元 in （单位：元）; nothing where it names none."""
    found = re.search(r"[(:：](亿元|万元|千元|百元|元)\)?", plain(text))
    return found.group(1) if found else ""


_STATES: Final = {
    "": State.BLANK,
    UNFILLED_WORD: State.UNFILLED,
    **dict.fromkeys(_NOT_APPLICABLE, State.NOT_APPLICABLE),
}
