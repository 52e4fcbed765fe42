"""`command suspend-account` and `reinstate-account`, on the real store."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.errors import DomainError
from services.identity.account_console import reinstate_account, suspend_account
from tests.integration.identity.world import World, some_address

WHY = "The employer asked for it."


async def somebody(world: World) -> tuple[str, str, dict[str, Any]]:
    """Somebody new who has logged in: address, password and tokens."""
    email = some_address()
    password = await world.activate(email)
    return email, password, (await world.log_in(email, password)).json()


@pytest.mark.rule("2.account", "F8")
async def test_a_suspended_account_is_out_at_once_and_nobody_gets_in(world: World) -> None:
    email, password, tokens = await somebody(world)
    answer = await suspend_account(world.runtime, {"email": email.upper(), "reason": WHY})
    assert answer["status"] == "SUSPENDED"
    assert (await world.types())[-2:] == ["AccountSuspended", "SessionEnded"]
    assert (await world.get("/me", tokens["access_token"])).status_code == 401
    refreshed = await world.post("/sessions/refreshes", {"refresh_token": tokens["refresh_token"]})
    assert (refreshed.status_code, refreshed.json()["code"]) == (401, "session-over")
    told = await world.log_in(email, password)
    assert (told.status_code, told.json()["code"]) == (401, "wrong-credentials")
    before = await world.types()
    assert (await world.post("/password-resets", {"email": email})).status_code == 202
    assert await world.types() == before


@pytest.mark.rule("2.account")
async def test_a_link_mailed_before_is_good_no_more(world: World) -> None:
    email, password, _ = await somebody(world)
    await world.post("/password-resets", {"email": email})
    body = {"token": await world.mailed_token(), "password": password}
    await suspend_account(world.runtime, {"email": email, "reason": WHY})
    assert (await world.post("/password-resets/confirmations", body)).status_code == 404
    await reinstate_account(world.runtime, {"email": email, "reason": WHY})
    assert (await world.post("/password-resets/confirmations", body)).status_code == 404


@pytest.mark.rule("2.account")
async def test_a_reinstated_account_has_its_password_and_no_session(world: World) -> None:
    email, password, tokens = await somebody(world)
    await suspend_account(world.runtime, {"email": email, "reason": WHY})
    answer = await reinstate_account(world.runtime, {"email": email, "reason": WHY})
    assert answer["status"] == "ACTIVE"
    assert (await world.get("/me", tokens["access_token"])).status_code == 401
    assert (await world.log_in(email, password)).status_code == 201


@pytest.mark.rule("2.account")
async def test_a_locked_account_is_suspended_too_and_stays_so(world: World) -> None:
    email, password, _ = await somebody(world)
    for _ in range(5):
        await world.log_in(email, f"{password}x")
    await suspend_account(world.runtime, {"email": email, "reason": WHY})
    world.clock.ahead = timedelta(hours=2)
    assert (await world.log_in(email, password)).status_code == 401


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"reason": " "}, "rule-broken"),
        ({"reason": None}, "rule-broken"),
        ({"reason": "x" * 2001}, "rule-broken"),
        ({"email": "nobody@importer.example"}, "not-found"),
        ({"why": "?"}, "rule-broken"),
    ],
)
async def test_a_wrong_request_is_refused(world: World, fields: dict[str, Any], code: str) -> None:
    email, _ = await world.logged_in()
    before = await world.types()
    with pytest.raises(DomainError) as refused:
        await suspend_account(world.runtime, {"email": email, "reason": WHY, **fields})
    assert refused.value.code == code
    assert await world.types() == before


async def test_twice_is_refused(world: World) -> None:
    email, _ = await world.logged_in()
    await suspend_account(world.runtime, {"email": email, "reason": WHY})
    with pytest.raises(DomainError) as refused:
        await suspend_account(world.runtime, {"email": email, "reason": WHY})
    assert refused.value.code == "account-state"
