"""Data files that take time or memory, and the settings that an office writes beside its reports."""

from __future__ import annotations

from support.hostile.kind import Kind, filled, numbered
from support.hostile.text import report

_TOML = 'agency = "某办"\nyear = 2021\n'
_YAML = "agency: 某办\nyear: 2021\n"


def lists(size: int) -> bytes:
    return b"[" * size


def objects(size: int) -> bytes:
    return filled('{"a":', size).encode()


def sound_depth(size: int) -> bytes:
    half = size // 6
    return report(t3=0).replace('"t3": 0', '"t3": ' + '{"a":' * half + "0" + "}" * half).encode()


def keys(size: int) -> bytes:
    return ("{" + numbered('"k{n}":1,', size) + '"agency":"某办"}').encode()


def key_twice(size: int) -> bytes:
    return ("{" + numbered('"k{n}":1,', size) + '"z":1,"z":2}').encode()


def key_like_ours(size: int) -> bytes:
    return ("{" + numbered('"agenc{n}":1,', size) + '"year":2021}').encode()


def key_long(size: int) -> bytes:
    return filled("k", size, '{"', '":1}').encode()


def escapes(size: int) -> bytes:
    return filled("\\u001b[2J", size, '{"', '":1}').encode()


def surrogates(size: int) -> bytes:
    return report(overview="X").replace('"X"', filled("\\ud800", size, '"', '"')).encode()


def surrogate_keys(size: int) -> bytes:
    return filled("\\udfff", size, '{"', '":1}').encode()


def whole_number(size: int) -> bytes:
    return report(t3=0).replace('"t3": 0', f'"t3": {{"natural_person": {{"received": {"9" * size}}}}}').encode()


def year_digits(size: int) -> bytes:
    return report(year=0).replace('"year": 0', f'"year": {"9" * size}').encode()


def exponents(size: int) -> bytes:
    large = filled("1e999999,", size, '"t3": [', "0]")
    return report(t3=0).replace('"t3": 0', large).encode()


def exponent_of_a_figure(size: int) -> bytes:
    figure = f'"t3": {{"natural_person": {{"received": 1e{"9" * min(size, 18)}}}}}'
    return report(t3=0, preface=" " * size).replace('"t3": 0', figure).encode()


def fraction(size: int) -> bytes:
    return report(t2=0).replace('"t2": 0', f'"t2": {{"fees": 0.{"1" * size}}}').encode()


def wrong_cells(size: int) -> bytes:
    return report(t3={f"k{number}": "x" for number in range(size // 12)}).encode()


def titles(size: int) -> bytes:
    return report(title=["字"] * (size // 7)).encode()


def bound(size: int) -> bytes:
    return report(expressions=True, overview=filled("{{ t3.total.received }}", size)).encode()


def bound_steps(size: int) -> bytes:
    return report(expressions=True, overview=filled(".a", size, "{{ t3", " }}")).encode()


def bound_filters(size: int) -> bytes:
    return report(expressions=True, overview=filled("|chinese", size, "{{ t3.total.received", " }}")).encode()


def bound_digits(size: int) -> bytes:
    return report(expressions=True, overview=filled("9", size, "{{ t3.total.received|percent(", ") }}")).encode()


def bound_arguments(size: int) -> bytes:
    return report(expressions=True, overview=filled("t3.total,", size, "{{ change(", "t3) }}")).encode()


def bound_quotes(size: int) -> bytes:
    return report(expressions=True, overview=filled("'", size, "{{", "}}")).encode()


def hexadecimal(size: int) -> bytes:
    return filled("f", size, _TOML + "format = 0x").encode()


def octal(size: int) -> bytes:
    return filled("7", size, _TOML + "format = 0o").encode()


def binary(size: int) -> bytes:
    return filled("1", size, _TOML + "format = 0b").encode()


def decimal(size: int) -> bytes:
    return filled("9", size, _TOML + "format = ").encode()


def float_exponent(size: int) -> bytes:
    return filled("9", min(size, 18), _TOML + "format = 1e").encode() + b"\n#" + b"x" * size


def underscores(size: int) -> bytes:
    return filled("1_", size, _TOML + "format = ", "1").encode()


def dotted_keys(size: int) -> bytes:
    return filled("a.", size, _TOML, "a = 1\n").encode()


def dotted_keys_in_lines(size: int) -> bytes:
    return (_TOML + numbered("a.b.c.d.e.f.g.h.k{n} = 1\n", size)).encode()


def table_names(size: int) -> bytes:
    return filled("a.", size, _TOML + "[", "a]\n").encode()


def tables(size: int) -> bytes:
    return (_TOML + numbered("[t{n}]\n", size)).encode()


def table_rows(size: int) -> bytes:
    return filled("[[t1]]\n", size, _TOML).encode()


def table_lists_nested(size: int) -> bytes:
    return (_TOML + numbered("[[a.a.a.a.a.a.a.a.a.a]]\n", size)).encode()


def inline_tables(size: int) -> bytes:
    return filled("{a=", size, _TOML + "a = ").encode()


def inline_lists(size: int) -> bytes:
    return filled("[", size, _TOML + "a = ").encode()


def date_digits(size: int) -> bytes:
    return filled("9", size, _TOML + "signed_on = 2021-01-01T00:00:00.").encode()


def quotes_without_end(size: int) -> bytes:
    return filled('\\"', size, _TOML + 'overview = """').encode()


def merge_keys(size: int) -> bytes:
    levels = "".join(f"{level}: &{level} {{<<: [{','.join(['*a'] * 9)}]}}\n".replace("*a", f"*{before}")
                     for before, level in zip("abcdefgh", "bcdefghi", strict=True))  # fmt: skip
    return f"a: &a {{x: 1}}\n{levels}{_YAML}# {'x' * size}".encode()


def aliases(size: int) -> bytes:
    levels = "".join(f"{level}: &{level} [{','.join([f'*{before}'] * 9)}]\n"
                     for before, level in zip("abcdefgh", "bcdefghi", strict=True))  # fmt: skip
    return f"a: &a [x]\n{levels}{_YAML}overview: *i\n# {'x' * size}".encode()


def alias_of_itself(size: int) -> bytes:
    return f"overview: &a [{filled('*a,', size)}]\n{_YAML}".encode()


def anchors(size: int) -> bytes:
    return (_YAML + numbered("k{n}: &a{n} 1\n", size)).encode()


def merged_one_by_one(size: int) -> bytes:
    return ("k0: &a0 {x: 1}\n" + numbered("m{n}: &b{n}\n  <<: *a0\n  k{n}: 1\n", size)).encode()


def flow(size: int) -> bytes:
    return b"a: " + b"[" * size


def flow_keys(size: int) -> bytes:
    return filled("{a: ", size).encode()


def dashes(size: int) -> bytes:
    return filled("- ", size).encode()


def questions(size: int) -> bytes:
    return filled("? ", size).encode()


def indents(size: int) -> bytes:
    return "".join(f"{' ' * depth}a:\n" for depth in range(int((2 * size) ** 0.5))).encode()


def tags(size: int) -> bytes:
    return filled("!!python/object/apply:os.getpid []", size, "a: ").encode()


def omap(size: int) -> bytes:
    return filled("- b: 1\n", size, "a: !!omap\n").encode()


def tag_long(size: int) -> bytes:
    return filled("%41", size, "a: !", " 1").encode()


def words(size: int) -> bytes:
    return filled("字 ", size, _YAML + "overview: ").encode()


def colons(size: int) -> bytes:
    return filled(":", size, "a").encode()


def documents(size: int) -> bytes:
    return filled("---\n", size).encode()


def number(size: int) -> bytes:
    return filled("9", size, "agency: 某办\nyear: ").encode()


def number_with_point(size: int) -> bytes:
    return filled("9", size, "agency: 某办\nyear: 1.").encode()


_JSON = (
    lists, objects, sound_depth, keys, key_twice, key_like_ours, key_long, escapes, surrogates, surrogate_keys,
    whole_number, year_digits, exponents, exponent_of_a_figure, fraction, wrong_cells, titles, bound, bound_steps,
    bound_filters, bound_digits, bound_arguments, bound_quotes,
)  # fmt: skip
_TABLES = (
    hexadecimal, octal, binary, decimal, float_exponent, underscores, dotted_keys, dotted_keys_in_lines, table_names,
    tables, table_rows, table_lists_nested, inline_tables, inline_lists, date_digits, quotes_without_end,
)  # fmt: skip
_SETTINGS = (hexadecimal, dotted_keys, tables, inline_lists)
_INDENTED = (
    merge_keys, aliases, alias_of_itself, anchors, merged_one_by_one, flow, flow_keys, dashes, questions, indents, tags,
    omap, tag_long, words, colons, documents, number, number_with_point,
)  # fmt: skip
KINDS = (
    *(Kind(make, ".json") for make in _JSON),
    *(Kind(make, ".toml") for make in _TABLES),
    *(Kind(make, ".toml", command) for command in ("mapping", "units", "waivers") for make in _SETTINGS),
    *(Kind(make, ".yaml") for make in _INDENTED),
)
