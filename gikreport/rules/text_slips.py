"""The writing itself: years, periods, 文号, words and paragraphs told twice, what was left in or left out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from ..errors import Words
from ..forms import FORMS, decree
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..narrative.growth import Growth, agrees, change, growths
from ..narrative.quote import broken_at
from ..narrative.statement import Sentence, Statement
from .repetition import doubled_sentences, doubled_words


def years(statement: Statement) -> Iterator[Violation]:
    """A year has four digits, and the title and the opening of a section name the year of the report."""
    for sentence in statement.sentences_with(re.compile("年(?<=[0-9]年)")):
        for found in re.finditer(_TOO_LONG, sentence.text):
            yield broken_at(sentence, found.start(), said=found.group())
    title = "".join(statement.title or ())
    named = set(re.findall(_YEARS, title))
    for said in sorted(named - {str(statement.year)}) if str(statement.year) in named else ():
        yield Violation(at=("title",), facts={"said": f"{said}年", "quote": title})
    yield from _last_year_left_in(statement)


def _last_year_left_in(statement: Statement) -> Iterator[Violation]:
    """A section that opens with last year and never names its own."""
    last = f"{(statement.year or 0) - 1}年"
    opening = re.compile(f"{last}(?=度?[，,我本全]|以来)")
    telling = re.compile(f"(?:截[至止到])?{last}(?=度?(?:[，,我本全]|{_TELLS})|以来|12月31日(?!前))")
    yield from _last_years_report_named(statement)
    naming = statement.sentences_with(last) if statement.year else ()
    for name in dict.fromkeys(sentence.section for sentence in naming):
        prose = statement.prose[name]
        paragraphs = enumerate(prose.paragraphs)
        opens = opening if name == "problems" else telling
        left_in = [Sentence(name, p.text, at) for at, p in paragraphs if opens.match(p.body)]
        if left_in and not re.search(f"{statement.year}年|今年|本年", prose.text):
            yield broken_at(left_in[0], 0, said=last)


def _last_years_report_named(statement: Statement) -> Iterator[Violation]:
    """A report that calls itself that of the year before: 现公布…2022年政府信息公开工作年度报告, 2023年将加强."""
    if statement.year:
        last, this = statement.year - 1, statement.year
        named = re.compile(
            f"现(?:将|予以?|向社会)?(?:公布|发布|公开)?[^，。；]{{0,30}}{last}年度?(?:[^，。；]{{0,4}})?政府信息公开(?:工作)?(?:年度报告|年报|情况)"
            f"|(?:下一步|今后)[，,]?{this}年(?=[^，。；]{{0,6}}(?:将|继续|进一步))|^{this}年[，,]?[^，。；]{{0,6}}将(?=加强|继续|进一步)"
        )
        for sentence in statement.sentences_with(f"{last}年", f"{this}年"):
            found = named.search(sentence.text)
            if found:
                year = last if f"{last}年" in found.group() else this
                yield broken_at(sentence, found.start(), said=f"{year}年")


_TELLS: Final = "[共通区县市省旗州镇乡街累收受办主未没]"
_TOO_LONG: Final = "(?<![0-9])(?:[0-9]{5,}+(?=年)|20[1-9](?=年(?![的来历以前后间]))|200(?=年(?:度|1?[0-9]月|[，,全])))"
_YEARS: Final = "(?<![0-9])([12][0-9]{3})(?=年)"


def periods(statement: Statement) -> Iterator[Violation]:
    """The figures of a yearly report run from 1 January to 31 December of its year."""
    for sentence in statement.sentences_with(*"至到—–-－~～") if statement.year else ():
        for found in re.finditer(_PERIOD, sentence.text) if re.search(_IS_PERIOD, sentence.text) else ():
            due = (str(statement.year), "1", "1", str(statement.year), "12", "31")
            said = tuple(part.lstrip("0") for part in found.groups(found.group(1)))
            if said != due and not re.search(_TOO_LONG, found.group()):
                yield broken_at(sentence, found.start(), said=found.group(), year=statement.year)


_DAY: Final = r"(?:(\d{4,})[年.])?(\d{1,2})[月.](\d{1,2})日?"
_PERIOD: Final = rf"(\d{{4,}})[年.](\d{{1,2}})[月.](\d{{1,2}})日?[起始]?[，,]?\s*[至到—–\-－~～]+\s*{_DAY}"
_IS_PERIOD: Final = (
    "统计(?:的|数据)*(?:期|时限|时间|周期|区间|起止)|(?:数据|年报|报告)[^，。；]{0,8}(?:期限|时限|时间|区间|周期|起止)|"
    "本(?:报告|年报|年度报告)[^，。；]{0,12}(?:数据|统计)|^起止时间|涵盖[^。；]{0,60}政府信息公开工作情况"
)


def leftovers(statement: Statement) -> Iterator[Violation]:
    """What a template tells its writer is no part of the report."""
    for sentence in statement.sentences_with(_LEFT_IN):
        found = _LEFT_IN.search(sentence.text)
        if found:
            yield broken_at(sentence, found.start(), said=found.group())


_LEFT_IN: Final = re.compile(
    # every branch begins with a letter of its own: so the search skips to where one may stand
    "编写说明|填写说明|填报说明|撰写说明|此处(?:填写|插入|省略)|请(?:填写|在此|根据实际|结合实际)|可(?:先适当|根据实际)|某某|"
    r"\*\*+|（(?:单位名称|公章|盖章|具体网址|网址|填写网址|具体日期|具体数字|单位|姓名|电话|地址)?）|（注：(?=[^（）]{0,12}(?:应|请|须))|"
    r" (?<=[^\d\s] )[ 　]+(?=[件条份](?!数))|　(?<=[^\d\s]　)[ 　]+(?=[件条份](?!数))|"
    "×[×Ｘ]+|Ｘ[×Ｘ]+|"
    "x(?<![A-Za-z]x)x+(?![A-Za-z])(?=[件条份个次年月日号])|"
    "X(?<![A-Za-z]X)(?:X+(?![A-Za-z])|(?=[件条份个次]))|___+|＿＿+|N(?<![A-Za-z]N)N*(?=[件条份个次])|待填|待补充|待核实"
)


def long_sentences(statement: Statement) -> Iterator[Violation]:
    """A sentence ends before nobody can follow it."""
    for sentence in statement.sentences:
        if len(sentence.text) > _LONGEST:
            yield broken_at(sentence, 0, length=len(sentence.text), most=_LONGEST)


_LONGEST: Final = 2000


def notices(statement: Statement) -> Iterator[Violation]:
    """A report cites the notice that is in force for its year."""
    for notice, last in _NOTICES if statement.year else ():
        if (statement.year or 0) > last:
            yield from itertools.islice(_cited(statement, notice), 1)


def _cited(statement: Statement, notice: str) -> Iterator[Violation]:
    for sentence in statement.sentences_with(_NUMBERED):
        at = _plain_brackets(sentence.text).find(_plain_brackets(notice))
        if at >= 0 and not (notice == decree.NOTICE and _is_history(sentence.text)):
            yield broken_at(sentence, at, said=notice, due=statement.form.notice)


def _is_history(text: str) -> bool:
    """Whether the sentence names the first text of the Regulation beside its revision."""
    return any(word in text for word in ("修订", "废止", "号公布", "令公布", "第711号"))


def _plain_brackets(text: str) -> str:
    return text.translate(_BRACKETS).replace(" ", "")


_NUMBERED: Final = "号"
_BRACKETS: Final = str.maketrans("[［【(（]］】)）", "〔〔〔〔〔〕〕〕〕〕")
_NOTICES: Final = tuple(
    (form.notice, 2018 if form.notice == decree.NOTICE else form.last) for form in FORMS if form.last is not None
)


def empty_sections(statement: Statement) -> Iterator[Violation]:
    """The problems and how they are mended, and what else is to be reported, are parts of the report by law."""
    if any(name != "preface" for name, _ in statement.sections()):
        for name in _LEAST if statement.form.first >= _SIX else ("problems", "other_matters"):
            text = statement.prose[name].text if name in statement.prose else ""
            least = _LEAST[name]
            if len(text.strip("无。，；、：（） ")) < least:
                yield Violation(at=(name,), facts={"said": text or "（空白）"})


_SIX: Final = 2019  # the first year of the form with 总体情况
_LEAST: Final = {"overview": 2, "problems": 10, "other_matters": 2}


def fee_statement(statement: Statement) -> Iterator[Violation]:
    """The last section tells how many fee notices were issued, and what was collected for information processing."""
    text = "".join(statement.prose[name].text for name in _FEE_PARTS if name in statement.prose)
    due = statement.form.first >= _FEES_SINCE and statement.prose.get("other_matters")
    if due and not re.search(_FEE, text):
        elsewhere = statement.sentences_with("信息处理费", "收取")
        if not any(re.search(_FEE_ELSEWHERE, sentence.text) for sentence in elsewhere):
            yield Violation(at=("other_matters",))


_FEES_SINCE: Final = 2021
_FEE_PARTS: Final = ("other_matters", "requests", "requests_after")
_FEE_ELSEWHERE: Final = "信息处理费|(?:未|没有|无)(?:因[^，。；]{0,10})?收取[^，。；]{0,20}费"
_FEE: Final = "收费|收取[^，。；]{0,10}费|费用"


def growth(statement: Statement) -> Iterator[Violation]:
    """A percentage of growth follows from the two numbers that stand beside it."""
    for passage in statement.passages_with("%", "％", _GROWS):
        for found in growths(passage.tokens, statement.year):
            if not any(agrees(now, found.before, found) for now in (found.now, *found.others)):
                yield broken_at(
                    passage.sentence, found.offset, said=found.said, due=_due(found), now=found.now,
                    before=found.before,
                )  # fmt: skip


_GROWS: Final = re.compile("[增减升降][加少长]|[多少]了?[0-9]")


def _due(found: Growth) -> str:
    """The growth that two numbers come to, as it would be told."""
    if not found.in_percent:
        return change(found.now, found.before, found)
    return _percent((found.now - found.before) * 100 / found.before, found.value)


def _unit(said: Decimal) -> Decimal:
    exponent = said.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _percent(due: Decimal, said: Decimal) -> str:
    unit = min(_unit(said), _TENTH) if 0 < abs(due) < 1 else _unit(said)
    return f"{'下降' if due < 0 else '增长'}{abs(due.quantize(unit))}%"


_TENTH: Final = Decimal("0.1")


def _check(
    code: str, run: Callable[[Statement], Iterator[Violation]], zh: str, en: str, remedy_zh: str, remedy_en: str,
    source: str, needs: tuple[Need, ...] = (Need.NARRATIVE,), rank: Rank = Rank.NOTICE,
) -> Check[Statement]:  # fmt: skip
    return single(
        code, run, on=Statement, words=Words(zh, en), remedy=Words(remedy_zh, remedy_en), source=source,
        severity=Severity.WARNING, rank=rank, needs=needs,
    )  # fmt: skip


_PLAIN: Final = "{notice}"
_ACCURATE: Final = "{notice}（内容准确）"
CHECKS: Final = (
    _check(
        "P001", years, "年份写错：“{said}”（{quote}）", "a year is wrong: “{said}” ({quote})",
        "改为报告年度", "write the year of the report", _ACCURATE, (),
    ),
    _check(
        "P002", periods, "统计期限应为 {year}年1月1日至12月31日，写的是“{said}”",
        "the period is 1 January to 31 December {year}; the text says “{said}”",
        "更正统计期限", "correct the period", _ACCURATE, (Need.NARRATIVE, Need.YEAR),
    ),
    _check(
        "P003", leftovers, "模板里的提示或空位还留着：“{said}”（{quote}）",
        "words or blanks of a template were left in: “{said}” ({quote})",
        "删去提示，在空位填上实际的内容", "remove the words, fill in the blanks", _ACCURATE,
    ),
    _check(
        "P004", doubled_words, "词语重复：“{said}”（{quote}）", "words told twice: “{said}” ({quote})",
        "删去重复的词语", "remove the repetition", _ACCURATE,
    ),
    _check(
        "P005", doubled_sentences, "有 {count} 句话印了两遍，如“{quote}”",
        "{count} sentences are printed twice, such as “{quote}”",
        "删去重复的内容", "remove the repetition", _ACCURATE,
    ),
    _check(
        "P006", notices, "引用的{said}已不适用于本年度，应为{due}", "{said} is not in force for this year; {due} is",
        "改引现行文件", "cite the notice in force", _PLAIN, (Need.NARRATIVE, Need.YEAR),
    ),
    _check(
        "P007", empty_sections, "这一部分没有实际内容：“{said}”", "this section says nothing: “{said}”",
        "写明实际情况", "write what there is to report", "条例第五十条", rank=Rank.LAW,
    ),
    _check(
        "P008", fee_statement, "没有说明收取信息处理费的情况", "nothing is said of fees for information processing",
        "写明发出收费通知的件数、总金额和实际收取的金额；没有的写明没有",
        "tell the number of fee notices, their sum and what was collected; say so where there was none",
        "国办函〔2020〕109号；{notice}",
    ),
    _check(
        "P009", growth, "由 {before} 到 {now} 应为 {due}，写的是 {said}（{quote}）",
        "from {before} to {now} is {due}, the text says {said} ({quote})",
        "重新计算百分比，或更正所列的数", "work out the percentage again, or correct the numbers", _ACCURATE,
    ),
    _check(
        "P016", long_sentences, "一句话有 {length} 个字，超过 {most} 个字：“{quote}”",
        "a sentence of {length} characters, more than {most}: “{quote}”",
        "分成几句；检查是否漏了句号", "divide it; look for missing full stops", _ACCURATE, rank=Rank.PRACTICE,
    ),
)  # fmt: skip
