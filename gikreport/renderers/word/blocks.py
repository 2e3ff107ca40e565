"""What the structural tags of a template become: paragraphs of title, prose and signature."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from ...model.document import Draft, SoundReport
from ...model.prose import BODY, Paragraph, Prose, Run
from ...model.report import prose_fields
from .figures import figure, notes
from .runs import in_run
from .styles import Look, ems
from .titles import name_lines, title_lines

Fill = Callable[[SoundReport | Draft], str]

LINE: Final = '</w:t><w:br/><w:t xml:space="preserve">'  # a line of its own
BROKEN: Final = '</w:t><w:br w:type="textWrapping"/><w:t xml:space="preserve">'  # one line that had no room
_TWO: Final = 2  # 空二字
_FOUR: Final = 4  # 空四字
_SLACK: Final = 0.5  # of a character: widths are estimates
SEAL_BOOKMARK: Final = "gikreport_seal"
SEAL_LINES: Final = (
    2  # free above the name: a seal of 42 mm begins within a line of the text, name and date below its middle
)
_LEVELS: Final = (1, 2, 3, 4)
_NUMBERING: Final = frozenset("一二三四五六七八九十百（(0123456789０１２３４５６７８９")  # what a number begins with


def blocks(form_report: Any, look: Look) -> Mapping[str, Fill]:
    """Every structural tag `{{p name }}` of a form, and what it prints."""
    written = writer(look)
    names = list(prose_fields(form_report))
    prose = {name: _prose_of(name, written, last=name == names[-1]) for name in names}
    return {"title": written.title, **prose, "signature": written.signature}


def writer(look: Look) -> Writer:
    """What writes paragraphs in the styles of one template."""
    return Writer(look, *_openings(look))


def _prose_of(name: str, writer: Writer, *, last: bool) -> Fill:
    return lambda document: writer.prose(document.prose[name], last=last)


@attrs.frozen
class Writer:
    """Writes paragraphs in the styles of one template."""

    look: Look
    body: str  # what a paragraph of text begins with, up to its text
    headings: tuple[str, ...]  # the same of a heading, by its level
    run_ins: tuple[str, ...]  # the same of a paragraph that opens with a heading, by the level of that

    def title(self, document: SoundReport | Draft) -> str:
        """标题: one paragraph, a line break between its lines."""
        lines = title_lines(document.title, document.agency, self.look.title_room)
        text = (BROKEN if len(document.title) == 1 else LINE).join(map(in_run, lines))
        return self._paragraph("title", f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>')

    def prose(self, prose: Prose, *, last: bool = False) -> str:
        """The paragraphs below a heading, each in the style of its level.

        The end of the last text stays with the signature, which never stands alone on a page.
        """
        written = list(map(self._prose_paragraph, prose.paragraphs))
        ends_in_text = not prose.figures or prose.figures[-1].before < len(written)
        if last and written and ends_in_text:
            written[-1] = written[-1].replace("</w:pPr>", "<w:keepNext/></w:pPr>", 1)
        for one in reversed(prose.figures):
            written.insert(one.before, figure(one.figure, self.look))
        return "".join(written)

    def _prose_paragraph(self, paragraph: Paragraph) -> str:
        if not paragraph.is_plain:
            return self._emphasized(paragraph)
        text = paragraph.text
        level, heading = paragraph.opening if text[:1] in _NUMBERING else (BODY, "")
        if "&" in text or "<" in text or ">" in text or '"' in text or "\t" in text:
            text, heading = in_run(text), in_run(heading)
        if not heading:
            return f"{self.body}{text}{_END}"
        if len(text) > len(heading):
            return f"{self.run_ins[level]}{heading}{_NEXT_RUN}{text[len(heading) :]}{_END}"
        return f"{self.headings[level] if paragraph.stands_alone else self.body}{text}{_END}"

    def _emphasized(self, paragraph: Paragraph) -> str:
        """A paragraph in which words are set off, its heading as that of any other."""
        level, heading = paragraph.opening
        is_heading = paragraph.stands_alone and level > 0
        style = self.look.ids[f"heading{level}" if is_heading else "body"]
        run_in = f'<w:rStyle w:val="{self.look.ids[f"run_in{level}"]}"/>' if heading and not is_heading else ""
        runs, left = [], len(heading) if run_in else 0
        for part in paragraph.parts:
            text, marks = str(part), _marks(part) if isinstance(part, Run) else ""
            for words, of_heading in ((text[:left], run_in), (text[left:], "")):
                if words:
                    runs.append(
                        f'<w:r><w:rPr>{of_heading}{marks}</w:rPr><w:t xml:space="preserve">{in_run(words)}{_RUN_ENDS}'
                    )
            left = max(0, left - len(text))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'

    def signature(self, document: SoundReport | Draft) -> str:
        """附件说明 by 7.3.4, where there is any; 落款 by 7.3.5.1 or 7.3.5.2: placed for a seal, or without one."""
        return notes(document.attachments, self.look) + self._signature(document)

    def _signature(self, document: SoundReport | Draft) -> str:
        seal = document.options.seal
        lines = name_lines(document.signed_by, self.look.width / self.look.character - (1 if seal else _TWO))
        name, text = max(map(ems, lines)), BROKEN.join(map(in_run, lines))
        room = self.look.line * SEAL_LINES if seal else 0
        if document.signed_on is None:
            return self._placed("signature", text, name + (_FOUR if seal else _TWO), room, seal=seal)
        date = date_words(document.signed_on)
        name_at, date_at = (sealed if seal else unsealed)(name, ems(date))
        return self._placed("signature", text, name_at, room, seal=seal) + self._placed("date", date, date_at)

    def _placed(self, role: str, text: str, from_right: float, room: int = 0, *, seal: bool = False) -> str:
        """A line, or more, that begins so many characters left of the right margin, with room above.

        A seal's place has a bookmark, which signing programs look for.
        """
        left = max(0, self.look.width - round(from_right * self.look.character))
        above = f'<w:spacing w:before="{room}"/>' if room else ""
        run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
        run = f"{_SEAL_BEGINS}{run}{_SEAL_ENDS}" if seal else run
        return self._paragraph(role, run, f'{above}<w:ind w:left="{left}"/>')

    def _paragraph(self, role: str, runs: str, placed: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.look.ids[role]}"/>{placed}</w:pPr>{runs}</w:p>'


_BOOKMARK_NUMBER: Final = 1_000_000  # above those that a template has
_SEAL_BEGINS: Final = f'<w:bookmarkStart w:id="{_BOOKMARK_NUMBER}" w:name="{SEAL_BOOKMARK}"/>'
_SEAL_ENDS: Final = f'<w:bookmarkEnd w:id="{_BOOKMARK_NUMBER}"/>'


def unsealed(name: float, date: float) -> tuple[float, float]:
    """How far left of the right margin name and date begin, in characters, from their widths.

    The name leaves two characters free, or the date does where it is the longer one; the date begins two
    characters right of the name.
    """
    return (date + 2 * _TWO, date + _TWO) if date > name else (name + _TWO, name)


def sealed(name: float, date: float) -> tuple[float, float]:
    """How far left of the right margin name and date begin, in characters, where a seal is put over them.

    成文日期右空四字, the name centred on it; both stand further left where the name would leave the text area.
    """
    middle = max(_FOUR + date / 2, name / 2 + _SLACK)
    return middle + name / 2, middle + date / 2


def date_words(day: datetime.date) -> str:
    """成文日期: Arabic digits, the year in full, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def _marks(run: Run) -> str:
    """How words are set off, in the order of the schema."""
    marks = zip(run.marks, _MARKS, strict=True)
    return "".join(mark for is_set, mark in marks if is_set)


_MARKS: Final = ("<w:b/><w:bCs/>", "<w:i/><w:iCs/>", '<w:u w:val="single"/>', '<w:vertAlign w:val="superscript"/>')
_RUN_ENDS: Final = "</w:t></w:r>"
_NEXT_RUN: Final = '</w:t></w:r><w:r><w:t xml:space="preserve">'
_END: Final = "</w:t></w:r></w:p>"


def _openings(look: Look) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    body = _opening(look.ids["body"])
    headings = (_opening(look.ids[f"heading{level}"]) for level in _LEVELS)
    run_ins = (_opening(look.ids["body"], look.ids[f"run_in{level}"]) for level in _LEVELS)
    return body, (body, *headings), (body, *run_ins)


def _opening(style: str, of_run: str = "") -> str:
    properties = f'<w:rPr><w:rStyle w:val="{of_run}"/></w:rPr>' if of_run else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{properties}<w:t xml:space="preserve">'
