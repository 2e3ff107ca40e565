"""YAML 1.2 with exact amounts: ruamel.yaml, safe, floats as Decimal. An extra of the package."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, Final

from ..errors import CannotRender, Words
from ..limits import limits


def _yaml() -> Any:
    try:
        from ruamel.yaml import YAML
    except ImportError:
        words = Words("读写 YAML 需要先安装：pip install gikreport[yaml]", "YAML needs: pip install gikreport[yaml]")
        raise CannotRender(words) from None
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Composer = _composer()
    yaml.allow_unicode = True
    yaml.default_flow_style = False
    yaml.width = 4096
    yaml.sort_base_mapping_type_on_output = False
    yaml.constructor.add_constructor("tag:yaml.org,2002:float", _exact)
    yaml.representer.add_representer(Decimal, _amount)
    yaml.representer.add_representer(str, _text)
    return yaml


class Refused(Exception):
    """What no data file needs, and what a short text could grow without end by: its words and its line."""

    def __init__(self, words: Words, line: int) -> None:
        self.words, self.line = words, line
        super().__init__(words, line)


@functools.cache
def _composer() -> Any:
    """A composer of plain data: without anchors, aliases, merge keys, other tags, and nesting without end."""
    from ruamel.yaml.composer import Composer

    class Plain(Composer):
        depth = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            event: Any = self.parser.peek_event()
            if event.anchor is not None:
                raise _refused(event, "锚点和引用（& 和 *）", "anchors and aliases")
            if getattr(event, "tag", None) not in (None, "!", *_TAGS):
                raise _refused(event, f"标签（{event.tag[:_LONGEST]}）", f"tags ({event.tag[:_LONGEST]})")
            self.depth += 1
            if self.depth > limits().depth:
                raise RecursionError
            node: Any = super().compose_node(parent, index)
            self.depth -= 1
            if node.tag == _MERGE:
                raise _refused(event, "合并键（<<）", "merge keys")
            return node

    return Plain


_MERGE: Final = "tag:yaml.org,2002:merge"
_KINDS: Final = ("str", "int", "float", "bool", "null", "map", "seq", "timestamp")
_TAGS: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in _KINDS)
_LONGEST: Final = 60  # signs of a tag that are told


def _refused(event: Any, zh: str, en: str) -> Refused:
    words = Words(f"不读 YAML 的{zh}，请把内容写全", f"YAML's {en} are not read; write out what is meant")
    return Refused(words, event.start_mark.line + 1)


def load(text: str) -> Any:
    """The value of a YAML text; raises ruamel.yaml's errors, which know their line."""
    return _yaml().load(text)


@functools.lru_cache(maxsize=1)
def lines(text: str) -> dict[tuple[str, ...], int]:
    """The line on which each key of a YAML text stands."""
    return dict(_key_lines(_yaml().compose(text), (), set()))


def _key_lines(node: Any, path: tuple[str, ...], seen: set[int]) -> Iterator[tuple[tuple[str, ...], int]]:
    if not isinstance(getattr(node, "value", None), list) or id(node) in seen:  # an empty text has no node
        return
    seen.add(id(node))
    for index, item in enumerate(node.value):
        key, value = item if isinstance(item, tuple) else (None, item)
        here = (*path, str(key.value) if key else str(index))
        yield here, (key or value).start_mark.line + 1
        yield from _key_lines(value, here, seen)


def dump(data: dict[str, Any], stream: IO[str]) -> None:
    """Write plain data, in the order of its keys, long text as blocks of lines."""
    _yaml().dump(data, stream)


def _exact(constructor: Any, node: Any) -> Decimal:
    text = str(constructor.construct_scalar(node)).replace("_", "").lower().lstrip("+")
    return Decimal(text.replace(".inf", "inf").replace(".nan", "nan"))


def _amount(representer: Any, value: Decimal) -> Any:
    text = format(value, "f")
    return representer.represent_scalar("tag:yaml.org,2002:float" if "." in text else "tag:yaml.org,2002:int", text)


def _text(representer: Any, value: str) -> Any:
    style = "|" if "\n" in value else None
    return representer.represent_scalar("tag:yaml.org,2002:str", value, style=style)
