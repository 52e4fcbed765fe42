"""Passwords cannot be guessed by asking many at once, nor requests of nonsense make a defect of ours."""

import asyncio
import json
import secrets
from collections import Counter
from dataclasses import replace

import pytest

from services.identity.passwords import Passwords
from services.identity.settings import IdentitySettings
from services.identity.tools import tools_of
from tests.integration.identity.world import API, World, good_password, some_address

HALF_A_PAIR = "\ud83d"
"""JSON can name half of a surrogate pair, which no encoding can write."""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many at once stand in each other's way; on a busy machine until somebody's patience ends (503)."""
    monkeypatch.setattr("chassis.unit_of_work.unit.COMMAND_PATIENCE", 60.0)
    monkeypatch.setattr("chassis.web.limits.REQUEST_SECONDS", 60.0)


class HeldPasswords(Passwords):
    """Real ones; but whoever gives the `held` password is not told that it was checked before `go_on`."""

    def __init__(self, settings: IdentitySettings, held: str) -> None:
        super().__init__(settings)
        self._held = held
        self.checked, self.go_on = asyncio.Event(), asyncio.Event()

    async def matches(self, password: str, kept: str | None) -> bool:
        found = await super().matches(password, kept)
        if password == self._held:
            self.checked.set()
            await self.go_on.wait()
        return found


@pytest.mark.rule("3.lockout")
async def test_a_burst_of_wrong_guesses_gets_five_answers(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    answers = await asyncio.gather(*(world.log_in(email, good_password()) for _ in range(15)))
    assert Counter(answer.status_code for answer in answers) == {401: 5, 429: 10}
    assert (await world.log_in(email, password)).status_code == 429
    assert (await world.types()).count("AccountLocked") == 1


@pytest.mark.rule("3.lockout")
async def test_a_right_password_under_way_when_the_wait_begins_is_answered_as_a_wrong_one(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    held = HeldPasswords(tools_of(world.runtime).settings, held=password)
    world.runtime.state["identity"] = replace(tools_of(world.runtime), passwords=held)
    right = asyncio.create_task(world.log_in(email, password))
    await held.checked.wait()
    wrong = [(await world.log_in(email, good_password())).status_code for _ in range(6)]
    held.go_on.set()
    assert (wrong, (await right).status_code) == ([401] * 5 + [429], 429)


@pytest.mark.rule("3.lockout")
async def test_many_at_once_learn_no_more_than_one_after_the_other(world: World) -> None:
    """A right password that comes before the fifth wrong one lets in and begins the count anew, as it does in turn."""
    email = some_address()
    password = await world.activate(email)
    guesses = [*(good_password() for _ in range(15)), password]
    *wrong, right = [answer.status_code for answer in await asyncio.gather(*(world.log_in(email, g) for g in guesses))]
    assert wrong.count(401) <= {429: 5, 201: 4 + 5}[right]
    assert set(wrong) == {401, 429}
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
