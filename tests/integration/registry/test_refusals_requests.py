"""Every refusal about requests and rights: status, machine code, and that nothing has changed."""

from typing import Any

import pytest

from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from tests.integration.registry.harness import Registry
from tests.integration.registry.people import ALPRO, World, settled
from tests.integration.registry.refusals_requests import REFUSALS

NUDGE_PAUSE = 4 * 60 * 60


async def prepared(registry: Registry) -> World:
    """Anna waits, iris is asked something, nils has reminded, wim has withdrawn, stan was stopped by the authority."""
    world = await settled(registry)
    for who in ("anna", "iris", "nils", "wim"):
        await world.ask_to_join(who)
    await registry.ask(world.rights["iris"], "Which control body?")
    await world.done("nils", "POST", f"/requests/{world.requests['nils']}/nudges")
    await world.done("wim", "POST", f"/requests/{world.requests['wim']}/withdrawal")
    stan = await world.join("stan")
    await world.done("valerie", "POST", f"/authorisations/{stan}/suspension", {"reason": "under inquiry"})
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
        answer = await world.send(refusal.who, refusal.method, refusal.path.format(**names), refusal.body)
        told = (answer.status_code, answer.json().get("code"))
        if told != (refusal.status, refusal.code) or answer.headers["content-type"] != "application/problem+json":
            wrong[refusal.name] = told
        if answer.status_code == 429:
            assert NUDGE_PAUSE - 300 < int(answer.headers["Retry-After"]) <= NUDGE_PAUSE
    assert wrong == {}
    assert await everything(registry) == before
