"""A report or reading as plain data (JSON, TOML, YAML), the keys being the model's attribute names."""

from ..files import file_bytes
from .decode import decode, line_of
from .encode import encode, to_data
from .parse import FORMAT, parse
from .schema import schema
from .toml_file import toml_file
from .values import shown, visible

__all__ = [
    "FORMAT",
    "decode",
    "encode",
    "file_bytes",
    "line_of",
    "parse",
    "schema",
    "shown",
    "to_data",
    "toml_file",
    "visible",
]
