"""What the parts of a web page are: the report, or the furniture of the page around it."""

from __future__ import annotations

import attrs

from ...model.reading import Place
from ..found import FoundParagraph
from ..repair.page_furniture import PAGE, is_furniture


@attrs.define
class OwnPage:
    """What the project's own page says of its parts: facts on the article, title, headings, signature, date."""

    facts: dict[str, str] = attrs.field(factory=dict)
    within: bool = False
    role: str = ""
    title: str = ""
    _signed: bool = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        """An element begins; `data-form` on an article marks a page of ours."""
        if tag == "article" and "data-form" in given:
            self.within = True
            self.facts |= {name: given.get(f"data-{name}", "") for name in ("form", "year", "agency")}
        elif self.within:
            self._signed = self._signed or (tag == "footer" and given.get("class") == "signature")
            self.title = given.get("data-title", "") if tag == "h1" else self.title
            known = {"h1": "title", "h2": "heading", "caption": PAGE}.get(tag, "signature" if self._signed else "")
            self.role = given.get("data-role", known)

    def shut(self, tag: str) -> None:
        """An element ends; what stands behind the article is the page's."""
        if tag == "article":
            self.within = False
        self._signed = self._signed and tag != "footer"
        self.role = ""

    def paragraph(self, text: str, place: Place) -> FoundParagraph:
        """A paragraph with its role; on a page of ours nothing outside the article is said by the report."""
        if self.role == "title" and self.title:
            return FoundParagraph(self.title, place, "title")
        if self.role or self.within:
            furniture = not self.role and text.startswith("发布时间：")
            return FoundParagraph(text, place, PAGE if furniture else self.role)
        strange = bool(self.facts) or is_furniture(text)
        return FoundParagraph(text, place, PAGE if strange else "")
