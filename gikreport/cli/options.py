"""The options that several commands share, each worded once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Option = Callable[[Any], Any]

lang_option: Option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, metavar="zh|en", help="输出的语言。"
)
output_option: Option = click.option("-o", "--output", required=True, metavar="文件", help="写到哪里；扩展名决定格式。")
template_option: Option = click.option("--template", metavar="模板", help="使用本单位的模板文件或文件夹。")
waivers_option: Option = click.option(
    "--waivers", metavar="文件.toml", help="豁免清单：已查明可以保留的问题；写入文件属性。"
)
previous_option: Option = click.option(
    "--previous", metavar="文件", help="上一年的报告：逐项比对，正文中的同比由它计算。"
)
lexicon_option: Option = click.option(
    "--lexicon", metavar="文件.toml", help="本单位的词表：正文中常用、软件不认识的词。"
)
charts_option: Option = click.option("--charts", is_flag=True, help="加入图表。")
force_option: Option = click.option(
    "--force", is_flag=True, help="同名文件不是 gikreport 上次写的也覆盖；不加时把它改名留下（…-旧）。"
)
log_option: Option = click.option("--log", metavar="日志", help="把这一次记入日志，见 gikreport log。")
lossy_option: Option = click.option(
    "--lossy", is_flag=True, help="文件中有内容没有读入时也照样生成；没有读入的写入文件属性。"
)
sign_option: Option = click.option("--sign", metavar="私钥.pem", help="给清单签名（Ed25519 或 SM2）。")
fonts_option: Option = click.option(
    "--substitute-fonts", is_flag=True, help="缺少字体时以其他字体生成 PDF，并列出替换了哪些。"
)


def data_option(*, required: bool) -> Option:
    """Where a data file is written."""
    return click.option(
        "-o", "--output", required=required, metavar="文件", help="数据文件写到哪里（.toml、.yaml 或 .json）。"
    )


def style_option(*styles: str) -> Option:
    """How findings or differences are printed, first the usual way."""
    return click.option(
        "--format", "kind", type=click.Choice(styles), default=styles[0], show_default=True,
        metavar="|".join(styles), help="输出的样式。",
    )  # fmt: skip
