"""Every refusal about requests and rights: status, machine code, and that nothing has changed."""

from typing import Any

import pytest

from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from tests.integration.registry.harness import Registry
from tests.integration.registry.people import ALPRO, World, settled
from tests.integration.registry.refusals_requests import ANSWER, DEEDS, REFUSALS
from tests.integration.registry.refused_alike import USED

NUDGE_PAUSE = 4 * 60 * 60


ONCE = {"Idempotency-Key": USED}


async def prepared(registry: Registry) -> World:
    """Anna waits, iris is asked something, ivo has answered, nils has reminded, wim has withdrawn, kim asks to join.

    Stan was stopped by the authority; with rob everything was done.
    """
    world = await settled(registry)
    for who in ("anna", "iris", "ivo", "nils", "wim"):
        await world.ask_to_join(who)
    for asked in ("iris", "ivo"):
        await registry.ask(world.rights[asked], "Which control body?")
    for who, deed, body in (("ivo", "information", ANSWER), ("nils", "nudges", None), ("wim", "withdrawal", None)):
        await world.done(who, "POST", f"/requests/{world.requests[who]}/{deed}", body, **ONCE)
    await world.done("kim", "POST", f"/organisations/{ALPRO}/authorisations", {}, **ONCE)
    stan, rob = await world.join("stan"), await world.join("rob")
    await world.done("valerie", "POST", f"/authorisations/{stan}/suspension", {"reason": "under inquiry"})
    for method, deed in DEEDS:
        await world.done("adam", method, f"/authorisations/{rob}/{deed}", {"reason": "on trial"}, **ONCE)
    return world


async def everything(registry: Registry) -> dict[str, Any]:
    store = registry.runtime.store
    states = [*await store.find(Authorisation, {}), *await store.find(Organisation, {"_id": ALPRO})]
    return {**{state.id: state for state in states}, "published": await registry.published()}


@pytest.mark.rule("2.authorisation", "5", "E7", "F3", "F9")
@pytest.mark.timeout(300)
async def test_every_refusal_says_why_and_changes_nothing(registry: Registry) -> None:
    world = await prepared(registry)
    names = {
        "alpro": ALPRO,
        "request_nobody": "nobody",
        "right_nobody": "nobody",
        **{f"request_{who}": id for who, id in world.requests.items()},
        **{f"right_{who}": id for who, id in world.rights.items()},
    }
    before = await everything(registry)
    wrong: dict[str, Any] = {}
    for refusal in REFUSALS:
        async with registry.as_(refusal.who) as person:
            answer = await person.request(refusal.method, refusal.path.format(**names), **refusal.sent)
        if found := refusal.differs(answer):
            wrong[refusal.name] = found
        if answer.status_code == 429:
            assert NUDGE_PAUSE - 300 < int(answer.headers["Retry-After"]) <= NUDGE_PAUSE
    assert wrong == {}
    assert await everything(registry) == before
