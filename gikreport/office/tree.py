"""An XML part that is changed and written again, by the standard library alone: its prefixes as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

import attrs

from .xml import parsed_into

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


@attrs.frozen
class Tree:
    """The root of a part, and which elements declare which prefixes: (prefix, namespace)."""

    root: Element
    declared: dict[Element, list[tuple[str, str]]] = attrs.field(repr=False)

    def declare(self, prefix: str, space: str) -> None:
        """Let a namespace be known in the whole part, under this prefix unless it has one."""
        if space not in self._known():
            self.declared.setdefault(self.root, []).append((prefix, space))

    def put_before(self, element: Element, part: Tree) -> None:
        """Put another part before an element; what it declares that is known here is not declared again."""
        parent, index = self._home(element)
        parent.insert(index, part.root)
        known = self._known()
        for inner, declared in part.declared.items():
            self.declared[inner] = [(prefix, space) for prefix, space in declared if space not in known]

    def put_behind(self, element: Element, new: Iterable[Element]) -> None:
        """Put elements behind an element, in their order."""
        parent, index = self._home(element)
        parent[index + 1 : index + 1] = list(new)

    def _known(self) -> frozenset[str]:
        return frozenset(space for _, space in self.declared.get(self.root, ()))

    def _home(self, element: Element) -> tuple[Element, int]:
        homes = ((parent, index) for parent in self.root.iter() for index, one in enumerate(parent) if one is element)
        return next(homes)

    def written(self) -> bytes:
        """The part as lxml writes it: UTF-8, double quotes, nothing indented."""
        pieces = [_DECLARATION]
        self._write(self.root, _Names({_XML: "xml"}), pieces)
        return "".join(pieces).encode()

    def _write(self, element: Element, names: _Names, pieces: list[str]) -> None:
        if not isinstance(element.tag, str):  # a comment, or an instruction
            pieces.append(_aside(element))
            return
        declared = self.declared.get(element, ())
        if declared:
            names = names.inside(declared)
        name = names[element.tag]
        pieces += f"<{name}", *map(_declaration, declared)
        for key, value in element.items():
            pieces.append(f' {names[key]}="{_in_value(value)}"')
        if not len(element) and not element.text:
            pieces.append("/>")
            return
        pieces += ">", _in_text(element.text or "")
        for child in element:
            self._write(child, names, pieces)
            if child.tail:
                pieces.append(_in_text(child.tail))
        pieces.append(f"</{name}>")


def tree(data: bytes) -> Tree:
    """A part to be changed; raises BadXml as `parse` does."""
    builder = _Builder(insert_comments=True, insert_pis=True)
    return Tree(parsed_into(builder, data), builder.declared)


class _Builder(ElementTree.TreeBuilder):
    """Builds the elements, and remembers where prefixes are declared."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.declared: dict[Element, list[tuple[str, str]]] = {}
        self._open: list[tuple[str, str]] = []

    def start_ns(self, prefix: str | None, space: str) -> None:
        """A declaration on the element that begins next."""
        self._open.append((prefix or "", space or ""))

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        """The beginning of an element."""
        element = super().start(tag, attributes)
        if self._open:
            self.declared[element], self._open = self._open, []
        return element


class _Names(dict[str, str]):
    """The names of elements and attributes as they are written where these prefixes are in scope."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, tag: str) -> str:
        space, _, local = tag.rpartition("}")
        prefix = self.known[space[1:]] if space else ""
        self[tag] = f"{prefix}:{local}" if prefix else local
        return self[tag]

    def inside(self, declared: Sequence[tuple[str, str]]) -> _Names:
        """With more declared; of two prefixes a named one stands before none, since attributes need a name."""
        prefixes = {prefix for prefix, _ in declared}
        known = {space: prefix for space, prefix in self.known.items() if prefix not in prefixes}
        for prefix, space in declared:
            known[space] = prefix or known.get(space, "")
        return _Names(known)


def _declaration(declared: tuple[str, str]) -> str:
    prefix, space = declared
    return f' xmlns{prefix and ":" + prefix}="{_in_value(space)}"'


def _aside(element: Any) -> str:
    text = element.text or ""
    return f"<!--{text}-->" if element.tag is ElementTree.Comment else f"<?{text}?>"


def _in_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _in_value(text: str) -> str:
    return _in_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
