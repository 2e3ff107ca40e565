"""What an office asks of its document beside its content: the `[output]` of a data file."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Options:
    """Options of a document; a Reading carries them along, a Report does not hold them."""
