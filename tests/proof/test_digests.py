"""SM3 as the standard defines it, and what stands for the rules, the templates and the packing."""

from __future__ import annotations

import hashlib
import random

import pytest

import gikreport
from gikreport.proof import digests
from gikreport.proof.digests import codec_used, file_digest, rules_digest, sm3_digest, template_digests
from gikreport.proof.sm3 import sm3

# GB/T 32905-2016, appendix A.
ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
ABCD_16 = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@pytest.mark.parametrize(("message", "due"), [(b"abc", ABC), (b"abcd" * 16, ABCD_16)], ids=["A.1", "A.2"])
def test_the_examples_of_the_standard(message: bytes, due: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sm3(message).hex() == due
    assert sm3_digest(message) == due
    monkeypatch.setattr(hashlib, "algorithms_available", set())
    assert sm3_digest(message) == due


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this OpenSSL has no SM3")
def test_every_length_around_a_block_is_as_openssl_has_it() -> None:
    drawn = random.Random(3)
    for length in (*range(130), 1000):
        message = drawn.randbytes(length)
        assert sm3(message) == hashlib.new("sm3", message).digest(), length


def test_a_file_is_known_by_its_name_size_and_both_digests() -> None:
    assert file_digest("a.json", b"abc") == digests.FileDigest(
        name="a.json", bytes=3, sha256=hashlib.sha256(b"abc").hexdigest(), sm3=ABC
    )


def test_the_digest_of_the_rules_changes_with_a_rule_and_with_nothing_of_the_command(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    for room in (*digests._DECIDING, "cli"):
        (folder / room / "inner").mkdir(parents=True)
        (folder / room / "inner" / "a.py").write_bytes(b"x = 1\r\n")
    monkeypatch.setattr("importlib.resources.files", lambda package: folder)
    found = [rules_digest.__wrapped__()]
    (folder / "cli" / "inner" / "a.py").write_bytes(b"x = 2\n")
    (folder / "rules" / "inner" / "a.py").write_bytes(b"x = 1\n")  # line ends are those of the machine
    found.append(rules_digest.__wrapped__())
    (folder / "rules" / "inner" / "a.py").write_bytes(b"x = 2\n")
    found.append(rules_digest.__wrapped__())
    assert found[0] == found[1] != found[2]


def test_a_codec_is_named_with_its_version() -> None:
    import zlib

    assert codec_used() == digests.CodecUsed(name="zlib", version=zlib.ZLIB_RUNTIME_VERSION, level=3)


def test_a_compiled_template_has_no_digest() -> None:
    form = gikreport.FORMS[0]
    with pytest.raises(gikreport.BrokenTemplate, match="请给出模板文件"):
        template_digests(form, gikreport.compile(form))
    assert template_digests(form, b"PK")[0] == file_digest("own/report.docx", b"PK")
