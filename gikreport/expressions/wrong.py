"""What is wrong with an expression."""

from __future__ import annotations

from ..errors import Words


class WrongExpression(Exception):
    """An expression that cannot be told; `words` say why."""

    def __init__(self, zh: str, en: str, *, needs_last_year: bool = False) -> None:
        self.words = Words(zh, en)
        self.needs_last_year = needs_last_year
        super().__init__(en)
