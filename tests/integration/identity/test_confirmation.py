"""The mailed link: POST /accounts/confirmations and its renewals, on the real store."""

import asyncio
from datetime import timedelta

import pytest

from chassis.clock import utc_now
from services.identity.domain.account import Account
from services.identity.domain.confirmation import EXPIRY_TIMER
from tests.integration.identity.world import World, good_password, some_address


async def confirm(world: World, token: str, password: str = "") -> tuple[int, str]:
    answer = await world.post("/accounts/confirmations", {"token": token, "password": password or good_password()})
    return answer.status_code, answer.json()["code"] if answer.content else ""


@pytest.mark.rule("A8", "A9", "2.account")
async def test_the_link_and_a_password_activate_the_account_once(world: World) -> None:
    token = await world.sign_up(some_address())
    assert await confirm(world, token) == (204, "")
    assert await confirm(world, token) == (404, "link-unknown")
    assert await world.types() == ["AccountCreated", "AccountActivated"]
    assert [timer async for timer in world.runtime.store["timers"].find({})] == []


async def test_one_of_two_who_use_the_link_at_once_wins(world: World) -> None:
    token = await world.sign_up(some_address())
    found = await asyncio.gather(*(confirm(world, token) for _ in range(3)))
    assert sorted(found) == [(204, ""), (404, "link-unknown"), (404, "link-unknown")]


@pytest.mark.moment("links")
@pytest.mark.rule("A8", "3.link")
@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (timedelta(minutes=89, seconds=59, milliseconds=999), (204, "")),
        (timedelta(minutes=90), (410, "link-expired")),
        (timedelta(minutes=90, seconds=1), (410, "link-expired")),
    ],
)
async def test_a_link_lives_ninety_minutes(world: World, age: timedelta, outcome: tuple[int, str]) -> None:
    world.clock.frozen = utc_now()
    token = await world.sign_up(some_address())
    world.clock.ahead = age
    assert await confirm(world, token) == outcome


@pytest.mark.rule("A9")
async def test_a_weak_password_burns_nothing(world: World) -> None:
    token = await world.sign_up(some_address())
    answer = await world.post("/accounts/confirmations", {"token": token, "password": "short"})
    assert (answer.status_code, answer.json()["code"]) == (422, "password-weak")
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/password"}
    assert await confirm(world, token) == (204, "")


async def test_a_forged_link_is_unknown(world: World) -> None:
    kid, link_id, signature = (await world.sign_up(some_address())).split(".")
    for forged in (
        f"{kid}.{link_id}.{signature[:9]}{'B' if signature[9] == 'A' else 'A'}{signature[10:]}",
        f"other.{link_id}.{signature}",
        f"{kid}.{link_id}",
        "é.é.é",
        "",
    ):
        assert await confirm(world, forged) == (404, "link-unknown")


@pytest.mark.rule("A11", "3.resend")
async def test_a_renewed_link_ends_the_older_one(world: World) -> None:
    email = some_address()
    older = await world.sign_up(email)
    assert (await world.post("/accounts/confirmations/renewals", {"email": email.lower()})).status_code == 202
    assert await confirm(world, older) == (404, "link-unknown")
    assert await confirm(world, await world.mailed_token()) == (204, "")


@pytest.mark.rule("A11", "3.resend")
async def test_renewals_are_answered_alike_and_limited(world: World) -> None:
    email, other = some_address(), some_address()
    await world.sign_up(email)
    await world.activate(other)
    before = len(await world.rows())
    answers = [
        await world.post("/accounts/confirmations/renewals", {"email": each})
        for each in (email, other, some_address(), "nobody")
        for _ in range(7)
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(202, b"")}
    assert (await world.types())[before:] == ["ConfirmationRenewed"] * 5


@pytest.mark.rule("2.account")
async def test_an_account_that_expired_is_renewed(world: World) -> None:
    email = some_address()
    token = await world.sign_up(email)
    timers = [timer async for timer in world.runtime.store["timers"].find({})]
    assert [(timer["name"], timer["due_at"]) for timer in timers] == [
        (EXPIRY_TIMER, (await the_account(world)).link.expires_at)  # type: ignore[union-attr]
    ]
    world.clock.ahead = timedelta(minutes=91)
    assert await confirm(world, token) == (410, "link-expired")
    await world.post("/accounts/confirmations/renewals", {"email": email})
    assert await confirm(world, await world.mailed_token()) == (204, "")


async def the_account(world: World) -> Account:
    (account,) = await world.runtime.store.find(Account, {})
    return account
