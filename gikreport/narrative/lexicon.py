"""The words in which narratives tell the numbers of the tables, each by the part it plays: words are rows."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

# The role that a word plays, and the words;
# a row goes on where a line begins with a blank. A word may play several roles.
ROWS: Final = """
# what was done with a request
get: 收到 接收 接收到 接到 受理 收悉 接获 收件 应办 应办理 应办件 共收 共收到 共收悉 共收件
    收政府信息公开申请 收依申请公开
    需办理 需要办理 应处理 新接 接件 接收件 收办件 共接收 收到的 受理的
    应答复 应当答复 需答复 需要答复
new: 新收 新收到 新增 新受理 新接收 新接到
ask: 提出 提交 提起 递交
register: 登记
handle: 承办
done: 办结 办理 答复 回复 办复 完成 处理 收办 办毕 办理完毕 处理完毕 共收办
    办完 办出 办理结束 答复完毕 办结数量 办理完成 答毕 作答
more: 多收到 少收到 多受理 少受理 多办结 少办结
carry: 结转 转结 转来 延转 转接 顺延 转入 转至 转到 移转
    结转自 转自 结转到 跨年 跨年度 跨年办理 跨年度办理 顺转
turn: 转
    留待 滚入 移至 延至 延期至 推至 顺延到 留至
takes: 承接 遗留 延续 余 剩余 剩 接转
unfinished: 未办结 尚未办结 未办结的 未答复 未办理完毕
    未办完 未办完的 未办毕 在办 在办的 正在办理 正在办理中 尚在办理 尚在办理中 办理中 未到期 尚未到期 未到答复期
    未到答复期限 未届满 未满法定答复期限 未到法定答复期限 尚未答复 未答复的 尚未办理完毕 待办 未结
late: 延期 逾期 超期 不予受理 未予受理 退回 超时
continue: 继续 接续
# the time
last: 加上 连同 上年 上一年 上年度 上一年度 去年 上年同期 去年同期 上年末 上年底
    加上年 加上年度
next: 下年 下一年 下年度 下一年度 次年 次年度 明年
this: 今年 本年 本年度 今年以来 本年度以来 本年以来 当年
year_long: 全年 全年度 年内 年度内
once: 往年 历年 前年 以来 上半年 下半年 季度 一季度 二季度 三季度 四季度 月份
sum_up: 累计
until: 截至 截止 截至目前 截止目前 至今 目前
# what became of it
disclosed: 予以公开 准予公开 予公开 公开和部分公开 公开或部分公开 公开及部分公开 公开、部分公开 公开与部分公开
    全部公开 完全公开
    提供信息 提供所需信息 提供了所需信息 提供政府信息 予以提供 提供相关信息
    主动提供 属于公开范围 属于公开范围的 公开答复 作出公开决定 公开决定 告知获取方式 告知获取途径 告知获取方式和途径
    给予公开
partly_disclosed: 公开和部分公开 公开或部分公开 公开及部分公开 公开、部分公开 公开与部分公开 部分公开 予以部分公开
    部分予以公开 部分准予公开
    区分处理 区分处理后 作区分处理 区分公开
    部分提供 部分同意公开 部分同意
    公开部分内容 部分内容公开 公开部分信息 部分信息公开
withheld: 不予公开 未予公开 决定不予公开 不予以公开
    不公开 未公开 决定不公开 没有公开 予以不公开 不予提供
unavailable: 无法提供
    不能提供 未能提供 无法予以提供
not_processed: 不予处理 未予处理 不予以处理
    不作处理 不做处理
other_handling: 其他处理 其它处理
    其他情形处理 作其他处理
agreed: 同意公开
agreed_partly: 同意部分公开
refused: 不同意公开
not_existing: 信息不存在 政府信息不存在
already_public: 已主动公开 已经主动公开
# the grounds of the form, as it prints them and as they are told
state_secret: 国家秘密 属于国家秘密 涉及国家秘密
    涉密 属国家秘密 涉国家秘密
barred_by_law: 法律行政法规禁止公开 法律、行政法规禁止公开 其他法律行政法规禁止公开 其他法律、行政法规禁止公开
    法律法规禁止公开 其他法律法规禁止公开 法律、法规禁止公开 法律法规规定不予公开 法律、行政法规规定不予公开
security_and_stability: 三安全一稳定 危及“三安全一稳定” 危及三安全一稳定 “三安全一稳定”
third_party_rights: 第三方合法权益 保护第三方合法权益 涉及第三方合法权益 第三方权益 损害第三方合法权益
    侵害第三方合法权益 商业秘密、个人隐私 商业秘密和个人隐私 第三方利益 第三方不同意公开 第三方不同意 涉及商业秘密
    涉及个人隐私 商业秘密 个人隐私 第三方合法利益 会损害第三方合法权益
    涉及第三方 第三人合法权益 他人隐私 第三方隐私 侵害第三方权益 涉及他人隐私 他人个人隐私 第三方商业秘密
    企业商业秘密 其他企业商业秘密 第三方不同意 第三方书面不同意
    涉第三方
internal_affairs: 三类内部事务信息 三类内部事务 内部事务信息 三类内部管理信息 内部管理信息 内部事务
    内部管理 内部事务类
process_information: 四类过程性信息 四类过程性 过程性信息 四类过程信息
    过程信息 过程性文件 过程性 过程性材料
enforcement_files: 行政执法案卷 执法案卷 行政执法案卷信息 执法案卷信息
    案卷 执法类案卷 行政执法卷宗 执法卷宗
administrative_inquiries: 行政查询事项 行政查询 行政查询类
    查询类

not_held: 不掌握相关政府信息 不掌握相关信息 不掌握政府信息 不掌握 本机关不掌握 本机关不掌握相关政府信息 未掌握
    未掌握相关信息 未掌握相关政府信息 不掌握该信息 不掌握该政府信息 未制作或获取 不掌握信息
    无此信息 该信息不存在 未保存 未制作 未制作、未保存 未制作保存 未制作或保存 没有该信息 未检索到 非本机关职责范围
    不属于本机关职责范围 不属于本机关职责 非本单位职责范围 不属于本单位职责范围 非本局职责范围 非我局职责范围 非本机关公开职责
    不属本机关公开 未制作未保存 未制作和保存
    经检索不存在 检索不到 未查询到 查无此信息 信息未产生 尚未产生 由其他机关掌握 由其他部门掌握 由其他单位掌握
needs_creation: 没有现成信息需要另行制作 没有现成信息，需要另行制作 没有现成信息需另行制作
    没有现成信息、需要另行制作 没有现成信息，需另行制作 没有现成信息 无现成信息 需要另行制作 另行制作 需另行制作
    需要加工分析 需加工分析 需要加工、分析 需要加工汇总 需要进行加工分析 没有现成的信息
    需要汇总加工 汇总加工 加工汇总 加工整理 需另行加工 需加工汇总 需要另行加工 需要重新制作
    需要汇总分析 需汇总分析 汇总分析 需要统计加工 统计加工 需要加工处理 需加工处理 需要加工统计
still_unclear: 补正后申请内容仍不明确 补正后仍不明确 补正后内容仍不明确 申请内容不明确 内容仍不明确
    经补正后仍不明确 申请内容仍不明确 补正后申请内容不明确
    仍不明确 补正后仍然不明确
petition: 信访举报投诉类申请 信访举报投诉类 信访、举报、投诉类 信访、举报、投诉类申请 信访举报类 信访举报类申请
    信访投诉类 信访类 信访事项 信访投诉举报 信访、投诉、举报 信访投诉 投诉举报类 举报投诉类 信访类申请
    信访投诉举报类 信访、投诉、举报类 信访投诉举报类申请 信访、投诉类 信访、举报类 信访举报投诉
    属于信访、举报、投诉 属于信访举报投诉
repeated: 重复申请 重复提出申请
    重复
publications: 要求提供公开出版物 公开出版物 提供公开出版物
excessive: 无正当理由大量反复申请 大量反复申请 大量、反复申请 无正当理由大量、反复申请 大量反复
    频繁反复申请 反复申请 频繁申请
confirmation: 要求行政机关确认或重新出具已获取信息 确认或重新出具已获取信息 重新出具已获取信息
    要求确认或重新出具已获取信息
    确认或重新出具 重新出具
    确认已获取信息 要求重新出具 要求重新出具信息
not_corrected: 申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 申请人无正当理由逾期不补正
    逾期不补正 逾期未补正 申请人逾期不补正 申请人逾期未补正 无正当理由逾期不补正 申请人无正当理由逾期未补正
    未按要求补正 未在规定期限内补正 逾期没有补正 未补正 未按期补正 逾期不作补正
    放弃补正 未在期限内补正 未在规定时间内补正 未按时补正
fee_unpaid: 申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 逾期未按收费通知要求缴纳费用
    逾期不缴费 逾期未缴费 未按期缴费 逾期未按收费通知缴费 申请人逾期未按收费通知缴费 未按收费通知缴费
    逾期未缴纳费用 申请人逾期未缴费
# words that tell so among requests only
weak: 部分提供 部分同意 提供信息 提供所需信息 提供了所需信息 提供政府信息 予以提供 提供相关信息
    逾期不补正 逾期未补正 未按要求补正 未在规定期限内补正 逾期没有补正 未按期补正 逾期不作补正
    不公开 未公开 没有公开 涉密 隐私 内部管理 案卷 查询类 无此信息 未保存 未制作 未检索到 仍不明确 重复
    过程性 过程信息 过程性文件 过程性材料 涉及第三方 内部事务类 不作处理 不做处理 该信息不存在 没有该信息
    加工整理 汇总加工 加工汇总 重新出具 未补正 在办 在办的 正在办理 正在办理中 办理中 待办 未结 未到期 未制作、未保存
    未制作保存 未制作或保存 未制作未保存 未制作和保存
    主动提供 属于公开范围 属于公开范围的 公开答复 作出公开决定 公开决定 告知获取方式 告知获取途径 告知获取方式和途径
    给予公开 公开部分内容 部分内容公开 公开部分信息 部分信息公开 需要汇总分析 需汇总分析 汇总分析 需要统计加工
    统计加工 需要加工处理 需加工处理 需要加工统计 属于信访、举报、投诉
     属于信访举报投诉 频繁反复申请 反复申请 频繁申请 放弃补正 未在期限内补正 未在规定时间内补正
    未按时补正 涉第三方 经检索不存在 检索不到 未查询到
    查无此信息 信息未产生 尚未产生 由其他机关掌握 由其他部门掌握 由其他单位掌握
# words that name but some of a ground
vague: 商业秘密 个人隐私 涉及商业秘密 涉及个人隐私 企业商业秘密 其他企业商业秘密 他人隐私 第三方隐私 涉及他人隐私
    他人个人隐私 第三方商业秘密 无此信息 该信息不存在 未保存 未制作 未制作、未保存 未制作保存 未制作或保存 没有该信息
    未检索到 非本机关职责范围 不属于本机关职责范围 不属于本机关职责 非本单位职责范围 不属于本单位职责范围
    非本局职责范围 非我局职责范围 非本机关公开职责 不属本机关公开 未制作未保存 未制作和保存 第三方不同意公开
    第三方不同意 第三方书面不同意
    告知获取方式 告知获取途径 告知获取方式和途径 信息不存在 政府信息不存在 经检索不存在 检索不到 未查询到 查无此信息
    不存在 信息未产生 尚未产生 由其他机关掌握 由其他部门掌握 由其他单位掌握 涉第三方
via: 经复议 经行政复议 经过复议 经过行政复议
# what the numbers count
request: 依申请公开工单 申请 收政府信息公开申请 收依申请公开 依申请公开 依申请公开申请 依申请 申请书 申请件 申请表 申请量 申请函
    申请数 申请数量
reconsideration: 行政复议 复议 被复议 涉议
    经复议 经行政复议 经过复议 经过行政复议
    申请复议 申请行政复议 提起复议 提起行政复议
litigation: 行政诉讼 诉讼 被诉 涉诉
    提起诉讼 提起行政诉讼
    应诉 行政应诉 起诉 被起诉 诉至法院 向法院起诉
direct: 直接起诉 未经复议直接起诉 直接提起诉讼 未经复议直接提起诉讼 未经行政复议直接起诉
    未经复议 未经行政复议 未复议直接起诉
    直接诉讼 不经复议直接起诉
after_reconsideration: 复议后起诉 复议后提起诉讼 经复议后起诉 复议后提起行政诉讼
    复议后诉讼 复议后又起诉
    经复议后又起诉 复议后又提起诉讼
    复议后再起诉 不服复议决定起诉 不服复议决定提起诉讼 不服复议起诉
upheld: 维持 结果维持 维持原答复 维持原决定 维持原行政行为 胜诉 驳回诉讼请求 驳回原告诉讼请求 维持具体行政行为
    判决驳回 判决维持
    维持答复 驳回复议请求 驳回复议申请 驳回起诉
corrected: 纠正 纠错 结果纠正 被纠错 被依法纠错 败诉 依法纠错 被纠正
    撤销 被撤销 判决撤销 责令重新答复 责令重新处理 确认违法 被确认违法 责令重作 责令履行 撤销原答复 限期重新答复
    撤销重作
    责令重新作出答复 判决重新答复 重新答复 判决确认违法 重新作出答复
other_result: 其他结果 其它结果 撤回申请 申请人撤回申请
    撤回 申请人撤回 撤诉 终止 终止审理 自行撤回 和解
    调解结案 调解 驳回申请
pending: 未审结 未结 在办 尚未审结 正在审理 正在审理中 正在复议机关审理中 正在法院审理中 尚在审理 尚在审理中 正在复议审理中
    在审 审理中 待审 未决 尚未判决 尚未作出决定 尚未作出判决 待判决 还在审理
    待审理
came: 发生 引发 引起 被申请 被提起 新发生 出现 产生 涉及 涉及到
document: 规范性文件 行政规范性文件
    有效规范性文件 有效行政规范性文件
rule: 规章 政府规章 行政规章
issue: 制定 制发 制作 出台 印发 发布 公布 制订 新发布 新制定 制定出台 制发件数 新出台 新制发
    颁布 新发 新制 下发
repeal: 废止 失效 宣布失效 废止失效 宣布废止 宣布废止失效 清理废止 废止件数 废止文件 清理废止文件 失效文件
    废止失效文件
    停止执行
in_force: 现有 有效文件 现行有效 继续有效 现行有效文件 现行有效的文件 现行有效数量 现行有效的数量 现行有效件数
    现行有效的件数 确定继续有效
    目前有效 目前有效的 仍有效 仍然有效 依然有效 继续执行 继续有效的
    保留 现存 现行 存量 有效规范性文件 有效行政规范性文件
# decisions, fees, publication
licence: 行政许可 许可 许可决定 行政许可决定
penalty: 行政处罚 处罚 处罚决定 行政处罚决定
compulsion: 行政强制 行政强制决定 行政强制措施
    强制措施 强制决定 强制执行 行政强制执行
fee: 行政事业性收费
processing_fee: 信息处理费 政府信息处理费 政府信息公开处理费
proactive: 主动公开
publish: 公示 推送 归集 上传 录入 报送 上网 刊登 刊发 解读
organ: 局机关 委机关 厅机关 局本级 机关本级 办机关
help: 协助 配合 指导 抽查 检查 会同 督促 转办 交办
paperwork: 审核 审查 起草 代拟 减免 审理 审结 代理 备案 督办 培训 会议 公告 通知 证明
# what is not the office's own request, or no request at all
alien: 公文 文件 属性 建议 提案 议案 档案 案件数据 数据 工单 热线 12345 留言 网民 信访 投诉 举报 咨询 来信来访
    不予处罚 不予许可 不予立案 不予行政处罚 不予行政许可 撤销许可 撤销立案 免予处罚
    申诉 费用 议题 栏目 稿件 被申请人 被告 原告 第三人 纠纷 案例 专利 不动产 违法
# what a request may ask for
subject: 公文 文件 属性 档案 案件数据 数据 费用 议题 稿件 纠纷 案例 专利 不动产 违法 检查 抽查 审查 审核 会议 公告 通知 证明
    培训 备案
drafted_for: 代表 代
decided: 作出 作出的 实施 开展 下达
# whose
circle_whole: 全省 全市 全区 全县 全州 全旗 各级
circle_inside: 本级 部门 单位 办公厅 办公室 系统 下属 所属 直属 全国
circle_around: 全国 本级 各级 各部 各单 各镇 各乡 各街 各县 各区 各市 各部门 各单位 各乡镇 各街道 下属 系统内 所属
    直属 系统
    各职能部门 各镇街 各镇办 各镇乡
towns: 各镇 各乡 各乡镇 各街道 各镇街 各镇办 各镇乡 乡镇 镇街 各乡镇街道
# a way, a requester
through: 通过 经由
    借助
part: 其中
channel: 网络 网上 线上 在线 邮件 邮寄 信函 信件 来信 当面 现场 传真 书面申请 窗口 大厅 平台 微信 微博 公众号 网站 栏目
    信箱 热线 电话 咨询 互联网
requester: 自然人 法人 企业 科研 公益 律师 商业企业 科研机构 法律服务机构 社会公益组织 公益组织 律师事务所
    法人或其他组织 法人和其他组织 法人或者其他组织
    公民个人 法人及其他组织 法人组织 科研院所 律所
# proportions
compared: 同比 环比 较 相比 每 平均 比
growth: 增长 增加 上升 提高 提升 下降 减少 降低 持平 增幅 降幅 增至 减至 升至 降至 增 减 升 降 多 少
about: 约 近 超过 超 逾 不足 至少 第 大约 将近 接近
roughly: 左右 以上 以内 以下
# a denial
deny: 未 没有 无 未有 未曾 没 均无 并未 均未 从未 尚无 无人 没有人 未曾有 不存在 零 既无 也无 也未 也没有 并无
    并没有
nil: 均为无 均为“无” 为“无” 皆无 皆为无 为零 均为零 都为零 皆为零 全为零 均是零
in_writing: 书面方式 书面形式 书面或其他形式 书面或其它形式
unrelated: 与信息公开无关 与政府信息公开无关 与政务公开无关 不属于信息公开 不属于政府信息公开 不属信息公开
    不属政府信息公开 非信息公开类 非政府信息公开类
# what joins
glue: 总额 收费金额 本年收费金额 其他部门 其他单位 其他机关 其他行政机关 其他企业 来自 书面 政府系统 为被申请人的 为被告的 作为被申请人的 作为被告的 以我局 以本机关 争议 建议向 此前 的 了 并 到 获取 各类 有效 相关 妥善 依法 依规 规范 规范有序 按规定 按时 按期 及时 现 予以 进行 完毕 依 政府
    信息 公开 政务 政府信息 政府信息公开 信息公开 不再处理 村民 居民 市民 辖区居民 公民 群众 社会 社会公众 公众
    申请人 个人 其他组织 其它组织 组织 其他社会组织 社会组织 任何 向 我局 本局 本机关 我单位 本单位 金额 收入 项目
    共 共计 总计 合计 计 为 有 是 属 属于 因 因为 决定 数量 总数 总量 数 表 书 件数 量 件 办件 办理件 办理事项 至
    入 事项 请求 要求 诉求 函 函件 来函 案件 案 起案件 情况 情形 情况的 现象 事件 等 方面 等方面 内容 类 类型 关于
    有关 针对 就 涉 相关的 由 经 被 予 而 使 令 我 本 中 在 于 法定期限内 在法定期限内 规定期限内 在规定期限内
    法定时限内 在法定时限内 在规定时限内 规定时限内 法定时间内 在法定时间内 期限内 在期限内 规定时间内
    在规定时间内 时限内 按照规定 处理决定 处理决定数量 本年处理决定数量 决定书 答复书 方式 形式 渠道 途径 结果
    方面的 工作 事务 年度 一件 一起 一例 一宗 一次 第三方 行政机关 机关 具体 具体为 主要 主要为 主要是 包括 含 其
    该 上述 以上 此 所 所有 整体 年 以 受 提 提出的 提交的 过 曾 公民、法人 公民和法人 公民或法人 公民及法人
    自然人、法人 自然人和法人 自然人或法人 自然人及法人 线上线下 线上、线下 线上和线下 线上与线下 线上及线下 或者
    新 办 办理完成 办结完毕 信息类 政府信息类 导致 程序 区级 市级 县级 省级 镇级 乡级 本部门 我部门 行政 类的
    复议机关 委托 部署 处置 处分 处于 处长 布局 结局 格局 任何形式 形式的 “ ” ‘ ’ "
    底 末 年底 年末 年初
all: 均 全部 都 皆
already: 已 已经 现已
rest: 剩 还剩 还剩余 尚余 尚剩 仍余 仍剩 剩下 还余 尚 还 另 另有 其余 剩余 余 仍有 仍 还有 尚有 余下 另外
respectively: 分别为 分别是 分别
others: 其他 其它
except: 除
to: 对 对于
# marks
comma: ， , ： :
stop: 。 ； ; ！ ？ ! ?
join: 、 和 及 与 或 以及 并且 ，并 暨
open: （ (
close: ） )
"""

_AREAS: Final = "省 市 区 县 州 旗 镇 乡"
_OFFICES: Final = ("办", "办公室", "办公厅")
_UNITS: Final = "局 委 办 院 厅 部 署 处 中心 机关 单位 镇 乡 街道 县 区 市 部门 室 会 社 所 校 站 队 分局 管委会"

_NOT: Final = ("非", "不是", "不属于", "不属")
_OWN: Final = "本机关 本单位 本局 本部门 本镇 本乡 本办 本委 本街道 本中心 本行政机关 我局 我单位 我镇 我乡 我办 我委 我街道 我机关"
_OURS: Final = (
    "信息 政府信息 公开 掌握 制作 保存 职责 职责范围 职责范围内 职权范围 公开职责 公开职责范围 公开范围 负责公开 "
    "制作或保存 制作和保存 公开权限 负责 产生 职能"
)


def _generated() -> Iterator[tuple[str, str]]:
    """The names that are made of two parts: 全县, 我局, 县政府."""
    areas, units = _AREAS.split(), _UNITS.split()
    yield "own", " ".join(f"{whose}{unit}" for whose in "我本" for unit in units)
    governments = [f"{area}{kind}" for area in areas for kind in ("政府", "人民政府")]
    yield "superior", " ".join(governments)
    things = ("信息", "网", "门户", "公报")
    yield "circle_inside", " ".join(f"{government}{office}" for government in governments for office in _OFFICES)
    yield "glue", " ".join(f"{government}{thing}" for government in governments for thing in things)
    for role in ("not_held", "vague"):
        yield role, " ".join(f"{no}{whose}{what}" for no in _NOT for whose in _OWN.split() for what in _OURS.split())
    yield "below", "下属 所属 直属"
    yield "ways", "等方式 等渠道 等途径 等形式"
    yield "committee", "管委会 管理委员会"
    yield "unit", "局 委 委员会 办公室 镇 乡 街道 处 院 公司 中心"


def roles(names: str) -> frozenset[str]:
    """Some roles, by their names."""
    return frozenset(names.split())


# A word with one of these roles says something of a number beside it; any other word known is let pass.
ANCHORS: Final = roles(
    """
    about administrative_inquiries after_reconsideration agreed agreed_partly alien all already_public ask
    barred_by_law came carry compared compulsion confirmation continue corrected decided direct disclosed
    document done drafted_for enforcement_files excessive fee fee_unpaid get growth handle help in_force
    internal_affairs issue last late licence litigation more needs_creation new next nil not_corrected
    not_existing not_held not_processed other_handling other_result paperwork part partly_disclosed penalty
    pending petition proactive process_information processing_fee publications publish reconsideration
    refused register repeal repeated request respectively rule security_and_stability state_secret
    still_unclear takes third_party_rights to turn unavailable unfinished upheld withheld
    """
)

# The words without which a sentence tells no number of a table, unless it goes on with what was named before it.
NAMES: Final = roles(
    """
    request reconsideration litigation direct after_reconsideration document rule proactive in_force
    carry turn takes unfinished next last new licence penalty compulsion fee processing_fee
    disclosed partly_disclosed withheld unavailable not_processed other_handling
    agreed agreed_partly refused not_existing
    state_secret internal_affairs process_information enforcement_files administrative_inquiries not_held
    needs_creation petition publications barred_by_law security_and_stability third_party_rights still_unclear
    repeated excessive confirmation not_corrected fee_unpaid
    """
)
_FREQUENT: Final = roles("公开 信息 政府 府信 息公 没有 属于 涉及 要求 提供 行政")


def _read(rows: str) -> Iterator[tuple[str, str]]:
    """Each role with its words."""
    role = ""
    for line in rows.splitlines():
        if line and not line.startswith((" ", "#")):
            role, _, line = line.partition(":")
        if role and not line.startswith("#"):
            yield role, line


@attrs.frozen(eq=False)
class Lexicon:
    """What each word means: the roles that it plays, and how long the words are that begin with two letters."""

    roles: Mapping[str, frozenset[str]]
    lengths: Mapping[str, tuple[int, ...]]

    def may_play(self, parts: frozenset[str], text: str) -> bool:
        """Whether a text may hold a word that plays one of some roles: False only where there is none."""
        pairs, letters = _signs(self, parts)
        return not (letters.isdisjoint(text) and pairs.isdisjoint(map(operator.add, text, text[1:])))


@functools.lru_cache(64)
def _signs(words: Lexicon, parts: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Two letters of each word that plays one of some roles, and the words of one letter."""
    known = sorted((word for word, roles in words.roles.items() if roles & parts), key=len)
    pairs: set[str] = set()
    for word in known:
        of_word = [word[at : at + 2] for at in reversed(range(len(word) - 1))]
        if of_word and pairs.isdisjoint(of_word):
            pairs.add(next((pair for pair in of_word if pair not in _FREQUENT), of_word[0]))
    return frozenset(pairs), frozenset(word for word in known if len(word) == 1)


def _rows(more: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((blank, "glue") for blank in " \u3000\t\xa0")
    for role, words in itertools.chain(_read(ROWS), _generated(), more):
        for word in words.split():
            yield word, role


@functools.cache
def lexicon(more: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    """The words of the house, and those of an office: role and words, as in `[lexicon]` of its own file."""
    roles: dict[str, set[str]] = {}
    for word, role in _rows(more):
        roles.setdefault(word, set()).add(role)
    shared: dict[frozenset[str], frozenset[str]] = {}
    known = {word: shared.setdefault(found := frozenset(of), found) for word, of in roles.items()}
    return Lexicon(known, _lengths(known))


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the words of two letters and more are that begin with two letters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return {letters: tuple(sorted(of, reverse=True)) for letters, of in lengths.items()}
