"""PUT /me/password, on the real store, also while others log in."""

import asyncio

import pytest

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.unit_of_work import Answer
from contracts.ended_sessions import ENDED_SESSIONS
from services.identity.domain.account import Account
from services.identity.domain.password_change import ChangePassword
from services.identity.domain.session import Session, StartSession
from tests.integration.identity.world import World, good_password, some_address


async def me(world: World, tokens: dict[str, str]) -> int:
    return (await world.get("/me", tokens["access_token"])).status_code


def session_of(tokens: dict[str, str]) -> str:
    return tokens["refresh_token"].split(".")[0]


async def living(world: World) -> set[str]:
    return {session.id for session in await world.runtime.store.find(Session, {}) if session.ended is None}


async def test_a_changed_password_ends_all_other_sessions(world: World) -> None:
    email, newer = some_address(), good_password()
    older = await world.activate(email)
    here, there = (await world.log_in(email, older)).json(), (await world.log_in(email, older)).json()
    answer = await world.put_password(here["access_token"], older, newer)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers[ENDED_SESSIONS] == session_of(there)
    assert (await me(world, here), await me(world, there)) == (200, 401)
    assert (await world.types())[-2:] == ["PasswordChanged", "SessionEnded"]
    assert (await world.rows())[-1]["data"]["reason"] == "password-changed"
    refreshed = await world.post("/sessions/refreshes", {"refresh_token": there["refresh_token"]})
    assert refreshed.status_code == 401
    assert (await world.log_in(email, older)).status_code == 401
    assert (await world.log_in(email, newer)).status_code == 201


@pytest.mark.rule("3.lockout")
async def test_a_wrong_present_password_counts_like_a_failed_log_in(world: World) -> None:
    email = some_address()
    password = await world.activate(email)
    tokens = (await world.log_in(email, password)).json()
    for _ in range(3):
        answer = await world.put_password(tokens["access_token"], good_password(), good_password())
        assert (answer.status_code, answer.json()["code"]) == (422, "current-password-wrong")
    for _ in range(2):
        assert (await world.log_in(email, good_password())).status_code == 401
    answer = await world.put_password(tokens["access_token"], password, good_password())
    assert (answer.status_code, answer.json()["code"]) == (429, "login-blocked")
    assert int(answer.headers["retry-after"]) <= 60
    assert (await world.types())[-1] == "AccountLocked"
    assert await me(world, tokens) == 200


async def test_no_log_in_with_the_older_password_survives_its_change(world: World) -> None:
    """Both have read the account before either writes: the log-in was checked, the change as well."""
    email = some_address()
    tokens = (await world.log_in(email, await world.activate(email))).json()
    kept = session_of(tokens)
    for attempt in range(5):
        (account,) = await world.runtime.store.find(Account, {})
        assert account.password_hash is not None
        checked = account.password_hash
        change = ChangePassword(account.id, kept, "attempts", checked, f"hash-{attempt}")
        starts = [StartSession(new_id(), account.id, "attempts", checked, None) for _ in range(6)]
        await asyncio.gather(*(run(world, command) for command in (*starts[:3], change, *starts[3:])))
        assert await living(world) == {kept}


async def run(world: World, command: object) -> None:
    """A refusal is an outcome."""
    try:
        await world.runtime.execute(command, lambda _: Answer(204), actor="anna")
    except DomainError:
        return


async def test_of_two_changes_at_once_one_takes_effect(world: World) -> None:
    email = some_address()
    older = await world.activate(email)
    token = (await world.log_in(email, older)).json()["access_token"]
    wanted = [good_password() for _ in range(3)]
    answers = await asyncio.gather(*(world.put_password(token, older, each) for each in wanted))
    assert sorted(answer.status_code for answer in answers) == [204, 422, 422]
    assert (await world.types()).count("PasswordChanged") == 1
    (taken,) = [each for each, answer in zip(wanted, answers, strict=True) if answer.status_code == 204]
    assert (await world.log_in(email, taken)).status_code == 201
