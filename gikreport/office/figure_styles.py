"""The styles of what stands among the text of a document of ours, by the names that Word shows: a reader knows them."""

from __future__ import annotations

from typing import Final

TABLE: Final = "年报小表"
TABLE_CAPTION: Final = "小表题"
TABLE_UNIT: Final = "小表单位"
TABLE_HEAD: Final = "小表表头"
TABLE_CELL: Final = "小表文字"
TABLE_GAP: Final = "小表后间距"
PICTURE: Final = "插图"
PICTURE_CAPTION: Final = "插图题"
ATTACHMENT_NOTE: Final = "附件说明"
ATTACHMENT: Final = "附件序号"
ATTACHMENT_TITLE: Final = "附件标题"
