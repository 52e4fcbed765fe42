"""Tokens of mailed links: only the very link, for the very purpose, with the very key."""

import base64
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.links import LinkClaims, LinkPurpose, ParsedToken, make_token, parse_token, verify_token

KEYS = {"old": secrets.token_bytes(32), "new": secrets.token_bytes(32)}
ids = st.uuids().map(str)
claims_of_any_link = st.builds(
    LinkClaims,
    purpose=st.sampled_from(LinkPurpose),
    link_id=ids,
    account_id=ids,
    expires_at=st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
kids = st.sampled_from(sorted(KEYS))


def parsed(token: str) -> ParsedToken:
    found = parse_token(token)
    assert found is not None
    return found


@given(claims_of_any_link, kids)
def test_a_token_verifies_what_it_was_made_of(claims: LinkClaims, kid: str) -> None:
    token = parsed(make_token(KEYS, kid, claims))
    assert (token.kid, token.link_id) == (kid, claims.link_id)
    assert verify_token(KEYS, token, claims)


@given(claims_of_any_link, kids)
def test_a_token_for_one_purpose_is_none_for_another(claims: LinkClaims, kid: str) -> None:
    token = parsed(make_token(KEYS, kid, claims))
    for other in LinkPurpose:
        assert verify_token(KEYS, token, replace(claims, purpose=other)) == (other is claims.purpose)


@given(claims_of_any_link, claims_of_any_link, kids)
def test_a_token_of_one_link_is_none_for_another(claims: LinkClaims, other: LinkClaims, kid: str) -> None:
    assume(other.link_id != claims.link_id)
    token = parsed(make_token(KEYS, kid, claims))
    assert not verify_token(KEYS, token, other)
    assert not verify_token(KEYS, token, replace(claims, account_id=other.account_id))


@given(claims_of_any_link, kids, st.integers(1, 10**9).map(lambda ms: timedelta(milliseconds=ms)))
def test_nobody_prolongs_a_link(claims: LinkClaims, kid: str, more: timedelta) -> None:
    token = parsed(make_token(KEYS, kid, claims))
    assert not verify_token(KEYS, token, replace(claims, expires_at=claims.expires_at + more))


@given(claims_of_any_link, kids)
def test_another_key_is_refused(claims: LinkClaims, kid: str) -> None:
    token = parsed(make_token(KEYS, kid, claims))
    for other in KEYS:
        assert verify_token(KEYS, replace(token, kid=other), claims) == (other == kid)
    assert not verify_token({**KEYS, kid: secrets.token_bytes(32)}, token, claims)
    assert not verify_token({}, token, claims)


@given(claims_of_any_link, kids, st.text())
def test_another_signature_is_refused(claims: LinkClaims, kid: str, signature: str) -> None:
    token = parsed(make_token(KEYS, kid, claims))
    assume(signature != token.signature)
    assert not verify_token(KEYS, replace(token, signature=signature), claims)


@pytest.mark.parametrize("signature", ["é", "\ud800", "\0"])
def test_a_signature_of_strange_letters_is_refused_like_any_other(signature: str) -> None:
    claims = LinkClaims(LinkPurpose.RESET, "link", "account", datetime(2026, 3, 4, tzinfo=UTC))
    assert not verify_token(KEYS, ParsedToken("new", "link", signature), claims)


@given(claims_of_any_link, kids, st.data())
def test_no_letter_of_a_token_may_change(claims: LinkClaims, kid: str, data: st.DataObject) -> None:
    token = make_token(KEYS, kid, claims)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters(exclude_characters=token[place]))
    altered = parse_token(token[:place] + letter + token[place + 1 :])
    same_link = altered is not None and altered.link_id == claims.link_id
    assert altered is None or not same_link or not verify_token(KEYS, altered, claims)


@given(st.text())
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    found = parse_token(text)
    assert found is None or f"{found.kid}.{found.link_id}.{found.signature}" == text


@pytest.mark.parametrize("text", ["", ".", "..", "a.b", "a..c", "a.b.c.d", ".b.c", f"a.b.{'c' * 300}"])
def test_other_shapes_are_no_tokens(text: str) -> None:
    assert parse_token(text) is None


@given(claims_of_any_link)
def test_a_key_that_is_not_known_makes_no_token(claims: LinkClaims) -> None:
    with pytest.raises(KeyError):
        make_token(KEYS, "lost", claims)


@given(claims_of_any_link, kids)
def test_a_token_fits_in_a_link_as_it_is_and_shows_no_key(claims: LinkClaims, kid: str) -> None:
    token = make_token(KEYS, kid, claims)
    assert token.replace(".", "").replace("-", "").replace("_", "").isalnum()
    assert len(token) < 150
    assert base64.urlsafe_b64encode(KEYS[kid]).decode().rstrip("=") not in token
