"""Every refusal about organisations: status, machine codes, and that nothing has changed."""

from typing import Any

import pytest

from chassis.numbers import COUNTERS
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from tests.integration.registry.harness import Registry
from tests.integration.registry.proposals import body, proposal
from tests.integration.registry.refusals_organisations import REFUSALS
from tests.integration.registry.refusals_proposals import DRAWN
from tests.integration.registry.refusals_proposals import REFUSALS as PROPOSALS
from tests.integration.registry.refused_alike import USED
from tests.support.refusal import Refusal

ONCE = {"Idempotency-Key": USED}


async def propose(registry: Registry, who: str, path: str, sent: dict[str, Any]) -> tuple[str, str, str]:
    """Ids of organisation, authorisation and request."""
    async with registry.as_(who, **ONCE) as person:
        answer = await person.post(path, json=sent)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    await registry.route(told["authorisation_id"])
    return told.get("operator_id") or told["organisation_id"], told["authorisation_id"], told["request_id"]


async def prepared(registry: Registry) -> dict[str, str]:
    """Proposals in every state, by name: `asked` and `body` of paula and carla are INFO_REQUIRED."""
    waiting, _, _ = await propose(registry, "wanda", "/operators", proposal("BE0111111111", "Waiting"))
    asked, paulas, _ = await propose(registry, "paula", "/operators", proposal("BE0222222222", "Asked"))
    refused, ritas, _ = await propose(registry, "rita", "/operators", proposal("BE0333333333", "Refused"))
    gone, _, guses = await propose(registry, "gus", "/operators", proposal("BE0444444444", "Gone"))
    valid, veras, _ = await propose(registry, "vera", "/operators", proposal("BE0555555555", "Valid"))
    certifier, carlas, _ = await propose(registry, "carla", "/organisations", body(code="FR-BIO-99"))
    await propose(registry, "kira", "/operators", proposal("BE0666666666", "Kept"))
    await propose(registry, "kira", "/organisations", body(code="FR-BIO-97"))
    for right in (paulas, carlas):
        await registry.ask(right, "Which one?")
    await registry.reject(ritas, "not certified")
    await registry.validate(veras)
    async with registry.as_("gus") as gus, registry.as_("jo") as jo, registry.as_("paula", **ONCE) as paula:
        assert (await gus.post(f"/requests/{guses}/withdrawal")).status_code == 200
        assert (await jo.post(f"/organisations/{asked}/authorisations", json={})).status_code == 201
        assert (await paula.patch(f"/operators/{asked}", json={"name": "Asked for"})).status_code == 200
    return {
        "waiting": waiting,
        "asked": asked,
        "refused": refused,
        "gone": gone,
        "valid": valid,
        "body": certifier,
    }


async def everything(registry: Registry) -> list[Any]:
    store = registry.runtime.store
    states = [*await store.find(Organisation, {}), *await store.find(Authorisation, {})]
    return [*states, await registry.published()]


async def numbers(registry: Registry) -> list[Any]:
    return [row async for row in registry.runtime.store[COUNTERS].find()]


async def told(registry: Registry, refusal: Refusal, names: dict[str, str]) -> Any:
    """What was answered wrongly."""
    async with registry.as_(refusal.who) as person:
        answer = await person.request(refusal.method, refusal.path.format(**names), **refusal.sent)
    if refusal.code in {"eori-taken", "code-taken"} and "organisation" not in answer.json():
        return "names nobody"
    return refusal.differs(answer)


@pytest.mark.rule(
    "B1", "D2", "D3", "D4", "D5", "D6", "D7", "E17", "F7", "F9", "F10", "4.EORI", "4.control-body", "2.operator"
)
@pytest.mark.timeout(300)
async def test_every_refusal_says_why_and_changes_nothing(registry: Registry) -> None:
    names = await prepared(registry)
    before, drawn = await everything(registry), await numbers(registry)
    wrong: dict[str, Any] = {}
    for refusal in (*PROPOSALS, *REFUSALS):
        if found := await told(registry, refusal, names):
            wrong[refusal.name] = found
        if refusal.unchanged != DRAWN:
            assert await numbers(registry) == drawn, refusal.name
        drawn = await numbers(registry)
    assert wrong == {}
    assert await everything(registry) == before
