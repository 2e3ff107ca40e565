"""A report or reading as plain data (JSON, TOML, YAML), the keys being the model's attribute names."""

from .decode import decode, line_of
from .encode import encode, to_data
from .parse import FORMAT, parse
from .schema import schema

__all__ = ["FORMAT", "decode", "encode", "line_of", "parse", "schema", "to_data"]
