"""A document package: members in a fixed order, at a fixed time, so that the same content gives the same bytes."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import attrs

from ..errors import CannotRender, Words

CONTENT_TYPES: Final = "[Content_Types].xml"
LEVEL: Final = 3  # of zlib: twice as fast as 6 on a report, and a twentieth larger
_ISAL_LEVEL: Final = 1  # a sixth smaller than 0, at three quarters of its speed; 2 is no smaller, 3 four times slower

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_NEEDS, _DEFLATED, _UTF8 = 20, 8, 0x800
_MIDNIGHT, _1980 = 0, 0x21

# Given back once, a piece of this size tells the C library to keep what later deflating frees; else it may return
# that to the system, and ask for it again, with every document.
bytes(1 << 20)


@attrs.frozen(eq=False)  # there is one of each name, so that it is quickly found as part of a key
class Codec:
    """A way to deflate: the same content gives the same bytes with the same codec. `checksum` is CRC-32."""

    name: str
    deflate: Callable[[bytes, int], bytes]
    checksum: Callable[[bytes], int]
    level: int


def _zlib(content: bytes, level: int) -> bytes:
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(content) + squeeze.flush()


ZLIB: Final = Codec("zlib", _zlib, zlib.crc32, LEVEL)


@functools.cache
def _isal() -> Codec:
    """Intel's ISA-L: several times as fast, a tenth larger."""
    try:
        from isal import isal_zlib
    except ImportError:
        words = Words("isal 压缩需要先安装：pip install gikreport[speed]", "isal needs: pip install gikreport[speed]")
        raise CannotRender(words) from None

    def deflate(content: bytes, level: int) -> bytes:
        squeeze = isal_zlib.compressobj(level, isal_zlib.DEFLATED, -zlib.MAX_WBITS)
        deflated: bytes = squeeze.compress(content) + squeeze.flush()
        return deflated

    return Codec("isal", deflate, isal_zlib.crc32, _ISAL_LEVEL)


def codec_named(name: str) -> Codec:
    """The codec "zlib" or "isal"; raises CannotRender for any other, and where isal is not installed."""
    if name not in CODECS:
        raise CannotRender(
            Words(f"没有压缩方式“{name}”；可用的是 zlib isal", f"no codec {name!r}; there are zlib isal")
        )
    return CODECS[name]()


CODECS: Final[dict[str, Callable[[], Codec]]] = {"zlib": lambda: ZLIB, "isal": _isal}


@attrs.frozen
class Member:
    """One member as it stands in the package: `record` is its header, its name and its deflated content.

    `entry` is what the directory says of it, all but the place where it begins.
    """

    name: bytes
    record: bytes
    entry: bytes


def member(name: str, content: bytes, level: int | None = None, codec: Codec = ZLIB) -> Member:
    """Deflate one member."""
    named = name.encode()
    deflated = codec.deflate(content, codec.level if level is None else level)
    sizes = (codec.checksum(content), len(deflated), len(content), len(named), 0)
    facts = (_UTF8, _DEFLATED, _MIDNIGHT, _1980, *sizes)
    record = b"".join((_LOCAL.pack(b"PK\3\4", _NEEDS, *facts), named, deflated))
    return Member(named, record, _CENTRAL.pack(b"PK\1\2", _NEEDS, _NEEDS, *facts, 0, 0, 0, 0, 0)[:-4])


def in_order(names: Iterable[str]) -> list[str]:
    """The order of members in a package: the content types first, as consumers expect, the others sorted."""
    return sorted(names, key=lambda name: (name != CONTENT_TYPES, name))


def packed(members: Sequence[Member]) -> bytes:
    """The package that holds these members, in their order."""
    pieces: list[bytes] = []
    listing: list[bytes] = []
    offset = 0
    for one in members:
        pieces.append(one.record)
        listing += one.entry, offset.to_bytes(4, "little"), one.name
        offset += len(one.record)
    directory = b"".join(listing)
    end = _END.pack(b"PK\5\6", 0, 0, len(members), len(members), len(directory), offset, 0)
    return b"".join((*pieces, directory, end))
