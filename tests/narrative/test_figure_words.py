"""Each word that the wordings of narrative/lexicon.py know is read: told where it differs, quiet where it agrees."""

from __future__ import annotations

from gikreport import read
from gikreport.model.finding import Finding
from support.narrative import QUIET, around, check, each, found
from support.rows import rows

T3 = {"received": 40, "carried_over": 3, "carried_forward": 9}
LEAVES = {
    "disclosed": 12,
    "partly_disclosed": 5,
    "withheld": {
        "state_secret": 1, "internal_affairs": 2, "process_information": 1,
        "enforcement_files": 3, "administrative_inquiries": 2,
    },
    "unavailable": {"not_held": 2, "needs_creation": 1},
    "not_processed": {"petition": 2, "publications": 1},
    "other_handling": {"other": 2},
}  # fmt: skip
T4 = {
    "reconsideration": {"upheld": 4, "corrected": 1, "other": 3, "pending": 2},
    "litigation": {
        "direct": {"upheld": 2, "corrected": 1, "pending": 1},
        "after_reconsideration": {"upheld": 1, "other": 2},
    },
}
TABLES = {"t3": {"natural_person": {**T3, "outcomes": LEAVES}}, "t4": T4}


def told(text: str, code: str = "P", **more: object) -> list[Finding]:
    return [one for one in found(text, **{**TABLES, **more}) if one.code.startswith(code)]


RECEIVED, COMPLETED = ("收到申请", 40), ("办理申请", 34)
OVER, FORWARD = ("上年结转", 3), ("结转下年度", 9)
RESULTS = {"予以公开": 12, "部分公开": 5, "不予公开": 9, "无法提供": 3, "不予处理": 3, "其他处理": 2}
REVIEW, LITIGATION, BOTH = ("行政复议", 10), ("行政诉讼", 7), ("行政复议和行政诉讼", 17)


WORDINGS = [
    *each("收到政府信息公开申请#_。", "件 条 宗 份 个 起 次 例 项", RECEIVED),
    *each("_政府信息公开申请#件。", "收到 接收 接到 受理 收悉 登记", RECEIVED),
    *each("登记_申请#件。", "政府信息公开 依申请公开 信息公开", RECEIVED),
    *each("_政府信息公开申请#件。", "新收 新收到 新增 新受理", ("新收申请", 40)),
    *each("_#件政府信息公开申请。", "新收 新增 新受理", ("新收申请", 40)),
    *each("接收_申请#件。", "到 了 并处理 的 向本机关提出的 我单位的 提交的 各类 有效 政府 信息 公开", RECEIVED),
    *each("收到公民、法人_其他组织的申请#件。", "和 或 及 、", RECEIVED),
    *each("收到公民、法人和_组织的申请#件。", "其他 其它", RECEIVED),
    *each(
        "收到_申请#件。",
        "全年 本年 本年度 年度 2023年 2023年度 共 新 群众 社会公众 申请人 相关 并处理 提出的",
        RECEIVED,
    ),
    *each("办结_申请#件。", "妥善处理 处理 办理 相关", COMPLETED),
    *each(
        "收到申请_#件。",
        "公开 政府信息 的 书 件 事项 请求 表 数量 总数 总量 数 公开共计 共计 共 总计 合计 计 为 有 ： :",
        RECEIVED,
    ),
    *each("收到申请_#件。", "的数量分别为 案件 案 公开事项 的申请", RECEIVED),
    *each("_政府信息公开申请#件。", "收办 办结 办理 答复 回复 办复 完成 处理", COMPLETED),
    *each("收到政府信息公开申请40件，_#件。", "收办 办结 办理 答复 回复 办复 完成 处理", COMPLETED),
    *each("_申请40件，办结#件。", "公开 信息 收到 受理 接到 新收 各类 依", COMPLETED),
    *each("有40_申请，办结#件。", "件 宗 份", COMPLETED),
    *each("收到申请40件，_办结#件。", "已 均 共 全部 依法 当年 全年", COMPLETED),
    *each("收到申请40件_办结#件。", "， , 、 （其中网上申请8件）", COMPLETED),
    *each("予以公开_部分公开#件。", "和 以及 及 、 与 或 或者", ("予以公开和部分公开", 17)),
    *each("予以公开_#件。", "答复 处理 决定 的 类 申请 事项 （ (", ("予以公开", 12)),
    *(
        (f"{name}#件。", name, due)
        for name, due in RESULTS.items()
    ),
    *each("属于国家秘密_#件。", "的 类 信息 申请 案件 事项 内容", ("属于国家秘密", 1)),
    ("属于三类内部事务#件。", "属于三类内部事务信息", 2),
    ("属于四类过程性信息#件。", "属于四类过程性信息", 1),
    *each("属于_案卷#件。", "执法 行政执法", ("属于行政执法案卷", 3)),
    ("属于行政查询事项#件。", "属于行政查询事项", 2),
    *each("不掌握_信息#件。", "相关 政府 相关政府", ("本机关不掌握相关政府信息", 2)),
    *each("没有现成信息_#件。", "需另行制作 ，需要另行制作 的", ("没有现成信息需要另行制作", 1)),
    *each("信访_类申请#件。", "举报投诉 、举报、投诉", ("信访举报投诉类申请", 2)),
    ("要求提供公开出版物#件。", "要求提供公开出版物", 1),
    *each("上年度结转_#件。", "的 至本年度 到今年 至 到 本年 今年 办理 答复 申请 件 办件", OVER),
    *each("_结转#件。", "上年 上一年 上年度 2022年 2022年度 上年未办结", OVER),
    *each("_上年度申请#件。", "结转 转结", OVER),
    *each("结转_#件。", "下年 下一年度 次年 次年度 2024年 至下年度 到下年度", FORWARD),
    *each("结转至下年度_#件。", "办理 处理 答复 继续办理", FORWARD),
    *each("被申请行政复议_#件。", "案件 案 申请 事项 数量 被 共 提起 新发生 发生 收到 新收 引起 引发", REVIEW),
    *each(
        "发生#件_行政复议。",
        "有关政府信息公开的 关于信息公开的 涉及政府信息公开的 因政府信息公开引起的 政府信息公开工作的 "
        "申请引发的 信息类",
        REVIEW,
    ),
    *each("_#件行政复议。", "发生 引发 收到", REVIEW),
    *each("_#件行政诉讼。", "发生 引发 收到", LITIGATION),
    ("提起行政诉讼#件。", *LITIGATION),
    *each("行政复议_行政诉讼#件。", "和 、 以及 及 与 和提起", BOTH),
    *each("行政复议10件，其中_#件。", "维持 结果维持 维持原答复 维持原决定 维持原行政行为", ("行政复议结果维持", 4)),
    *each("行政复议10件，其中_#件。", "纠正 纠错 被纠错 结果纠正", ("行政复议结果纠正", 1)),
    ("行政复议10件，其中其他结果#件。", "行政复议其他结果", 3),
    *each("行政复议10件，其中_#件。", "尚未审结 未审结", ("行政复议尚未审结", 2)),
    ("行政诉讼7件，其中维持#件。", "行政诉讼结果维持", 3),
    ("行政诉讼7件，其中其他结果#件。", "行政诉讼其他结果", 2),
    *each("_起诉#件。", "直接 未经复议直接", ("直接起诉（未经复议）", 4)),
    ("复议后起诉#件。", "复议后起诉", 3),
    *each(
        "_行政规范性文件#件。",
        "制定 制发 制作 出台 印发 制定并发布 制定、印发 制定并公布 制发了",
        ("制发行政规范性文件", 3),
    ),
    *each("_规范性文件#件。", "废止 废止失效", ("废止行政规范性文件", 1)),
    *each("现行有效_#件。", "规范性文件 行政规范性文件 的规范性文件", ("现行有效的行政规范性文件", 14)),
    *each("行政规范性文件中现行有效_#件。", "件数 文件 数量", ("现行有效的行政规范性文件", 14)),
]  # fmt: skip


@rows(("text", "name", "due"), WORDINGS)
def test_a_wording_is_read(text: str, name: str, due: int) -> None:
    assert told(text.replace("#", str(due))) == []
    assert (name, due + 60) in [
        (one.facts["name"], one.facts["said"]) for one in told(text.replace("#", str(due + 60)))
    ]


@rows("due", [34, 40, 43, 31, 32, 37, 38])
def test_what_was_finished_may_be_counted_in_several_ways(due: int) -> None:
    """All results, all that was received, with or without what was carried over and what was handled otherwise."""
    assert told(f"办结政府信息公开申请{due}件。") == []
    assert len(told("办结政府信息公开申请35件。")) == 1


OTHERS = [
    *around("收到申请40件，_另有8件，办结99件。", "热线 留言 建议 提案 信访 工单 咨询 投诉 举报 复议 诉讼 网民 来信"),
    *around("_办结政府信息公开申请99件。", "协助 配合 指导 抽查 检查 会同 督促 转办 交办"),
    *around("_予以公开99件。", "公文 文件 制作 制发 属性为 主动公开信息350条，"),
    *around("_申请行政复议99件。", "受理 办理 审理 审结 代理 承办"),
    ("作为被申请人的行政复议99件。", "作为被申请人的"),
    ("作为被告的行政诉讼99件。", "作为被告的"),
    *around("_制定行政规范性文件99件。", "协助 审核 审查 起草 代"),
]  # fmt: skip


@rows(("text", "what"), OTHERS)
def test_the_number_of_something_else_is_let_be(text: str, what: str) -> None:
    assert told(text, "P") == []
    assert len(told(text.replace(what, ""), "P")) == 1


@rows(
    ("text", "name", "due"),
    [
        ("新收申请#件。", "新收申请", 40),
        ("收到申请#件。", "收到申请", 40),
        ("办结申请#件。", "办理申请", 38),
        ("办结申请#件。", "办理申请", 36),
        ("被申请行政复议#件。", "行政复议", 6),
        ("提起行政诉讼#件。", "行政诉讼", 5),
        ("行政复议和行政诉讼#件。", "行政复议和行政诉讼", 11),
        ("主动公开政府信息#条。", "主动公开政府信息", 350),
    ],
)
def test_the_statistics_of_2014_are_read_too(text: str, name: str, due: int) -> None:
    statistics = {
        "proactive": {"disclosed": {"total": 350}},
        "requests": {"received": {"in_person": 40}, "completed": {"in_time": 38}, "answers": {"disclosed": 36}},
        "reconsideration": {"upheld": 6},
        "litigation": {"upheld": 5},
    }
    data = {"agency": "白河县水务局", "year": 2016, "statistics": statistics, "problems": QUIET["problems"]}
    assert codes({**data, "overview": text.replace("#", str(due))}) == []
    assert codes({**data, "overview": text.replace("#", str(due + 60))}) == [(name, due + 60)]


def codes(data: dict[str, object]) -> list[tuple[object, object]]:
    """The figures and numbers that do not agree."""
    return [(one.facts["name"], one.facts["said"]) for one in check(read(data)) if "name" in one.facts]


def texts(template: str, words: str) -> list[str]:
    return [template.replace("_", word) for word in words.split(" ")]


NOTHING_ASKED = [
    *texts(
        "本年度_政府信息公开申请。",
        "未收到 未接到 未接收到 未受理 未发生 未曾收到 没有收到 无收到 未有公民提出 没有",
    ),
    *texts(
        "未收到_申请。",
        "任何 任何形式的 公民 公众 群众 个人 单位 社会 公民、法人和其他组织的 公民、法人或其它组织 "
        "公民及法人 申请人的",
    ),
    *texts("未收到_政府信息公开申请。", "提出的 要求公开 关于 有关 相关 针对本部门的 向本机关提出的 向我局提出的"),
    *texts("未收到_申请。", "依政府政务信息公开 获取信息的 过 书面或其他形式的"),
    *texts("未收到通过网络等_提出的申请。", "方式 渠道 途径 形式"),
    *texts("未收到申请公开政府信息_。", "的申请 事项 信件 件 的情况 的情形 案件 要求 的现象 事件 案 等 方面"),
    "没有依申请公开事项", "无公民申请公开",
    "未收到申请（全年）。", "未收到申请;", "未收到申请、复议。", "未收到申请和未发生复议的情况。",
]  # fmt: skip


@rows("text", NOTHING_ASKED)
def test_no_request_is_told_in_many_words(text: str) -> None:
    assert "P302" in [one.code for one in told(text)]


NO_CASE = [
    *texts(
        "_行政复议。",
        "未发生 未收到 未接到 未出现 未产生 未引起 未引发 未有 没有发生 无 没有 未被申请 "
        "未因政府信息公开被申请",
    ),
    *texts(
        "未发生_行政复议案件。",
        "任何 一起 一例 一件 一宗 公民、法人和其他组织的 公民或者法人的 公民以及法人与其它组织的 就 关于 "
        "有关 涉及 针对本部门",
    ),
    *texts(
        "未发生_行政复议申请。",
        "因政府信息公开工作而引起的 政务事务引发的 产生的 依申请公开提出的 相关 举报、投诉、信访和 "
        "向县政府提起的",
    ),
    *texts("行政复议案件程序_。", "均为0件 都为零宗 皆为０次 为0例"),
    *texts("行政复议为0_。", "件 起 宗 次 例"),
    *texts("未发生行政复议_。", "的情况 情形 事项 案件 申请 要求 现象 事件 案 等"),
    "未发生行政诉讼、行政复议和申诉", "行政诉讼、行政复议皆为零。",
]  # fmt: skip


@rows("text", NO_CASE)
def test_no_case_is_told_in_many_words(text: str) -> None:
    assert "P402" in [one.code for one in told(text)]
    lawsuit = text.translate(str.maketrans("复议诉讼", "诉讼复议"))
    assert "P402" in [one.code for one in told(lawsuit.replace("投复", "投诉").replace("申复", "申诉"))]
