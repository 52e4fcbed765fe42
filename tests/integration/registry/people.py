"""A small world: who is what at the operator ALPRO, whose users INAO and above it the Commission decide on."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from contracts.events.validation import CaseStatus, RequestRouted
from contracts.reference import organisation_id
from services.registry.console import bootstrap_grant
from tests.integration.registry.harness import COMMISSION, Registry
from tests.integration.registry.proposals import CONTACT

ALPRO = organisation_id("BE-ORG-OP-5")
OFFICERS = {
    "valerie": "FR-INAO",
    "bela": "BE-CA",
    "carl": "EU-COM",
    "hans": "EU-HELPDESK",
    "cora": "BE-BIO-01",
}
"""Authority over ALPRO, another authority, the Commission, the helpdesk, ALPRO's control body."""


@dataclass(slots=True)
class World:
    """People and what they have: `rights` and `requests` by person."""

    registry: Registry
    rights: dict[str, str] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    async def send(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """One HTTP request of this person; bodies go with every method."""
        async with self.registry.as_(who, **headers) as person:
            return await person.request(method, path, json={} if body is None and method != "GET" else body)

    async def done(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """The same, when it succeeds."""
        answer = await self.send(who, method, path, body, **headers)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def ask_to_join(self, who: str, organisation: str = ALPRO) -> str:
        """This person asks, validation routes; the authorisation id."""
        sent = await self.done(who, "POST", f"/organisations/{organisation}/authorisations", CONTACT)
        self.rights[who], self.requests[who] = sent["authorisation_id"], sent["request_id"]
        await self.registry.route(sent["authorisation_id"])
        return self.rights[who]

    async def join(self, who: str, *, administrator: bool = False) -> str:
        """This person becomes a user of ALPRO; the authorisation id."""
        right = await self.ask_to_join(who)
        await self.registry.validate(right, administrator=administrator)
        return right

    async def join_authority(self, who: str, code: str = "FR-INAO") -> str:
        """This person becomes a user of an authority, by the Commission's decision."""
        sent = await self.done(who, "POST", f"/organisations/{organisation_id(code)}/authorisations", {})
        right: str = sent["authorisation_id"]
        case = await self.registry.case(right, CaseStatus.OPEN, validator=COMMISSION, superior=None)
        await self.registry.tell(RequestRouted, case)
        case = await self.registry.case(right, CaseStatus.VALIDATED, validator=COMMISSION, superior=None)
        await self.registry.confirm(case)
        self.rights[who], self.requests[who] = right, sent["request_id"]
        return right


async def settled(registry: Registry) -> World:
    """Officers by bootstrap; at ALPRO `adam` administers, `ursula` is a user, `sam` is suspended."""
    world = World(registry)
    for account, code in OFFICERS.items():
        granted = await bootstrap_grant(registry.runtime, {"organisation": code, "account_id": account})
        world.rights[account] = granted["authorisation_id"]
    await world.join("adam", administrator=True)
    await world.join("ursula")
    await world.join("sam")
    await world.done("adam", "POST", f"/authorisations/{world.rights['sam']}/suspension", {"reason": "on leave"})
    return world
