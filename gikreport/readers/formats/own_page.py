"""What the parts of a web page are: the report, or what the page prints around it."""

from __future__ import annotations

from typing import Final

import attrs

from ...model.cell import Place
from ..found import FileFacts, FoundParagraph, Role, year_stated
from ..page_words import is_furniture

_BY_NAME: Final = {role.value: role for role in Role}
_BY_TAG: Final = {"h1": Role.TITLE, "h2": Role.HEADING, "caption": Role.PAGE}


@attrs.define
class OwnPage:
    """What the project's own page says of its parts: facts on the article, title, headings, signature, date."""

    facts: FileFacts = FileFacts()
    within: bool = False
    role: Role = Role.NONE
    title: str = ""
    _signed: bool = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        """An element begins; `data-form` on an article marks a page of ours."""
        if tag == "article" and "data-form" in given:
            self.within = True
            agency, year = given.get("data-agency", ""), year_stated(given.get("data-year", ""))
            self.facts = FileFacts(is_ours=True, form=given["data-form"], year=year, agency=agency)
        elif self.within:
            self._signed = self._signed or (tag == "footer" and given.get("class") == "signature")
            self.title = given.get("data-title", "") if tag == "h1" else self.title
            self.role = self._role(tag, given.get("data-role"))

    def _role(self, tag: str, name: str | None) -> Role:
        """The role that an element names; an older page of ours leaves it to the element."""
        if name is not None:
            return _BY_NAME.get(name, Role.NONE)
        return _BY_TAG.get(tag, Role.SIGNATURE if self._signed else Role.NONE)

    def shut(self, tag: str) -> None:
        """An element ends; what stands behind the article is the page's."""
        if tag == "article":
            self.within = False
        self._signed = self._signed and tag != "footer"
        self.role = Role.NONE

    def paragraph(self, text: str, place: Place) -> FoundParagraph:
        """A paragraph with its role; on a page of ours nothing outside the article is said by the report."""
        if self.role is Role.TITLE and self.title:
            return FoundParagraph(self.title, place, Role.TITLE)
        if self.role is not Role.NONE or self.within:
            furniture = self.role is Role.NONE and text.startswith("发布时间：")
            return FoundParagraph(text, place, Role.PAGE if furniture else self.role)
        strange = self.facts.is_ours or is_furniture(text)
        return FoundParagraph(text, place, Role.PAGE if strange else Role.NONE)
