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
        async with desk.client(who) as client:
            assert (await client.post(path, json=body, headers=refusal.headers)).status_code == 200
    await desk.hear(refusal.news)
    before = await left(desk)
    async with desk.client(refusal.who) as client:
        answer = await client.request(refusal.method, refusal.path, **refusal.sent)
    assert refusal.differs(answer) == []
    assert await left(desk) == before
