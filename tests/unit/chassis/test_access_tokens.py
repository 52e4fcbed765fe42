"""Whose token it is, also when clocks differ, tokens are odd, and identity does not answer (design section 10)."""

import asyncio
import base64
import secrets
import time
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from chassis import auth
from chassis.auth import AUDIENCE, RemoteKeys, TokenVerifier
from chassis.errors import Unauthenticated, Unavailable

KID = secrets.token_hex(4)
KEY = OKPKey.generate_key("Ed25519", {"kid": KID})


class Held:
    """The keys, without anybody to ask."""

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        return KeySet([KEY])


VERIFIER = TokenVerifier(Held(), "traces-access")


def token(**changed: object) -> str:
    now = int(time.time())
    claims = {"iss": "traces-access", "aud": AUDIENCE, "sub": "anna", "sid": "s", "iat": now, "exp": now + 300}
    return jwt.encode({"alg": "EdDSA", "kid": KEY.kid}, {**claims, **changed}, KEY, algorithms=["EdDSA"])


async def test_a_clock_of_identity_that_is_ahead_keeps_nobody_out() -> None:
    assert (await VERIFIER.verify(token(iat=int(time.time()) + 30))).account_id == "anna"


@pytest.mark.parametrize("changed", [{"exp": 1}, {"aud": "others"}, {"iss": "others"}, {"sub": None}, {"exp": "x"}])
async def test_what_is_not_for_us_or_over_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated):
        await VERIFIER.verify(token(**changed))


class Kept:
    """The same keys until they are replaced."""

    def __init__(self) -> None:
        self.keys = KeySet([KEY])

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        return self.keys


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tokens whose signature was checked."""
    seen: list[str] = []
    decode = jwt.decode

    def counted(value: str, key: KeySet, algorithms: list[str]) -> jwt.Token:
        seen.append(value)
        return decode(value, key, algorithms)

    monkeypatch.setattr(jwt, "decode", counted)
    return seen


async def test_a_signature_is_checked_once_and_the_end_of_a_token_each_time(
    checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    verifier, now = TokenVerifier(Kept(), "traces-access"), time.time()
    one, other = token(), token(sub="bert")
    assert [(await verifier.verify(each)).account_id for each in (one, other, one)] == ["anna", "bert", "anna"]
    assert checked == [one, other]
    monkeypatch.setattr(time, "time", lambda: now + 600)
    with pytest.raises(Unauthenticated):
        await verifier.verify(one)


async def test_a_key_that_was_withdrawn_vouches_for_nothing_any_more() -> None:
    keys = Kept()
    verifier, mine = TokenVerifier(keys, "traces-access"), token()
    await verifier.verify(mine)
    keys.keys = KeySet([OKPKey.generate_key("Ed25519", {"kid": KID})])
    with pytest.raises(Unauthenticated):
        await verifier.verify(mine)


async def test_no_more_tokens_are_remembered_than_there_is_room_for(
    checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth, "MOST_REMEMBERED", 2)
    verifier = TokenVerifier(Kept(), "traces-access")
    anna, *others = (token(sub=each) for each in ("anna", "bert", "carl"))
    for each in (anna, *others, anna):
        await verifier.verify(each)
    assert checked == [anna, *others, anna]


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


ODD_HEADERS = (
    b"[]",
    b"null",
    b'"x"',
    b"{}",
    b"\xff",
    b"[" * 3000,
    b'{"kid":{}}',
    b'{"kid":[1],"alg":"EdDSA"}',
    b'{"kid":null,"alg":"EdDSA"}',
    b'{"alg":[]}',
    b'{"alg":"none"}',
    b'{"alg":"EdDSA","crit":"x"}',
    b'{"alg":"EdDSA","b64":false}',
)
HEADERS = st.sampled_from(ODD_HEADERS)


@given(st.one_of(st.text(), st.tuples(HEADERS, st.binary(), st.binary()).map(lambda p: ".".join(map(encoded, p)))))
def test_nonsense_is_refused_and_never_a_defect(nonsense: str) -> None:
    with pytest.raises(Unauthenticated):
        asyncio.run(VERIFIER.verify(nonsense))


@pytest.fixture
async def silent_identity() -> AsyncIterator[str]:
    """Takes connections and says nothing."""

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/keys"


async def test_while_no_key_is_known_callers_do_not_queue_for_one_attempt_each(silent_identity: str) -> None:
    keys, begun = RemoteKeys(silent_identity), time.monotonic()
    answers = await asyncio.gather(*(keys.current() for _ in range(5)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [Unavailable] * 5
    assert time.monotonic() - begun < 4
