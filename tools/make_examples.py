"""Make examples/register and examples/county: made-up requests and offices, the same at every run.

python tools/make_examples.py [FOLDER]
"""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

import gikreport

COUNTY = "清溪县人民政府"
BUREAU = "清溪县自然资源局"
TODAY = datetime.date(2022, 1, 10)
HEADING = ("办件号", "来信人", "收件", "答复", "答复口径", "延期", "复议申请日期", "复议审结日期", "复议结果",
           "起诉日期", "诉讼审结日期", "诉讼结果")  # fmt: skip
MAPPING = """\
# 台账的列名和用词：左边是台账的写法，右边是格式中的写法（或 gikreport 的路径）。
format = 1

[columns]
id = "办件号"
kind = "来信人"
received = "收件"
closed = "答复"
outcome = "答复口径"
extended = "延期"

[kinds]
"个体工商户" = "商业企业"
"村委会" = "法人或其他组织 其他"
"社会组织" = "社会公益组织"

[outcomes]
"已给" = "予以公开"
"查无" = "本机关不掌握相关政府信息"
"""
KINDS = ["自然人"] * 14 + ["公司"] * 3 + ["个体工商户", "村委会", "律师事务所", "社会组织"]
OUTCOMES = (
    ["已给"] * 8 + ["部分公开"] * 3 + ["查无"] * 6 + ["商业秘密", "内部事务信息", "过程性信息", "行政执法案卷"]
    + ["信访", "重复申请", "补正后仍不明确", "逾期不补正"]
)  # fmt: skip
# name, file, kind of the units of the county; the bureau's report comes from its register.
UNITS = (
    ("清溪县人民政府办公室", "office", "department"),
    ("清溪县教育局", "education", "department"),
    ("清溪县公安局", "police", "department"),
    (BUREAU, "natural-resources", "department"),
    ("清溪县住房和城乡建设局", "housing", "department"),
    ("清溪县水利局", "water", "department"),
    ("清溪县市场监督管理局", "market", "department"),
    ("清溪经济开发区管理委员会", "zone", "zone"),
    ("清溪县城关街道办事处", "chengguan", "street"),
    ("清溪县石桥镇人民政府", "shiqiao", "township"),
    ("清溪县柳湾镇人民政府", "liuwan", "township"),
    ("清溪县枫林乡人民政府", "fenglin", "township"),
)
MISSING, CORRECTED = "fenglin", "shiqiao"


def requests(chance: random.Random) -> list[list[str]]:
    """Some three hundred requests over three years, all of them countable."""
    rows = []
    days = sorted(chance.randrange(3 * 365) for _ in range(294))
    for number, day in enumerate(days, 1):
        received = datetime.date(2019, 1, 2) + datetime.timedelta(days=day)
        closed = received + datetime.timedelta(days=chance.randrange(3, 41))
        done = closed < TODAY
        review = received + datetime.timedelta(days=60) if done and not number % 29 else None
        decided = review + datetime.timedelta(days=55) if review else None
        rows.append([
            f"QZ{received.year}-{number:03d}", chance.choice(KINDS), received.isoformat(),
            closed.isoformat() if done else "", chance.choice(OUTCOMES) if done else "办理中",
            "是" if number % 17 == 0 else "", *_review(review, decided),
            *_lawsuit(decided if not number % 87 else None),
        ])  # fmt: skip
    return rows


def _review(filed: datetime.date | None, decided: datetime.date | None) -> tuple[str, str, str]:
    if filed is None or decided is None or filed > TODAY:
        return "", "", ""
    return filed.isoformat(), decided.isoformat() if decided < TODAY else "", "维持" if decided < TODAY else ""


def _lawsuit(after: datetime.date | None) -> tuple[str, str, str]:
    filed = after + datetime.timedelta(days=12) if after else TODAY
    decided = filed + datetime.timedelta(days=128)
    if filed >= TODAY:
        return "", "", ""
    return filed.isoformat(), decided.isoformat() if decided < TODAY else "", "维持" if decided < TODAY else ""


def with_traps(rows: list[list[str]]) -> list[list[str]]:
    """The same register as the clerk first kept it, with the mistakes that registers have."""
    trapped = [list(row) for row in rows]
    for at, column, value in (
        (205, 1, ""), (212, 1, "外地来函"), (221, 4, "不予公开"), (150, 3, "2020-13-05"), (199, 3, ""), (230, 4, ""),
    ):  # fmt: skip
        trapped[at][column] = value
    trapped[260][3] = (datetime.date.fromisoformat(trapped[260][2]) - datetime.timedelta(days=2)).isoformat()
    trapped[280][0] = trapped[279][0]
    trapped[290][2] = "2023-09-01"
    return trapped


def columns(chance: random.Random, form: gikreport.Form, before: dict[str, int]) -> dict[str, dict[str, Any]]:
    """Table 3 of a unit: natural persons and companies; what was carried over is last year's."""
    found = {}
    for name, most in (("natural_person", 9), ("commercial", 3)):
        received, over = chance.randrange(most), before.get(name, 0)
        forward = chance.randrange(min(3, received + over + 1))
        disclosed = (received + over - forward + 1) // 2
        held = received + over - forward - disclosed
        outcomes = {"disclosed": disclosed, "unavailable": {"not_held": held}}
        found[name] = {"received": received, "carried_over": over, "outcomes": outcomes, "carried_forward": forward}
    return found


def unit_report(
    chance: random.Random, name: str, year: int, before: dict[str, int]
) -> tuple[dict[str, Any], dict[str, int]]:
    """The data of a unit's report, and what it carries forward."""
    form = gikreport.form_for(year)
    requester = columns(chance, form, before)
    t3 = {"natural_person": requester["natural_person"], "organizations": {"commercial": requester["commercial"]}}
    data = {
        "format": 1, "form": form.name, "agency": name, "year": year,
        "overview": f"本单位全年新收申请{sum(c['received'] for c in requester.values())}件，均依法办理。{WORK[year]}"
        f"{RATED[year] if name.endswith('政府') else ''}",
        "problems": "存在的主要问题是个别信息公开不够及时；已明确各科室的报送时限，并按月核对。",
        "other_matters": "本年度没有收取信息处理费。",
        "signed_on": datetime.date(year + 1, 1, 18), "t2": table_2(chance, year), "t3": t3, "t4": {},
    }  # fmt: skip
    return data, {name: column["carried_forward"] for name, column in requester.items()}


def table_2(chance: random.Random, year: int) -> dict[str, object]:
    """Table 2 of the year's form."""
    number = chance.randrange(20, 400)
    if year < 2021:
        return {
            "normative_documents": {"produced": 2, "newly_public": 2, "public": 12},
            "licensing": {"previous": 30, "change": -2, "decisions": number},
        }
    fees = Decimal(chance.randrange(900)) / 100
    return {"normative_documents": {"issued": 2, "repealed": 1, "in_force": 13}, "licensing": number, "fees": fees}


WORK = {
    2020: "主动公开做到及时更新；政府信息管理实行发布前审查；平台建设以政府网站为主；监督保障落实到人，半年培训一次。",
    2021: "主动公开方面新增政策解读；政府信息管理方面清理失效文件；平台建设方面合并重复栏目；监督保障方面补充人手。",
}
RATED = {
    2020: "工作考核已纳入年度考核；社会评议结果为满意；没有责任追究的情形。",
    2021: "本年工作考核结果为良好，社会评议没有收到意见，未发生责任追究。",
}
PROBLEMS = {
    2020: "存在的主要问题是部分单位答复不够规范；已组织业务培训，并按季度抽查答复文书。",
    2021: "存在的主要问题是政策解读的形式单一；已要求各单位配图表，年底前完成改版。",
}
NARRATIVE = {
    2020: "全县各级行政机关全年新收政府信息公开申请{{ t3.total.received }}件，办结{{ t3.total.outcomes.total }}件。",
    2021: "全县各级行政机关全年新收政府信息公开申请{{ t3.total.received }}件，同比{{ change(t3.total.received) }}；"
    "予以公开{{ t3.total.outcomes.disclosed }}件，结转下年度{{ t3.total.carried_forward }}件。",
}


def county_text(year: int) -> dict[str, object]:
    """The county's own text, with its numbers as expressions."""
    return {
        "format": 1, "form": gikreport.form_for(year).name, "expressions": True, "agency": COUNTY, "year": year,
        "preface": f"本报告汇总清溪县人民政府办公室和所属单位的报告编制，数据统计期限为{year}年1月1日至12月31日。",
        "overview": f"{NARRATIVE[year]}{WORK[year]}{RATED[year]}",
        "problems": PROBLEMS[year],
        "other_matters": "本年度没有收取信息处理费。", "signed_on": datetime.date(year + 1, 3, 28),
    }  # fmt: skip


def write(path: Path, content: str) -> None:
    """One file of an example."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")


TOWN_HEAD = ("序号", "申请人", "类型", "时间", "方式", "承办科室", "时间", "类型", "备注")
TOWN_OUTCOMES = (
    ["予以公开"] * 5 + ["已主动公开"] * 3 + ["部分公开（个人隐私）", "信息不存在", "信息不存在", "非本机关职责"]
    + ["不予公开（个人隐私）", "转信访", "已答复", "撤回", "咨询"]
)  # fmt: skip


def town_rows(chance: random.Random) -> Iterator[list[object]]:
    """The requests of a town in one year, as it writes them down: days in four ways, words of its own."""
    for number in range(1, 25):
        came = datetime.date(2021, 1, 4) + datetime.timedelta(days=14 * number + chance.randrange(7))
        done = came + datetime.timedelta(days=chance.randrange(3, 24))
        is_open = done.year > 2021
        yield [
            number, f"申请人{number}", chance.choice(["公民"] * 5 + ["企业", "村委会", "律师事务所"]),
            chance.choice([f"{came:%Y.%m.%d}", f"2021年{came.month}月{came.day}日", f"{came.month}月{came.day}日"]),
            chance.choice(["网上", "邮寄", "当面", "EMS"]), chance.choice(["党政办", "规划建设办", "农业农村办"]),
            None if is_open else f"{done:%Y/%m/%d}", "办理中" if is_open else chance.choice(TOWN_OUTCOMES), None,
        ]  # fmt: skip


def write_town_register(path: Path, chance: random.Random) -> None:
    """A workbook with a title, headings over two rows, a sum and a signature, and a sheet of the year before."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        middle = book.add_format({"align": "center", "valign": "vcenter", "border": 1})
        rows = list(town_rows(chance))
        for year, kept in (("2020年", rows[:0]), ("2021年", rows)):
            sheet = book.add_worksheet(year)
            sheet.set_column(1, 8, 16)
            sheet.merge_range("A1:I1", f"枫林乡{year}政府信息公开申请办理台账", middle)
            sheet.write_string("A2", "填报单位：枫林乡党政办")
            sheet.merge_range("A3:A4", "序号", middle)
            for area, heading in (("B3:C3", "申请人"), ("D3:E3", "申请"), ("G3:H3", "答复")):
                sheet.merge_range(area, heading, middle)
            sheet.merge_range("F3:F4", "承办科室", middle)
            sheet.merge_range("I3:I4", "备注", middle)
            for column, heading in enumerate(TOWN_HEAD):
                if column not in (0, 5, 8):
                    sheet.write_string(3, column, "姓名" if column == 1 else heading, middle)
            for at, row in enumerate(kept, 4):
                sheet.write_row(at, 0, row)
            sheet.write_row(4 + len(kept), 0, ["合计", f"{len(kept)}件"])
            sheet.write_row(5 + len(kept), 0, ["填报人：丁一", None, "审核：王二"])


def write_register(folder: Path, chance: random.Random) -> None:
    """The register as it was kept, and as it was corrected."""
    rows = requests(chance)
    for name, kept in (("register.csv", with_traps(rows)), ("register-corrected.csv", rows)):
        write(folder / name, "".join(",".join(row) + "\n" for row in [HEADING, *kept]))
    write(folder / "register.toml", MAPPING)
    write_town_register(folder / "town.xlsx", random.Random("town"))


def write_county(folder: Path, chance: random.Random) -> None:
    """The units' reports of two years, the list of units, the county's text."""
    listed = [f'[[units]]\nname = "{COUNTY}"\nkind = "government"\nmakes_rules = false\n']
    listed += [f'[[units]]\nname = "{name}"\nkind = "{kind}"\nparent = "{COUNTY}"\n' for name, _, kind in UNITS]
    write(folder / "units.toml", "\n".join(listed))
    for name, file, _ in UNITS:
        carried: dict[str, int] = {}
        for year in (2020, 2021):
            data, carried = unit_report(chance, name, year, carried)
            _write_unit(folder, file, year, data)
    for year in (2020, 2021):
        write(folder / f"county-{year}.toml", gikreport.encode(county_text(year), ".toml"))


def _write_unit(folder: Path, file: str, year: int, data: dict[str, Any]) -> None:
    """A unit's report; the bureau leaves tables 3 and 4 to its register, one is late, one is corrected."""
    if file == "natural-resources":
        begun = {key: value for key, value in data.items() if key not in ("t3", "t4")}
        write(
            folder / f"{year}-begun" / f"{file}.toml",
            gikreport.encode({**begun, "overview": f"本局的依申请公开由业务台账逐件统计。{WORK[year]}"}, ".toml"),
        )
        return
    late = year == 2021 and file == MISSING
    write(folder / (f"{year}-late" if late else str(year)) / f"{file}.toml", gikreport.encode(data, ".toml"))
    if year == 2021 and file == CORRECTED:
        column = data["t3"]["natural_person"]
        column["received"] += 1
        column["outcomes"]["disclosed"] += 1
        write(folder / "2021-corrected" / f"{file}.toml", gikreport.encode(data, ".toml"))


def main(folder: Path) -> None:
    """Write both examples below a folder."""
    write_register(folder / "register", random.Random("register"))
    write_county(folder / "county", random.Random("county"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "examples")
