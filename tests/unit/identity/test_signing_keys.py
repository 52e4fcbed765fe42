"""Signing keys are rotated while identity runs, and no token is signed by a key that somebody cannot get."""

import base64
import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from chassis.auth import TokenVerifier
from chassis.errors import Unauthenticated
from services.identity.access_tokens import AccessTokens
from services.identity.signing_keys import REST_SECONDS
from services.identity.watched import LOOK_SECONDS
from tests.unit.identity.test_tokens import ISSUER, write_key
from tests.unit.identity.test_watched import Ticks


class Rotation:
    """Access tokens over a folder of keys."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ticks = folder, Ticks()
        write_key(folder, "2026-01")
        self.tokens = AccessTokens(folder, ISSUER, self.ticks)

    async def token(self) -> str:
        return await self.tokens.issue("elodie", "session-1", "fr", datetime.now(UTC))

    async def signer(self) -> str:
        header = (await self.token()).split(".")[0]
        return str(json.loads(base64.urlsafe_b64decode(header + "=="))["kid"])

    async def published(self) -> list[str]:
        return [key["kid"] for key in (await self.tokens.jwks())["keys"]]


@pytest.fixture
def rotation(tmp_path: Path) -> Rotation:
    return Rotation(tmp_path)


async def test_a_new_key_is_published_first_and_signs_later(rotation: Rotation) -> None:
    write_key(rotation.folder, "2026-02")
    rotation.ticks.now = LOOK_SECONDS
    assert await rotation.published() == ["2026-01", "2026-02"]
    assert await rotation.signer() == "2026-01"
    rotation.ticks.now = LOOK_SECONDS + REST_SECONDS
    assert await rotation.signer() == "2026-02"


async def test_tokens_of_the_older_key_are_good_as_long_as_it_is_there(rotation: Rotation) -> None:
    before = await rotation.token()
    write_key(rotation.folder, "2026-02")
    rotation.ticks.now = LOOK_SECONDS + REST_SECONDS
    verifier = TokenVerifier(rotation.tokens, ISSUER)
    for token in (before, await rotation.token()):
        assert (await verifier.verify(token)).account_id == "elodie"
    (rotation.folder / "2026-01.pem").unlink()
    rotation.ticks.now += LOOK_SECONDS
    assert await rotation.published() == ["2026-02"]
    with pytest.raises(Unauthenticated):
        await verifier.verify(before)


async def test_a_key_that_replaces_all_others_signs_at_once(rotation: Rotation) -> None:
    (rotation.folder / "2026-01.pem").unlink()
    write_key(rotation.folder, "2026-02")
    rotation.ticks.now = LOOK_SECONDS
    assert await rotation.signer() == "2026-02"


def pem(key: Any, encryption: KeySerializationEncryption | None = None) -> bytes:
    written: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())
    return written


WRONG = {
    "empty": b"",
    "nonsense": b"nonsense",
    "no key": b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    "encrypted": pem(Ed25519PrivateKey.generate(), BestAvailableEncryption(secrets.token_bytes(8))),
    "public": Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    "another curve": pem(Ed448PrivateKey.generate()),
    "another kind": pem(ec.generate_private_key(ec.SECP256R1())),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_broken_key_stops_nobody(rotation: Rotation, wrong: str) -> None:
    (rotation.folder / "2026-02.pem").write_bytes(WRONG[wrong])
    rotation.ticks.now = LOOK_SECONDS
    assert await rotation.signer() == "2026-01"
    assert await rotation.published() == ["2026-01"]


async def test_an_empty_folder_stops_nobody(rotation: Rotation) -> None:
    (rotation.folder / "2026-01.pem").unlink()
    rotation.ticks.now = LOOK_SECONDS
    assert await rotation.signer() == "2026-01"
