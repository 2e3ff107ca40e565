"""A signature over a manifest: Ed25519 or SM2, by a key file or by whatever holds the key."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import attrs

from ..errors import CannotRender, Unreadable, Words, unreadable
from ..files import file_bytes
from .structure import structured

ED25519, SM2 = "Ed25519", "SM2"
_KIND: Final = "gikreport-signature"
_ID: Final = b"1234567812345678"  # GB/T 35276: the signer's identity where none is agreed
_SM2_OID: Final = bytes.fromhex("06082a811ccf5501822d")
_PEM: Final = re.compile(rb"-----BEGIN ([A-Z ]+)-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----")


@attrs.frozen(kw_only=True)
class PublicKey:
    """A key that signatures are checked with: 32 bytes of Ed25519, or the 65 bytes 04 ‖ x ‖ y of an SM2 point."""

    algorithm: str
    raw: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key, by which a signature names it."""
        return hashlib.sha256(self.raw).hexdigest()


@attrs.frozen(kw_only=True)
class Signer:
    """Who signs: the public key, and a function from the message to its signature of 64 bytes.

    The function may ask a token or a signing server; of SM2 the signature is r ‖ s, with the identity 1234567812345678.
    """

    key: PublicKey
    sign: Callable[[bytes], bytes] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class _Signed:
    kind: str
    algorithm: str
    key: str
    signature: str


def signature(message: bytes, signer: Signer) -> bytes:
    """The signature over a message as its file holds it: JSON with the algorithm, the key's SHA-256, and Base64.

    Raises CannotRender where what the signer returns is no signature of its key.
    """
    made = signer.sign(message)
    if not _is_valid(message, made, signer.key):
        raise CannotRender(Words("签名与公钥对不上，没有写出", "the signature is not one of the public key"))
    signed = _Signed(
        kind=_KIND,
        algorithm=signer.key.algorithm,
        key=signer.key.fingerprint,
        signature=base64.b64encode(made).decode(),
    )
    return (json.dumps(attrs.asdict(signed), indent=2) + "\n").encode()


def signature_fault(message: bytes, signed: bytes, key: PublicKey, name: str) -> Words | None:
    """Why a signature does not hold for a message and a key; None where it does. Raises Unreadable for another file."""
    stated = structured(_Signed, signed, name, Words("签名文件", "file of a signature"))
    if (stated.algorithm, stated.key) != (key.algorithm, key.fingerprint):
        zh = f"由另一把钥匙签名（{stated.algorithm} {stated.key[:16]}…），不是给出的公钥"
        return Words(zh, f"signed with another key ({stated.algorithm} {stated.key[:16]}…) than the one given")
    try:
        raw = base64.b64decode(stated.signature, validate=True)
    except ValueError:
        raw = b""
    if stated.kind != _KIND or not _is_valid(message, raw, key):
        return Words("签名无效：签名之后清单有改动", "the signature does not hold: the manifest was changed after it")
    return None


def _is_valid(message: bytes, raw: bytes, key: PublicKey) -> bool:
    return len(raw) == 64 and _ALGORITHMS[key.algorithm](message, raw, key.raw)


def _ed25519_holds(message: bytes, raw: bytes, key: bytes) -> bool:
    primitive = _cryptography("hazmat.primitives.asymmetric.ed25519").Ed25519PublicKey.from_public_bytes(key)
    try:
        primitive.verify(raw, message)
    except _cryptography("exceptions").InvalidSignature:
        return False
    return True


def _sm2_holds(message: bytes, raw: bytes, key: bytes) -> bool:
    return bool(_gmalg().SM2(pk=key, uid=_ID).verify(message, raw[:32], raw[32:]))


_ALGORITHMS: Final[dict[str, Callable[[bytes, bytes, bytes], bool]]] = {ED25519: _ed25519_holds, SM2: _sm2_holds}


def signer_of(path: str | Path) -> Signer:
    """The signer of a private key file in PEM (PKCS #8), without a password.

    Made by `openssl genpkey -algorithm ed25519`, or `-algorithm SM2`. Raises Unreadable where it is no such key,
    CannotRender where the extra `sign` or `sm2` is not installed.
    """
    label, der = _pem(path)
    if label == "PRIVATE KEY" and _SM2_OID in der:
        return _sm2_signer(der, str(path))
    return _ed25519_signer(file_bytes(Path(path)), str(path))


def _ed25519_signer(pem: bytes, name: str) -> Signer:
    serialization = _cryptography("hazmat.primitives.serialization")
    kind = _cryptography("hazmat.primitives.asymmetric.ed25519").Ed25519PrivateKey
    private: Any = None
    with contextlib.suppress(ValueError, TypeError):  # TypeError: it has a password
        private = serialization.load_pem_private_key(pem, None)
    if not isinstance(private, kind):
        raise _no_key(name)
    return Signer(key=PublicKey(algorithm=ED25519, raw=private.public_key().public_bytes_raw()), sign=private.sign)


def _sm2_signer(der: bytes, name: str) -> Signer:
    found = re.search(b"\x02\x01\x01\x04\x20(.{32})", der, re.DOTALL)  # ECPrivateKey (RFC 5915): version 1, the number
    if found is None:
        raise _no_key(name)
    sm2 = _gmalg().SM2(sk=found[1], uid=_ID)
    public = sm2.generate_pk(found[1])
    return Signer(
        key=PublicKey(algorithm=SM2, raw=public),
        sign=lambda message: b"".join(part.rjust(32, b"\0") for part in sm2.sign(message)),
    )


def public_key_of(path: str | Path) -> PublicKey:
    """The public key of a PEM file (SubjectPublicKeyInfo). Raises Unreadable where it is no Ed25519 or SM2 key."""
    label, der = _pem(path)
    if label == "PUBLIC KEY" and _SM2_OID in der and der[-65:-64] == b"\x04":
        return PublicKey(algorithm=SM2, raw=der[-65:])
    prefix = bytes.fromhex("302a300506032b6570032100")  # RFC 8410
    if label == "PUBLIC KEY" and der.startswith(prefix) and len(der) == len(prefix) + 32:
        return PublicKey(algorithm=ED25519, raw=der[len(prefix) :])
    raise _no_key(str(path))


def _pem(path: str | Path) -> tuple[str, bytes]:
    found = _PEM.search(file_bytes(Path(path))[:_LONGEST])
    if found is None:
        raise _no_key(str(path))
    try:
        return found[1].decode(), base64.b64decode(found[2])
    except ValueError:
        raise _no_key(str(path)) from None


_LONGEST: Final = 100_000


def _no_key(name: str) -> Unreadable:
    return unreadable(
        name,
        "应为 PEM 格式的 Ed25519 或 SM2 钥匙，没有口令",
        "a key of Ed25519 or SM2 is due, in PEM, without a password",
    )


def _cryptography(module: str) -> Any:
    import importlib

    try:
        return importlib.import_module(f"cryptography.{module}")
    except ImportError:
        raise _not_installed("Ed25519", "sign") from None


def _gmalg() -> Any:
    try:
        import gmalg
    except ImportError:
        raise _not_installed("SM2", "sm2") from None
    return gmalg


def _not_installed(algorithm: str, extra: str) -> CannotRender:
    zh = f"{algorithm} 签名需要先安装：pip install gikreport[{extra}]"
    return CannotRender(Words(zh, f"signatures of {algorithm} need: pip install gikreport[{extra}]"))
