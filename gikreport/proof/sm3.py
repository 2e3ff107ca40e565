"""SM3 (GB/T 32905-2016), for a Python whose OpenSSL has it not."""

from __future__ import annotations

import struct
from typing import Final

_START: Final = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
_WORD: Final = 0xFFFFFFFF
_BLOCK: Final = 64  # bytes


def sm3(content: bytes) -> bytes:
    """The digest of 32 bytes."""
    state: tuple[int, ...] = _START
    padded = content + b"\x80" + bytes(-(len(content) + 9) % _BLOCK) + struct.pack(">Q", 8 * len(content))
    for at in range(0, len(padded), _BLOCK):
        state = _compressed(state, struct.unpack(">16I", padded[at : at + _BLOCK]))
    return struct.pack(">8I", *state)


def _compressed(state: tuple[int, ...], block: tuple[int, ...]) -> tuple[int, ...]:
    """Article 5.3.3: the state after one more block."""
    words = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for round_ in range(64):
        turned = _left(a, 12)
        first = _left((turned + e + _T[round_]) & _WORD, 7)
        if round_ < 16:
            mixed, other = a ^ b ^ c, e ^ f ^ g
        else:
            mixed, other = (a & b) | (a & c) | (b & c), (e & f) | (~e & g)
        one = (mixed + d + (first ^ turned) + (words[round_] ^ words[round_ + 4])) & _WORD
        two = (other + h + first + words[round_]) & _WORD
        a, b, c, d, e, f, g, h = (
            one,
            a,
            _left(b, 9),
            c,
            _left(two, 0) ^ _left(two, 9) ^ _left(two, 17),
            e,
            _left(f, 19),
            g,
        )
    return tuple(before ^ after for before, after in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def _expanded(block: tuple[int, ...]) -> list[int]:
    """Article 5.3.2: 68 words from the 16 of a block."""
    words = list(block)
    for at in range(16, 68):
        mixed = words[at - 16] ^ words[at - 9] ^ _left(words[at - 3], 15)
        mixed ^= _left(mixed, 15) ^ _left(mixed, 23)
        words.append(mixed ^ _left(words[at - 13], 7) ^ words[at - 6])
    return words


def _left(word: int, bits: int) -> int:
    return ((word << bits) | (word >> (32 - bits))) & _WORD


_T: Final = tuple(_left(0x79CC4519 if at < 16 else 0x7A879D8A, at % 32) for at in range(64))
