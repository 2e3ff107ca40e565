"""The figures of a narrative, the words set off in it, and attachments, as plain data."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..errors import Words
from ..model.attachment import Attachment
from ..model.figures import WORDLESS, Figure, Merge, Picture, SmallTable
from ..model.image import MOST_BYTES, BadFigure, too_large
from ..model.outline import CellPath
from ..model.prose import Block, Paragraph, Prose, Run
from ..model.text import clean_line
from .problems import Problems
from .values import shown

ATTACHMENTS_KEY: Final = "attachments"
_MARKS: Final = ("bold", "italic", "underline", "superscript")
_DATA: Final = "data:"
TextOf = Callable[[Paragraph], str]


def prose_data(prose: Prose, text_of: TextOf) -> str | list[Any]:
    """A narrative as text where it is nothing else, or as a list of texts, tables and pictures."""
    if prose.is_plain:
        return "\n".join(map(text_of, prose.paragraphs))
    found: list[Any] = []
    for block in prose.blocks:
        if isinstance(block, Paragraph) and block.is_plain:
            text = text_of(block)
            if found and isinstance(found[-1], str):
                found[-1] += "\n" + text
            else:
                found.append(text)
        else:
            found.append(_block(block, text_of))
    return found


def _block(block: Block, text_of: TextOf) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {
            "paragraph": [_run(part) if isinstance(part, Run) else text_of(Paragraph((part,))) for part in block.parts]
        }
    return _table(block) if isinstance(block, SmallTable) else _picture(block)


def _run(run: Run) -> dict[str, Any]:
    return {"text": run.text, **{name: True for name, is_set in zip(_MARKS, run.marks, strict=True) if is_set}}


def _table(table: SmallTable) -> dict[str, Any]:
    merges = [[one.row + 1, one.column + 1, one.rowspan, one.colspan] for one in table.merges]
    return {
        "table": [list(row) for row in table.rows],
        "header_rows": table.header_rows,
        **({"merges": merges} if merges else {}),
        **_worded(table, "caption", "unit"),
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {"picture": picture.address, "width": picture.width, **_worded(picture, "alt", "caption")}


def _worded(figure: Figure, *names: str) -> dict[str, str]:
    return {name: words for name in names if (words := getattr(figure, name))}


def attachments_data(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """The attachments of a report, their text literal."""
    return [
        {
            **({"number": one.number} if one.number else {}),
            "title": one.title,
            "content": prose_data(one.content, lambda paragraph: paragraph.text),
        }
        for one in attachments
    ]


@attrs.frozen
class BlockParser:
    """Makes the blocks of a narrative from plain data, and keeps every problem it meets."""

    problems: Problems

    def prose(self, value: Sequence[object], path: CellPath, made: Callable[..., Prose]) -> Prose:
        """A list of texts, paragraphs, tables and pictures; `made` makes prose of texts and blocks."""
        blocks = [found for at, one in enumerate(value, 1) for found in self._block(one, (*path, str(at)), made)]
        return made(*blocks)

    def _block(self, value: object, path: CellPath, made: Callable[..., Prose]) -> Iterator[str | Block]:
        kind = next((key for key in _KINDS if isinstance(value, Mapping) and key in value), "")
        if isinstance(value, Mapping):
            for key in value.keys() - _KINDS.get(kind, frozenset()) if kind else ():
                self.problems.add_unknown((*path, str(key)), _KINDS[kind])
        try:
            if isinstance(value, str):
                yield from made(value).paragraphs
            elif isinstance(value, Mapping) and kind:
                yield _MAKERS[kind](value, made)
            else:
                self.problems.add(path, *_due(value))
        except BadFigure as error:
            self.problems.add(path, error.words.zh, error.words.en)
        except (TypeError, ValueError) as error:
            self.problems.add(path, *_unforeseen(error))

    def attachments(self, value: object, made: Callable[..., Prose]) -> tuple[Attachment, ...]:
        """The attachments of a report."""
        if not isinstance(value, list):
            self.problems.add((ATTACHMENTS_KEY,), "应为附件的列表", "takes a list of attachments")
            return ()
        return tuple(
            filter(None, (self._attachment(one, (ATTACHMENTS_KEY, str(at)), made) for at, one in enumerate(value, 1)))
        )

    def _attachment(self, value: object, path: CellPath, made: Callable[..., Prose]) -> Attachment | None:
        if not isinstance(value, Mapping):
            self.problems.add(path, f"应为 title、content，实为 {shown(value)}", "takes title and content")
            return None
        for key in value.keys() - _ATTACHMENT:
            self.problems.add_unknown((*path, str(key)), _ATTACHMENT)
        content, number = value.get("content", ""), value.get("number", 0)
        try:
            if not isinstance(content, str | list):
                raise _bad("content", "文字或列表", "text or a list", content)
            if type(number) is not int or not 0 <= number < 100:
                raise _bad("number", "附件的序号", "the number of an attachment", number)
            prose = self.prose(content, (*path, "content"), made) if isinstance(content, list) else made(content)
            return Attachment(_line(value, "title"), prose, number)
        except BadFigure as error:
            self.problems.add(path, error.words.zh, error.words.en)
        except (TypeError, ValueError) as error:
            self.problems.add(path, *_unforeseen(error))
        return None


def _due(value: object) -> tuple[str, str]:
    zh = f"应为文字、{{paragraph = …}}、{{table = …}} 或 {{picture = …}}，实为 {shown(value)}"
    return zh, f"takes text, {{paragraph = …}}, {{table = …}} or {{picture = …}}, not {shown(value)}"


def _unforeseen(error: Exception) -> tuple[str, str]:
    """What the model says of a value that it does not take, where nothing here said it first."""
    return f"不能写进报告：{error}", str(error)


def _bad(key: str, zh: str, en: str, value: object) -> BadFigure:
    return BadFigure(Words(f"{key} 应为{zh}，实为 {shown(value)}", f"{key} takes {en}, not {shown(value)}"))


def _line(value: Mapping[str, Any], key: str) -> str:
    """One line of words at a key, "" where it is not there."""
    text = value.get(key, "")
    if not isinstance(text, str) or clean_line(text):
        raise _bad(key, "一行文字", "one line of text", text)
    return text


def _made_paragraph(value: Mapping[str, Any], made: Callable[..., Prose]) -> Paragraph:
    parts: list[Any] = []
    for one in _list(value["paragraph"]):
        if isinstance(one, str):
            parts += _inline(one, made)
        elif isinstance(one, Mapping) and one.keys() <= {"text", *_MARKS}:
            marks = {name: one[name] for name in _MARKS if name in one}
            if not all(isinstance(mark, bool) for mark in marks.values()):
                names = "、".join(_MARKS)
                raise BadFigure(Words(f"{names} 应为 true 或 false", f"{', '.join(_MARKS)} take true or false"))
            parts.append(Run(_line(one, "text"), **marks))
        else:
            raise _bad("paragraph", "文字或 {text, bold, …}", "text or {text, bold, …}", one)
    return Paragraph(tuple(parts))


def _inline(text: str, made: Callable[..., Prose]) -> list[Any]:
    """Text within a paragraph, its blanks as they are; with expressions where they are asked for."""
    found = made(f"|{text}|").paragraphs
    if len(found) != 1:
        raise BadFigure(Words("一段文字应写在一行里", "a paragraph stands on one line"))
    first, *others = found[0].parts
    parts = [first, *others]
    parts[0] = str(parts[0])[1:]
    parts[-1] = str(parts[-1])[:-1]
    return [part for part in parts if part != ""]


def _made_table(value: Mapping[str, Any], made: Callable[..., Prose]) -> SmallTable:
    rows = [[_text(cell) for cell in _list(row)] for row in _list(value["table"])]
    merges = []
    for one in _list(value.get("merges", [])):
        if not isinstance(one, list) or len(one) != 4 or not all(type(number) is int for number in one):
            raise _bad(
                "merges", "[行, 列, 占几行, 占几列]，从 1 数起", "[row, column, rows, columns], counted from 1", one
            )
        merges.append(Merge(one[0] - 1, one[1] - 1, one[2], one[3]))
    if not rows:
        raise BadFigure(WORDLESS)
    facts: dict[str, Any] = {"header_rows": value["header_rows"]} if "header_rows" in value else {}
    facts |= {key: _line(value, key) for key in ("caption", "unit")}
    return SmallTable(tuple(map(tuple, rows)), merges=merges, **facts)


def _made_picture(value: Mapping[str, Any], made: Callable[..., Prose]) -> Picture:
    facts: dict[str, Any] = {"width": value["width"]} if "width" in value else {}
    facts |= {key: _line(value, key) for key in ("alt", "caption")}
    return Picture(_content(value["picture"]), **facts)


def _content(address: object) -> bytes:
    """The bytes of a picture that stands in the data themselves."""
    head, comma, body = address.partition(",") if isinstance(address, str) else ("", "", "")
    if not (head.startswith(_DATA) and head.endswith(";base64") and comma):
        raise BadFigure(_NO_ADDRESS)
    if len(body) > MOST_BYTES * 4 // 3 + 4:
        raise BadFigure(too_large())
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise BadFigure(Words("图片的 base64 编码已损坏", "the base64 of the picture is broken")) from None


_NO_ADDRESS: Final = Words(
    "picture 应为图片本身，写作 data:image/png;base64,…；不会去读别处的文件。"
    "可把图片放进 Word 文件，再用 gikreport convert 转成数据",
    "picture takes the picture itself, data:image/png;base64,…; files are not fetched",
)


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, list):
        raise BadFigure(Words(f"应为列表，实为 {shown(value)}", f"a list is due, not {shown(value)}"))
    return value


def _text(value: object) -> str:
    """A cell; a number as it is written."""
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    raise BadFigure(Words(f"格中应为文字，实为 {shown(value)}", f"a cell takes text, not {shown(value)}"))


_ATTACHMENT: Final = frozenset(("number", "title", "content"))
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "paragraph": frozenset(("paragraph",)),
    "table": frozenset(("table", "header_rows", "merges", "caption", "unit")),
    "picture": frozenset(("picture", "width", "alt", "caption")),
}
_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any], Callable[..., Prose]], Block]]] = {
    "paragraph": _made_paragraph,
    "table": _made_table,
    "picture": _made_picture,
}
