"""The table of refusals, played: each answers as it says, and changes nothing but what counts attempts."""

from typing import Any

import pytest

from chassis.timers import TIMERS
from services.identity.domain.account import Account
from services.identity.domain.session import Session
from tests.integration.identity.refusals import ACCOUNTS, ALL, REFUSALS
from tests.integration.identity.scene import Scene
from tests.integration.identity.world import API, World
from tests.support.refusal import Refusal


async def state(world: World, named: str) -> dict[str, Any]:
    """What a refusal must not have changed."""
    store = world.runtime.store
    accounts = {"accounts": await store.find(Account, {})}
    if named == ACCOUNTS:
        return accounts
    assert named == ALL
    timers = [timer async for timer in store[TIMERS].find({})]
    return {**accounts, "sessions": await store.find(Session, {}), "timers": timers, "events": await world.rows()}


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
async def test_what_is_refused_changes_nothing(world: World, refusal: Refusal) -> None:
    scene = Scene(world)
    token = await scene.token(refusal.who)
    path, body = await scene.filled(refusal.path), await scene.filled(refusal.body)
    headers = await scene.filled(dict(refusal.headers))
    if token:
        headers["Authorization"] = f"Bearer {token}"
    sent = {"content": body, "headers": {**headers, "Content-Type": "application/json"}}
    before = await state(world, refusal.unchanged)
    if not isinstance(body, bytes):
        sent = {"json": body, "headers": headers} if body is not None else {"headers": headers}
    answer = await world.client.request(refusal.method, API + path, **sent)
    assert refusal.differs(answer) == []
    assert await state(world, refusal.unchanged) == before
