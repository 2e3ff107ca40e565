"""Many reports at once: any mix of inputs, every one checked, each sound one written, a summary at the end."""

from .gather import Item, items
from .run import Batch, batch
from .task import Result, Settings

__all__ = ["Batch", "Item", "Result", "Settings", "batch", "items"]
