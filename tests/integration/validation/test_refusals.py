"""The table of refusals, played: each answers as it says and changes nothing."""

from typing import Any

import pytest

from chassis.timers import TIMERS
from services.validation.domain.first_user import FirstUser
from services.validation.domain.request import Request
from tests.integration.validation.desk import Desk
from tests.integration.validation.refusals import REFUSALS, STORIES, CaseRefusal
from tests.integration.validation.story import OFFICE


async def left(desk: Desk) -> dict[str, Any]:
    """Everything that a command may write."""
    store = desk.runtime.store
    return {
        "requests": await store.find(Request, {}),
        "first users": await store.find(FirstUser, {}),
        "timers": [row async for row in store[TIMERS].find({})],
        "published": await desk.published(),
    }


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.name)
async def test_what_is_refused_changes_nothing(desk: Desk, refusal: CaseRefusal) -> None:
    await desk.hear([*OFFICE, *STORIES[refusal.story]])
    for who, path, body in refusal.before:
        assert (await desk.post(who, path, body)).status_code == 200
    await desk.hear(refusal.news)
    before = await left(desk)
    if refusal.method == "GET":
        answer = await desk.get(refusal.who, refusal.path)
    else:
        answer = await desk.post(refusal.who, refusal.path, refusal.body, version=refusal.version)
    assert (answer.status_code, answer.json().get("code")) == (refusal.status, refusal.code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert await left(desk) == before


@pytest.mark.parametrize("path", ["/work-items", "/work-items/req-a", "/audit/requests/req-a", "/routes?kind=operator"])
async def test_without_a_token_nothing_is_answered(desk: Desk, path: str) -> None:
    async with desk.client("nobody") as client:
        client.headers.pop("Authorization")
        assert (await client.get(path)).json()["code"] == "unauthenticated"
