"""Passwords cannot be guessed by asking many at once, nor requests of nonsense make a defect of ours."""

import asyncio
import json
import secrets

import pytest

from tests.integration.identity.world import API, World, good_password, some_address

HALF_A_PAIR = "\ud83d"
"""JSON can name half of a surrogate pair, which no encoding can write."""


@pytest.mark.rule("3.lockout")
async def test_a_burst_of_guesses_gets_five_answers_and_does_not_tell_the_right_one(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    guesses = [good_password() for _ in range(15)]
    answers = await asyncio.gather(*(world.log_in(email, guess) for guess in (*guesses, password)))
    *wrong, right = [answer.status_code for answer in answers]
    assert wrong.count(401) <= 5
    assert set(wrong) == {401, 429}
    assert right == 429
    assert (await world.types()).count("AccountLocked") == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/sessions", {"email": "anna@importer.example", "password": HALF_A_PAIR}),
        ("/sessions/refreshes", {"refresh_token": f"session.1.{HALF_A_PAIR}"}),
        ("/accounts/confirmations", {"token": f"kid.{HALF_A_PAIR}.x", "password": secrets.token_urlsafe()}),
        ("/accounts/confirmations/renewals", {"email": HALF_A_PAIR}),
    ],
)
async def test_text_that_is_no_text_breaks_a_rule(world: World, path: str, body: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await world.client.post(API + path, content=json.dumps(body), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
