"""Keys that sign in the tests, and nowhere else."""

from __future__ import annotations

import base64
from pathlib import Path

from gikreport import PublicKey, Signer, public_key_of, signer_of

ED25519_PEM = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----
"""
ED25519_RAW = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
ED25519_PUBLIC = f"""-----BEGIN PUBLIC KEY-----
{base64.b64encode(bytes.fromhex("302a300506032b6570032100" + ED25519_RAW)).decode()}
-----END PUBLIC KEY-----
"""
SM2_PEM = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgYpOIfD54rfZxjXbz
GgAhL9DlXWATv39pNRvc4Dkj+jWhRANCAAQL7/yj/tQU0+PnvMggNtmNLWCHcMmS
dzlv0g6lH3ds8DgpXCV+9wqsmNwn4a1jMKMkE+W3UKfcWo04FrQG3a4x
-----END PRIVATE KEY-----
"""
SM2_PUBLIC = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEC+/8o/7UFNPj57zIIDbZjS1gh3DJ
knc5b9IOpR93bPA4KVwlfvcKrJjcJ+GtYzCjJBPlt1Cn3FqNOBa0Bt2uMQ==
-----END PUBLIC KEY-----
"""
KEYS = {"Ed25519": (ED25519_PEM, ED25519_PUBLIC), "SM2": (SM2_PEM, SM2_PUBLIC)}


def keys(folder: Path, algorithm: str) -> tuple[Signer, PublicKey]:
    private, public = folder / "private.pem", folder / "public.pem"
    private.write_text(KEYS[algorithm][0], "utf-8")
    public.write_text(KEYS[algorithm][1], "utf-8")
    return signer_of(private), public_key_of(public)
