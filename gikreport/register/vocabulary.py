"""The words of registers, as rows: what offices call a requester, an outcome, a result, a channel, a column."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

_NUMBER: Final = re.compile(r"^(?:[(（][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十0-9]+[.．、])")
_ASIDE: Final = re.compile(r"[(（].*?[)）]")
_SEPARATORS: Final = re.compile(r"""[\s/\\|>:,;、.。·“”"'()\[\]【】《》_—–-]""")


@functools.lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A word of a register as it is looked up: without numbering, remarks in brackets, separators, width and case.

    Unlike `readers.wording.key` it knows no wordings of forms: the words of a register are in this module's tables.
    """
    plain = numberless(text)
    return _SEPARATORS.sub("", _ASIDE.sub("", plain)).casefold() or plain


@functools.lru_cache(maxsize=4096)
def whole_key(text: str) -> str:
    """The same with what stands in brackets: 不予公开（个人隐私） is not 不予公开."""
    plain = numberless(text)
    return _SEPARATORS.sub("", plain).casefold() or plain


def numberless(text: str) -> str:
    """A word in half width, without a number in front of it."""
    return _NUMBER.sub("", unicodedata.normalize("NFKC", text).strip()).strip()


# Words of one meaning: line of the form, words. The form's own wording needs no row here.
KINDS: Final[Mapping[str, str]] = {
    "natural_person": (
        "个人 公民 公民个人 普通公民 居民 村民 市民 群众 农民 个人申请 公民申请 自然人申请 外国人 学生 "
        "退休人员 职工 农户"
    ),
    "organizations.commercial": (
        "企业 公司 工商企业 商业企业单位 企业单位 企业法人 民营企业 私营企业 国有企业 国企 外资企业 合伙企业 "
        "个人独资企业 有限公司 有限责任公司 股份有限公司 房地产企业 房地产公司 商业公司"
    ),
    "organizations.research": "科研单位 科研院所 科学研究机构 研究机构 研究所 研究院 科研所",
    "organizations.welfare": (
        "公益组织 公益机构 社会公益机构 社会公益 慈善组织 慈善机构 基金会 红十字会 志愿者组织 公益性社会组织"
    ),
    "organizations.legal_service": (
        "律所 律师事务所 律师所 法律服务所 基层法律服务所 法律援助中心 法律援助机构 法律服务"
    ),
    "organizations.other": (
        "其他 其他组织 其他法人 法人其他 其他法人或组织 村委会 居委会 村民委员会 居民委员会 村民小组 "
        "村集体经济组织 事业单位 机关单位 国家机关 行政机关 党政机关 机关事业单位"
    ),
}
OUTCOMES: Final[Mapping[str, str]] = {
    "disclosed": (
        "公开 全部公开 全部予以公开 同意公开 已公开 准予公开 准许公开 全文公开 可以公开 可公开 已予公开 "
        "已予以公开 依法公开 依法予以公开 完全公开 提供信息 提供政府信息 已提供 已提供信息 同意提供 "
        "予以提供 属于公开范围 已主动公开 主动公开 属于主动公开 属于主动公开范围 主动公开信息 已主动公开信息 "
        "告知已主动公开 属已主动公开信息 同意予以公开 决定公开 决定予以公开 公开信息"
    ),
    "partly_disclosed": (
        "部分公开 区分处理 区分公开 部分予以公开 同意部分公开 予以部分公开 作区分处理后公开 区分处理后公开 "
        "部分同意公开 部分提供 部分信息公开"
    ),
    "withheld.state_secret": "国家秘密 涉密 涉密信息 秘密信息",
    "withheld.barred_by_law": (
        "法律法规禁止公开 法律法规禁止 法律行政法规禁止公开 法律行政法规禁止 其他法律法规禁止公开"
    ),
    "withheld.security_and_stability": (
        "三安全一稳定 危及三安全一稳定 危及国家安全公共安全经济安全社会稳定 "
        "危及国家安全公共安全经济安全和社会稳定 社会稳定 影响社会稳定 危及社会稳定 国家安全 公共安全 经济安全 "
        "危及国家安全 危及公共安全 危及经济安全"
    ),
    "withheld.third_party_rights": (
        "商业秘密 个人隐私 他人隐私 隐私 第三方 第三方合法权益 第三方权益 第三人权益 第三方不同意 "
        "第三方不同意公开 损害第三方合法权益 侵害第三方合法权益 第三方个人隐私 第三方商业秘密 第三方利益"
    ),
    "withheld.internal_affairs": (
        "内部事务信息 内部事务 内部管理信息 内部管理 内部信息 人事管理信息 人事管理 后勤管理信息 后勤管理 "
        "内部工作流程 内部工作流程信息 三类内部事务"
    ),
    "withheld.process_information": (
        "过程性信息 过程信息 过程性 过程稿 讨论记录 磋商信函 请示报告 讨论记录过程稿 "
        "讨论记录过程稿磋商信函请示报告 四类过程性 过程性文件"
    ),
    "withheld.enforcement_files": "行政执法案卷 行政执法案卷信息 执法案卷 执法案卷信息 行政执法卷宗",
    "withheld.administrative_inquiries": (
        "行政查询 行政查询事项 不动产登记查询 不动产登记资料查询 不动产登记资料 工商登记查询 工商登记资料查询 "
        "工商登记资料 企业登记档案查询 按不动产登记查询办理 婚姻登记查询"
    ),
    "unavailable.not_held": (
        "不掌握 信息不存在 不存在 本机关不掌握 不掌握相关信息 不掌握相关政府信息 不掌握该信息 本单位不掌握 "
        "未掌握 未制作 未获取 未保存 未制作未保存 未制作或获取 未制作或者获取 未制作未获取 未制作或保存 "
        "本机关未制作 本机关未制作或获取 本机关未制作或保存 查无 查无信息 查无此信息 查无此件 查无资料 "
        "查无相关信息 无此信息 无相关信息 没有相关信息 未查询到 未检索到 未查到 未查询到相关信息 "
        "未检索到相关信息 未查到相关信息 经检索不存在 经查不存在 检索后信息不存在 经检索没有 "
        "没有所申请公开信息"
    ),
    "unavailable.needs_creation": (
        "另行制作 需另行制作 需要另行制作 没有现成信息 无现成信息 非现成信息 需加工分析 需要加工分析 "
        "需汇总加工 需要汇总加工 需加工汇总 需要加工汇总 加工汇总 汇总加工 需重新制作 需要重新制作 "
        "需汇总加工或重新制作 加工分析 需要进行加工分析 需要加工 需加工"
    ),
    "unavailable.still_unclear": (
        "补正后仍不明确 补正后内容仍不明确 补正后申请内容仍不明确 经补正仍不明确 补正仍不明确 经补正后仍不明确 "
        "经补正内容仍不明确 补正后不明确 补正后仍不清楚"
    ),
    "not_processed.petition": (
        "信访 信访举报投诉 信访投诉举报 信访投诉 信访举报 投诉举报 举报投诉 投诉 举报 转信访 转信访办理 "
        "转信访处理 按信访处理 按信访办理 转信访部门 转信访局 信访件 信访类 信访渠道 通过信访渠道反映 "
        "通过信访渠道解决"
    ),
    "not_processed.repeated": "重复 重复申请 不予重复处理 不重复处理 不予重复答复 重复申请不予重复处理",
    "not_processed.publications": "公开出版物 要求提供公开出版物 提供公开出版物 出版物 报刊书籍",
    "not_processed.excessive": (
        "大量反复申请 大量反复 无正当理由大量反复 无正当理由大量反复申请 反复大量申请 无正当理由反复大量申请"
    ),
    "not_processed.confirmation": (
        "确认信息 重新出具 确认或重新出具 要求确认或重新出具 要求确认信息 重新出具已获取信息 "
        "要求重新出具已获取信息 确认或重新出具已获取信息 要求确认或者重新出具 确认或者重新出具"
    ),
    "other_handling.not_corrected": (
        "逾期不补正 逾期未补正 不补正 未补正 未按期补正 未按时补正 申请人未补正 申请人逾期未补正 "
        "申请人逾期不补正 补正未回复 补正逾期 逾期不补正不再处理 逾期未补正不再处理 无正当理由逾期不补正 "
        "未在规定期限内补正 补正期满未补正"
    ),
    "other_handling.fee_unpaid": (
        "逾期不缴费 逾期未缴费 未缴费 未按时缴费 未按期缴费 逾期未缴纳费用 逾期不缴纳费用 不缴费 逾期未交费 "
        "未缴费不再处理 申请人逾期未缴费"
    ),
    "other_handling.other": "其他处理其他 其他",
}
# Grounds that say what was decided only beside a heading of the form: 不予公开（第三方）.
BESIDE: Final = "第三方 第三人"
# A heading of the form, and words that say no more than it: which of its lines is meant has to be asked.
GROUPS: Final[Mapping[str, str]] = {
    "withheld": "不予公开 不公开 免予公开 不同意公开 拒绝公开 不宜公开 依法不予公开 属于不予公开范围 不予提供",
    "unavailable": "无法提供 不能提供 无法公开",
    "not_processed": "不予处理 不处理 不予受理 不受理",
    "other_handling": "其他处理",
}
# What neither the law nor the form says how to count: the office decides. Line of the form or "" for no request at all.
UNDECIDED: Final[tuple[tuple[str, str], ...]] = (
    (
        "other_handling.other",
        "不属于政府信息 非政府信息 不属于政府信息公开范围 非政府信息公开申请 不属于政府信息公开申请 不是政府信息",
    ),
    (
        "other_handling.other|",
        "咨询 业务咨询 政策咨询 咨询类 咨询事项 属于咨询",
    ),
    (
        "other_handling.other|",
        "撤回 撤回申请 申请人撤回 申请人撤回申请 主动撤回 主动撤回申请 申请人主动撤回 撤销申请 撤销 自愿撤回",
    ),
    (
        "other_handling.other|",
        "合并 合并处理 合并答复 合并办理 并案处理 并案",
    ),
    (
        "unavailable.not_held|other_handling.other|",
        "转办 移送 转送 移交 转交 转出 转其他单位 转其他部门 已转办 已移送 已转交其他单位 转交其他单位 移送其他机关",
    ),
    (
        "other_handling.not_corrected|other_handling.fee_unpaid|other_handling.other",
        "视为放弃 放弃申请 视为放弃申请 终止 终止办理",
    ),
    (
        "unavailable.still_unclear|other_handling.not_corrected",
        "内容不明确 申请内容不明确 不明确 申请不明确",
    ),
)
ORGANIZATIONS: Final = "法人 组织 法人或其他组织 法人或者其他组织 法人组织 法人和其他组织 法人或组织 单位"
# Words that say how a case was answered or by what road, and not with what outcome.
NEUTRAL: Final = (
    "邮寄 邮件 电子邮件 网上 网络 当面 当场 书面 信函 传真 电话 当场提供 邮寄答复 书面答复 当面答复 网上答复 "
    "答复 答复书 告知书 告知获取途径 告知获取方式 告知获取方式和途径 告知获取方式途径 告知查询途径 "
    "告知查询方式 网上查询 已答复 已答复过 告知 不再处理 已办结 办结 公开范围 申请人"
)
ELSEWHERE: Final = re.compile(r"(?:已)?(?:告知|建议|请)(?:其|申请人)?(?:可|应)?(?:向|到|去).+")  # to whom else to turn
NOT_OURS: Final = re.compile(
    r"(?:告知)?(?:非|不属于?|不是)(?:本|我)(?:机关|部门|单位|局|镇|乡|街道|街道办|办|委|厅|县|区|级)?"
    r"(?:负责|制作|掌握|公开|职责|职权|职能|管理|保存|主管|管辖)*(?:权限|范围|事项)*内?的?(?:政府信息|信息|事项|业务|工作)?"
)
PETITION: Final = re.compile(
    r"(?:转|转至|转为|按|走|告知)?(?:通过)?(?:信访|举报|投诉)+(?:类|事项|件|程序|渠道|部门|途径|局)?"
    r"(?:申请|办理|处理|反映|解决|答复)?"
)
MISSING: Final = re.compile(
    r"(?:告知)?(?:政府|相关|该|此|所申请|申请)?(?:公开)?的?(?:政府)?(?:信息|文件|资料|材料|档案)不存在"
)
PATTERNS: Final = (
    (NOT_OURS, "unavailable.not_held"),
    (PETITION, "not_processed.petition"),
    (MISSING, "unavailable.not_held"),
)
# Whose name a kind column holds in the place of a kind.
NAMED_KINDS: Final = (
    (re.compile(r".*(?:公司|(?<!非)企业|商行|商店|集团)"), "organizations.commercial"),
    (re.compile(r".*(?:律师事务所|法律服务所|法律援助中心)"), "organizations.legal_service"),
    (re.compile(r".*(?:基金会|慈善总会|慈善会)"), "organizations.welfare"),
    (re.compile(r".*(?:村民委员会|居民委员会|村委会|居委会|村民小组|经济合作社|人民政府)"), "organizations.other"),
)
RESULTS: Final[Mapping[str, str]] = {
    "upheld": "维持 驳回诉讼请求",
    "corrected": "纠正 撤销 确认违法 责令履行 变更",
    "other": "其他 撤回 撤诉 终止",
    "pending": "未审结 审理中 未结 在审 正在审理",
}
# How a request came in; the words of statistics, which no form prints.
CHANNELS: Final[Mapping[str, str]] = {
    "当面": "当面 当面申请 现场 现场申请 窗口 窗口申请 来访 当场 口头 当面提交 现场提交 当面递交 上门",
    "网络": (
        "网络 网上 网上申请 网络申请 在线 在线申请 网站 网站申请 门户网站 政府网站 互联网 平台 网上平台 "
        "依申请公开平台 系统 依申请公开系统 小程序 微信 线上 政务服务网"
    ),
    "信函": (
        "信函 信函申请 邮寄 邮寄申请 信件 来信 挂号信 邮政 ems 快递 书信 邮政快递 平信 特快专递 书面邮寄 "
        "邮政ems 信函邮寄"
    ),
    "传真": "传真 传真申请",
    "电子邮件": "电子邮件 电子邮箱 邮件 邮箱 email 电邮",
    "其他": "其他 电话 电话申请",
}
# Each column, with the headings that it may have, the likeliest first.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": (
        "编号", "申请编号", "登记编号", "受理编号", "受理号", "收件编号", "办件编号", "申请号", "登记号",
        "收文编号", "收文号", "申请单号", "业务编号", "流水号", "序号", "id",
    ),
    "kind": (
        "申请人类型", "申请人类别", "申请人性质", "申请主体", "申请人情况", "申请人身份", "申请主体类型",
        "申请人属性", "申请主体类别", "主体类型", "申请人主体类型", "申请者类型", "申请人种类", "申请人分类",
        "kind",
    ),
    "received": (
        "收到日期", "收到时间", "收到申请日期", "收到申请时间", "收件日期", "收件时间", "收文日期", "收文时间",
        "接收日期", "接收时间", "接件时间", "接件日期", "签收日期", "签收时间", "来件日期", "来件时间", "受理日期",
        "受理时间", "登记日期", "登记时间", "收到申请的日期", "申请收到时间", "申请收到日期", "申请受理时间",
        "申请接收时间", "申请日期", "申请时间", "提交日期", "提交时间", "申请提交时间", "申请提交日期",
        "提出申请时间", "来信日期", "来信时间", "received",
    ),
    "closed": (
        "办结日期", "办结时间", "答复日期", "答复时间", "答复办结时间", "出具答复日期", "出具答复时间",
        "作出答复日期", "作出答复时间", "实际答复时间", "实际答复日期", "回复日期", "回复时间", "办理答复时间",
        "答复书日期", "答复文书日期", "答复完成时间", "closed",
    ),
    "outcome": (
        "办理结果", "处理结果", "答复结果", "答复类型", "答复类别", "答复情形", "答复种类", "办理情况", "答复情况",
        "处理情况", "答复意见类型", "答复意见", "处理决定", "决定类型", "答复内容类型", "办理结果类型", "答复方式",
        "答复形式", "处理方式", "办理方式", "outcome",
    ),
    "extended": (
        "是否延期", "延期", "延期答复", "是否延期答复", "延期情况", "是否延长答复期限", "extended",
    ),
    "reconsideration_filed": (
        "复议申请日期", "复议受理日期", "复议申请时间", "复议时间", "复议受理时间", "reconsideration_filed",
    ),
    "reconsideration_closed": (
        "复议审结日期", "复议决定日期", "复议审结时间", "复议决定时间", "reconsideration_closed",
    ),
    "reconsideration_result": (
        "复议结果", "复议决定", "复议情况", "reconsideration_result",
    ),
    "litigation_filed": (
        "起诉日期", "诉讼立案日期", "起诉时间", "诉讼立案时间", "立案日期", "诉讼时间", "litigation_filed",
    ),
    "litigation_closed": (
        "诉讼审结日期", "判决日期", "诉讼审结时间", "判决时间", "裁判日期", "litigation_closed",
    ),
    "litigation_result": (
        "诉讼结果", "判决结果", "裁判结果", "诉讼情况", "litigation_result",
    ),
    "as_reviewer": (
        "复议机关共同被告", "as_reviewer",
    ),
    "channel": (
        "申请方式", "申请渠道", "申请途径", "提交方式", "接收方式", "接收渠道", "收到方式", "受理方式", "来件方式",
        "申请形式", "提交渠道", "收件方式", "来源渠道", "申请来源", "channel",
    ),
    "openness": (
        "是否公开", "是否予以公开", "公开情况", "公开与否", "openness",
    ),
    "note": (
        "备注", "备注说明", "说明", "备注情况", "note",
    ),
    "handler": (
        "承办单位", "承办科室", "承办部门", "承办人", "经办人", "责任科室", "责任单位", "办理科室", "办理单位",
        "经办科室", "承办处室", "责任人", "handler",
    ),
    "correction_asked": (
        "补正通知日期", "补正告知日期", "发出补正日期", "补正通知时间", "补正告知时间", "要求补正日期",
        "通知补正日期", "通知补正时间", "补正日期", "correction_asked",
    ),
    "corrected": (
        "补正收到日期", "收到补正日期", "收到补正时间", "补正收到时间", "补正材料收到日期", "申请人补正日期",
        "补正完成日期", "corrected",
    ),
    "third_party_asked": (
        "征求第三方意见日期", "征求意见日期", "征求第三方日期", "发出征求意见日期", "征求第三方意见时间",
        "征求意见时间", "third_party_asked",
    ),
    "third_party_answered": (
        "第三方答复日期", "第三方反馈日期", "第三方回复日期", "征求意见反馈日期", "第三方反馈时间",
        "收到第三方意见日期", "third_party_answered",
    ),
}  # fmt: skip
# What each column is called to a clerk.
FIELDS: Final[Mapping[str, str]] = {
    "id": "编号",
    "kind": "申请人类型",
    "received": "收到日期",
    "closed": "办结日期",
    "outcome": "办理结果",
    "extended": "是否延期",
    "reconsideration_filed": "复议申请日期",
    "reconsideration_closed": "复议审结日期",
    "reconsideration_result": "复议结果",
    "litigation_filed": "起诉日期",
    "litigation_closed": "诉讼审结日期",
    "litigation_result": "诉讼结果",
    "as_reviewer": "复议机关共同被告",
    "channel": "申请方式",
    "openness": "是否公开",
    "note": "备注",
    "handler": "承办单位",
    "correction_asked": "补正通知日期",
    "corrected": "收到补正日期",
    "third_party_asked": "征求第三方意见日期",
    "third_party_answered": "第三方答复日期",
}
UNSURE: Final = frozenset(["答复方式", "答复形式", "处理方式", "办理方式"])  # headings of which only the values tell
_OPEN: Final = (
    "办理中 在办 正在办理 未办结 尚未办结 结转 结转下年度 结转下年度继续办理 待答复 尚未答复 未答复 待办 "
    "补正中 待补正 办理中未到期 延期办理中 已延期办理中 征求第三方意见中 征求意见中 正在处理 处理中"
)
OPEN: Final = frozenset(map(key, _OPEN.split()))
YES: Final = frozenset(map(key, ("是", "有", "1", "true", "yes", "y", "√", "已延期", "延期")))
NO: Final = frozenset(map(key, ("否", "无", "0", "false", "no", "n", "×", "未延期", "不延期", "-", "/", "")))
REQUIRED: Final = ("id", "kind", "received", "closed", "outcome")
