import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from chassis.auth import TokenVerifier
from chassis.errors import Unauthenticated
from services.identity.access_tokens import AccessTokens
from services.identity.refresh_tokens import ProvenRefresh, RefreshTokens

ISSUER = "traces-access"
TOKENS = RefreshTokens(secrets.token_bytes(32))


def write_key(folder: Path, kid: str) -> None:
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{kid}.pem").write_bytes(key)


async def test_an_access_token_says_who_and_for_how_long(tmp_path: Path) -> None:
    write_key(tmp_path, "2026-01")
    tokens = AccessTokens(tmp_path, ISSUER)
    token = await tokens.issue("elodie", "session-1", "fr", datetime.now(UTC))
    actor = await TokenVerifier(tokens, ISSUER).verify(token)
    assert (actor.account_id, actor.session_id, actor.language) == ("elodie", "session-1", "fr")


@pytest.mark.moment("sessions")
async def test_an_access_token_dies_after_five_minutes(tmp_path: Path) -> None:
    write_key(tmp_path, "2026-01")
    tokens = AccessTokens(tmp_path, ISSUER)
    verifier = TokenVerifier(tokens, ISSUER)
    now = datetime.now(UTC)
    await verifier.verify(await tokens.issue("elodie", "session-1", "fr", now - timedelta(minutes=4, seconds=50)))
    with pytest.raises(Unauthenticated):
        await verifier.verify(await tokens.issue("elodie", "session-1", "fr", now - timedelta(minutes=5, seconds=1)))


async def test_the_newest_key_signs_and_older_ones_verify(tmp_path: Path) -> None:
    write_key(tmp_path, "2026-01")
    before = await AccessTokens(tmp_path, ISSUER).issue("elodie", "session-1", "fr", datetime.now(UTC))
    write_key(tmp_path, "2026-02")
    tokens = AccessTokens(tmp_path, ISSUER)
    assert [key["kid"] for key in (await tokens.jwks())["keys"]] == ["2026-01", "2026-02"]
    after = await tokens.issue("elodie", "session-1", "fr", datetime.now(UTC))
    assert before.partition(".")[0] != after.partition(".")[0]
    for token in (before, after):
        await TokenVerifier(tokens, ISSUER).verify(token)


async def test_no_private_key_is_published(tmp_path: Path) -> None:
    write_key(tmp_path, "2026-01")
    (key,) = json.loads(json.dumps(await AccessTokens(tmp_path, ISSUER).jwks()))["keys"]
    assert set(key) == {"kty", "crv", "x", "kid", "use", "alg"}


@given(st.uuids(), st.integers(min_value=1, max_value=10**9))
def test_a_refresh_token_says_its_session_and_generation(id: object, generation: int) -> None:
    token = TOKENS.make(str(id), generation)
    assert TOKENS.read(token) == ProvenRefresh(str(id), generation)
    assert TOKENS.make(str(id), generation) == token


@given(st.uuids(), st.integers(min_value=1, max_value=99), st.data())
def test_a_refresh_token_cannot_be_altered(id: object, generation: int, data: st.DataObject) -> None:
    token = TOKENS.make(str(id), generation)
    position = data.draw(st.integers(min_value=0, max_value=len(token) - 1))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda sign: sign != token[position]))
    assert TOKENS.read(token[:position] + sign + token[position + 1 :]) is None
    assert RefreshTokens(secrets.token_bytes(32)).read(token) is None


def test_a_refresh_token_has_one_spelling() -> None:
    session_id, generation, signature = TOKENS.make("session-1", 1).split(".")
    assert TOKENS.read(f"{session_id}.0{generation}.{signature}") is None


@given(st.text(max_size=250))
def test_anything_else_is_no_refresh_token(text: str) -> None:
    assert TOKENS.read(text) is None
