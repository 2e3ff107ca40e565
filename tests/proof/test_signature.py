"""Signatures over a manifest: by key files, by a callback, and every way in which one does not hold."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

import gikreport
from gikreport.proof.signature import Signer, public_key_of, signature, signature_fault, signer_of
from support.keys import ED25519_PEM, ED25519_PUBLIC, KEYS, keys


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_signature_holds_for_its_message_and_key_only(tmp_path: Path, algorithm: str) -> None:
    signer, key = keys(tmp_path, algorithm)
    assert signer.key == key
    assert key.algorithm == algorithm
    made = signature(b"manifest", signer)
    assert signature_fault(b"manifest", made, key, "a.sig") is None
    changed = signature_fault(b"manifesT", made, key, "a.sig")
    assert changed is not None
    assert (changed.zh, changed.en) == (
        "签名无效：签名之后清单有改动", "the signature does not hold: the manifest was changed after it",
    )  # fmt: skip
    other = signature_fault(b"manifest", made, attrs.evolve(key, raw=bytes(len(key.raw))), "a.sig")
    assert other is not None
    assert other.zh == f"由另一把钥匙签名（{algorithm} {key.fingerprint[:16]}…），不是给出的公钥"


def test_the_example_of_the_standard(tmp_path: Path) -> None:
    """RFC 8032, 7.1, TEST 1: the empty message."""
    signer, _ = keys(tmp_path, "Ed25519")
    first = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    second = "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    assert signer.sign(b"").hex() == first + second


def test_a_token_or_a_server_signs_by_a_callback(tmp_path: Path) -> None:
    held, key = keys(tmp_path, "SM2")
    asked: list[bytes] = []

    def token(message: bytes) -> bytes:
        asked.append(message)
        return held.sign(message)

    made = signature(b"manifest", Signer(key=key, sign=token))
    assert asked == [b"manifest"]
    assert signature_fault(b"manifest", made, key, "a.sig") is None
    with pytest.raises(gikreport.CannotRender, match="签名与公钥对不上"):
        signature(b"manifest", Signer(key=key, sign=lambda message: bytes(64)))
    with pytest.raises(gikreport.CannotRender, match="签名与公钥对不上"):
        signature(b"manifest", Signer(key=key, sign=lambda message: held.sign(message)[:63]))


@pytest.mark.parametrize("text", ["", "x", ED25519_PUBLIC.replace("MCow", "MCox"), ED25519_PEM.replace("MC4C", "MC5C")])
def test_what_is_no_key_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "k.pem").write_text(text, "utf-8")
    for read in (public_key_of, signer_of):
        with pytest.raises(gikreport.Unreadable) as raised:
            read(tmp_path / "k.pem")
        assert raised.value.problems[0].words.zh == "应为 PEM 格式的 Ed25519 或 SM2 钥匙，没有口令"


def test_a_file_that_is_no_signature_is_told(tmp_path: Path) -> None:
    signer, key = keys(tmp_path, "Ed25519")
    with pytest.raises(gikreport.Unreadable) as raised:
        signature_fault(b"m", b'{"kind": 1, "x": 2}', key, "a.sig")
    assert raised.value.told() == (
        "a.sig 不是签名文件\n  x：不认识的键\n  kind：应为文字，实为 1\n"
        "  algorithm：缺少这一项\n  key：缺少这一项\n  signature：缺少这一项"
    )
    broken = signature(b"m", signer).replace(b'"signature": "', b'"signature": "*')
    assert signature_fault(b"m", broken, key, "a.sig") is not None


@pytest.mark.parametrize(
    ("algorithm", "missing", "extra"), [("Ed25519", "cryptography", "sign"), ("SM2", "gmalg", "sm2")]
)
def test_an_extra_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, algorithm: str, missing: str, extra: str
) -> None:
    import sys

    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(gikreport.CannotRender, match=rf"{algorithm} 签名需要先安装：pip install gikreport\[{extra}\]"):
        keys(tmp_path, algorithm)


def test_sm2_keys_are_those_of_openssl(tmp_path: Path) -> None:
    signer, key = keys(tmp_path, "SM2")
    assert (signer.key.algorithm, len(key.raw), key.raw[:1]) == ("SM2", 65, b"\4")
