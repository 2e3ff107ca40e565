"""The seven headings of the reports up to 2018: 概述, and the six items of article 32 (国务院令第492号)."""

from typing import Final

OVERVIEW: Final = "一、概述"
PROACTIVE: Final = "二、主动公开政府信息的情况"
REQUESTS: Final = "三、依申请公开政府信息和不予公开政府信息的情况"
CHARGES: Final = "四、政府信息公开的收费及减免情况"
REVIEW: Final = "五、因政府信息公开申请行政复议、提起行政诉讼的情况"
PROBLEMS: Final = "六、政府信息公开工作存在的主要问题及改进情况"
OTHER_MATTERS: Final = "七、其他需要报告的事项"
CATEGORIES: Final = "政府信息公开分类表"
NOTICE: Final = "国务院令第492号"
