"""Each word that the wordings of narrative/lexicon.py know is read: told where it differs, quiet where it agrees."""

from __future__ import annotations

from gikreport import read
from support.narrative import QUIET, around, check, each, found
from support.rows import rows

LEAVES = {
    "disclosed": 12,
    "partly_disclosed": 5,
    "withheld": {
        "state_secret": 1, "barred_by_law": 2, "security_and_stability": 1,
        "third_party_rights": 3, "enforcement_files": 4,
    },
    "unavailable": {"not_held": 2, "still_unclear": 1},
    "not_processed": {"repeated": 1, "excessive": 2, "confirmation": 1},
    "other_handling": {"other": 2},
}  # fmt: skip
T3 = {"natural_person": {"received": 41, "carried_over": 3, "outcomes": LEAVES, "carried_forward": 7}}
SAID = "答复 处理 决定 情形 的 类 信息 申请 案件 事项 内容 数 ： : 为 有 共 计 （ ("
DONE = ("办理申请", 37)


def said(text: str) -> list[tuple[object, object]]:
    """The figures and numbers that do not agree."""
    return [(one.facts["name"], one.facts["said"]) for one in found(text, t3=T3) if "name" in one.facts]


WORDINGS = [
    *each("属于三安全一稳定_#件。", SAID, ("危及“三安全一稳定”", 1)),
    *each("_禁止公开#件。", "其他法律行政法规 其他法律、行政法规", ("其他法律行政法规禁止公开", 2)),
    ("保护第三方合法权益#件。", "保护第三方合法权益", 3),
    ("补正后申请内容仍不明确#件。", "补正后申请内容仍不明确", 1),
    ("重复申请#件。", "重复申请", 1),
    ("无正当理由大量反复申请#件。", "无正当理由大量反复申请", 2),
    ("要求重新出具已获取信息#件。", "确认或重新出具已获取信息", 1),
    *each("上述申请办结#_。", "件 条 宗 份 个 项", DONE),
    *each("_申请均已办结#件。", "上述 以上", DONE),
    *each("上述申请_办结#件。", "现已 目前 已 已经 均 共 全部 依法 当年 全年 今年 本年 本年度 按时 按期", DONE),
    *each("上述申请_办结#件。", "按规定 予以 法定期限内 在规定时限内 在法定时间内", DONE),
    *each("上述申请_#件。", "办结 办理 答复 回复 办复 处理", DONE),
    *each("依申请公开_办结#件。", "共 受理和 收到及 接收并 受理、", DONE),
    *each("办结的#件_申请都有记录。", "的政府信息公开 依 有效", DONE),
    *each("_的#件申请都有记录。", "收到 受理 接收 接到", DONE),
    *each("办结#件（含_结转3件）。", "上年 上一年 上年度 2022年 2022年度 上年未办结", DONE),
    *each("办结#件（含上年_3件）。", "结转 转结", DONE),
    *each("#件_申请均已答复。", "政府信息公开 依申请公开 公开", DONE),
    *each("#件申请_答复。", "均 全部 都 已 均在期限内", DONE),
    *each("收到申请41件，#件_答复。", "均 全部 都 已 均按期", DONE),
    *each("收到申请41件（网上8件），#件_答复。", "均", DONE),
    *each("申请办结_#件。", "数 数为 共", DONE),
    *each("_新收#件，上年结转3件。", "本年 本年度 今年 当年", ("新收申请", 41)),
    *each("上年结转申请3件，_#件。", "共计 合计 总计", ("收到申请", 44)),
    *each("下年度继续_#件。", "办理 处理 办理的 办理有 办理为", ("结转下年度", 7)),
    *each("#件_公开。", "予以 准予", ("予以公开", 12)),
    *each("#件_予以公开。", "为 是 属 属于 因 决定 本机关 本单位 本局 我局", ("予以公开", 12)),
    *each("#_予以公开。", "件 宗 条 件申请", ("予以公开", 12)),
    ("#件予以公开", "予以公开", 12),
    ("#件部分公开。", "部分公开", 5),
    ("同意部分公开#件。", "同意部分公开", 5),
    ("#件不予公开。", "不予公开", 11),
    *each("#件_。", "无法提供 无法提供信息 无法提供的 无法提供政府信息 无法提供相关政府信息", ("无法提供", 3)),
    ("#件不予处理。", "不予处理", 4),
    ("#件属于国家秘密。", "属于国家秘密", 1),
    *each("#件属于_案卷。", "执法 行政执法", ("属于行政执法案卷", 4)),
    ("#件不掌握相关政府信息。", "本机关不掌握相关政府信息", 2),
    *each("_#件规范性文件。", "制定 制作 制发 出台 印发 制定并发布 制定出台 制定了", ("制发行政规范性文件", 3)),
    *each("制发规范性文件3件，_#件。", "废止 宣布废止 废止失效 废止的", ("废止行政规范性文件", 1)),
    *each("制发规范性文件3件，现行_#件。", "有效 有效的", ("现行有效的行政规范性文件", 14)),
    *each("_规范性文件3件，废止#件。", "制定 制发 制作 出台 印发", ("废止行政规范性文件", 1)),
]  # fmt: skip


@rows(("text", "name", "due"), WORDINGS)
def test_a_wording_is_read(text: str, name: str, due: int) -> None:
    assert said(text.replace("#", str(due))) == []
    assert (name, due + 60) in said(text.replace("#", str(due + 60)))


OTHERS = [
    *around("_上述申请办结99件。", "公文 文件 制作 制发 属性 主动公开后 协助 配合 指导 抽查 检查 转办 交办 代县政府"),
    *around(
        "_99件予以公开。",
        "公文 文件 制作 制发 属性 协助 配合 指导 抽查 检查 转办 交办 代表县政府 建议 提案 议案 事项 档案 案件 数据",
    ),
    *around("_制定99件规范性文件。", "协助 审核 审查 起草 代"),
]


@rows(("text", "what"), OTHERS)
def test_the_number_of_something_else_is_let_be(text: str, what: str) -> None:
    assert said(text) == []
    assert len(said(text.replace(what, ""))) == 1


@rows("due", [37, 41, 44, 34, 35])
def test_what_was_finished_may_be_counted_in_several_ways(due: int) -> None:
    assert said(f"上述申请办结{due}件。") == []
    assert len(said("上述申请办结36件。")) == 1


@rows("late", ["延期", "逾期", "超期"])
def test_what_was_answered_late_is_not_all_that_was_answered(late: str) -> None:
    assert said(f"99件申请均{late}答复。") == []


@rows(
    ("name", "leaf", "due"),
    [("同意公开", "disclosed", 9), ("同意部分公开", "partly_disclosed", 4), ("不同意公开", "refused.other", 3),
     ("信息不存在", "not_existing", 2)],
)  # fmt: skip
def test_the_answers_of_2014_are_read(name: str, leaf: str, due: int) -> None:
    answers: dict[str, object] = {"refused": {"other": due}} if "." in leaf else {leaf: due}
    data = {"agency": "白河县水务局", "year": 2016, "statistics": {"requests": {"answers": answers}}}
    for number, told in ((due, []), (due + 60, [(name, due + 60)])):
        read_in = read({**data, "problems": QUIET["problems"], "overview": f"{name}{number}件。"})
        assert [(one.facts["name"], one.facts["said"]) for one in check(read_in) if "name" in one.facts] == told
    for what in ("公文", "文件", "制作", "制发", "属性"):
        assert not [one for one in check(read({**data, "overview": f"{what}{name}99件。"})) if "name" in one.facts]
