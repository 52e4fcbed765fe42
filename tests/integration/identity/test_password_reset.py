"""POST /password-resets and its confirmations, on the real store (rule A12)."""

import asyncio
from datetime import timedelta

import pytest

from chassis.clock import utc_now
from contracts.ended_sessions import ENDED_SESSIONS, read
from services.identity.domain.session import Session
from tests.integration.identity.world import World, good_password, some_address


async def ask(world: World, email: str) -> str:
    """Ask for a link; the token that notify would mail."""
    answer = await world.post("/password-resets", {"email": email})
    assert (answer.status_code, answer.content) == (202, b"")
    return await world.mailed_token()


async def reset(world: World, token: str, password: str = "") -> tuple[int, str]:
    body = {"token": token, "password": password or good_password()}
    answer = await world.post("/password-resets/confirmations", body)
    return answer.status_code, answer.json()["code"] if answer.content else ""


async def living(world: World) -> list[Session]:
    return [session for session in await world.runtime.store.find(Session, {}) if session.ended is None]


@pytest.mark.rule("A12")
async def test_a_reset_link_lets_in_by_another_password_and_ends_all_sessions(world: World) -> None:
    email = some_address()
    older, newer = await world.activate(email), good_password()
    for _ in range(2):
        assert (await world.log_in(email, older)).status_code == 201
    sessions = {session.id for session in await living(world)}
    token = await ask(world, email.upper())
    answer = await world.post("/password-resets/confirmations", {"token": token, "password": newer})
    assert (answer.status_code, set(read(answer.headers[ENDED_SESSIONS]))) == (204, sessions)
    assert await reset(world, token) == (404, "link-unknown")
    types = (await world.types())[-4:]
    assert types[:2] == ["PasswordResetRequested", "PasswordChanged"]
    assert types[2:] == ["SessionEnded"] * 2
    assert await living(world) == []
    assert (await world.log_in(email, older)).status_code == 401
    assert (await world.log_in(email, newer)).status_code == 201


@pytest.mark.rule("3.lockout")
async def test_a_reset_clears_a_lock(world: World) -> None:
    email, password = some_address(), good_password()
    await world.activate(email)
    for _ in range(5):
        await world.log_in(email, good_password())
    assert (await world.log_in(email, password)).status_code == 429
    assert await reset(world, await ask(world, email), password) == (204, "")
    assert (await world.rows())[-1]["data"]["account"]["status"] == "ACTIVE"
    assert (await world.log_in(email, password)).status_code == 201


@pytest.mark.rule("3.resend")
async def test_resets_are_answered_alike_and_five_an_hour_are_mailed(world: World) -> None:
    email, waiting = some_address(), some_address()
    await world.activate(email)
    await world.sign_up(waiting)
    before = len(await world.rows())
    for each in (email, waiting, some_address(), "nobody"):
        for _ in range(7):
            answer = await world.post("/password-resets", {"email": each})
            assert (answer.status_code, answer.content) == (202, b"")
    assert (await world.types())[before:] == ["PasswordResetRequested"] * 5 + ["ConfirmationRenewed"] * 5
    world.clock.ahead = timedelta(hours=1, seconds=5)
    await ask(world, email)
    assert (await world.types())[-1] == "PasswordResetRequested"


@pytest.mark.moment("links")
@pytest.mark.rule("3.link")
@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (timedelta(minutes=89, seconds=59, milliseconds=999), (204, "")),
        (timedelta(minutes=90), (410, "link-expired")),
        (timedelta(minutes=90, seconds=1), (410, "link-expired")),
    ],
)
async def test_a_reset_link_lives_ninety_minutes(world: World, age: timedelta, outcome: tuple[int, str]) -> None:
    world.clock.frozen = utc_now()
    email = some_address()
    await world.activate(email)
    token = await ask(world, email)
    world.clock.ahead = age
    assert await reset(world, token) == outcome


async def test_one_of_two_who_use_the_link_at_once_wins(world: World) -> None:
    email = some_address()
    await world.activate(email)
    token = await ask(world, email)
    found = await asyncio.gather(*(reset(world, token) for _ in range(3)))
    assert sorted(found) == [(204, ""), (404, "link-unknown"), (404, "link-unknown")]
    assert (await world.types()).count("PasswordChanged") == 1


async def test_a_confirmation_link_is_no_reset_link_nor_the_other_way_round(world: World) -> None:
    email = some_address()
    assert await reset(world, await world.sign_up(email)) == (404, "link-unknown")
    await world.activate(email)
    token = await ask(world, email)
    answer = await world.post("/accounts/confirmations", {"token": token, "password": good_password()})
    assert (answer.status_code, answer.json()["code"]) == (404, "link-unknown")
    assert await reset(world, token) == (204, "")
