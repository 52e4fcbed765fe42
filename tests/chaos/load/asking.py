"""Proposing an operator, or asking to join one."""

from dataclasses import dataclass
from random import Random
from typing import Any

from demo import cast
from demo.person import Person
from tests.chaos.load.world import BELGIUM, FRANCE, World


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was answered; `by` is the code of who decides."""

    applicant: Person
    request_id: str
    authorisation_id: str
    organisation_id: str
    by: str
    proposal: bool

    @property
    def about(self) -> dict[str, str]:
        """The ids that commands on it are about."""
        return {
            "request_id": self.request_id,
            "authorisation_id": self.authorisation_id,
            "organisation_id": self.organisation_id,
        }


async def propose(world: World, who: Person, random: Random) -> Sent:
    """Operator and user in one request, in Belgium or France."""
    by = random.choice((BELGIUM, FRANCE))
    operator = cast.test_importer() if by == BELGIUM else cast.french_importer()
    answer = await who.post("/operators", operator)
    sent = _sent(who, answer.body, answer.body["operator_id"], by, proposal=True)
    world.done("propose", answer, **sent.about)
    return sent


async def attach(world: World, who: Person, random: Random) -> Sent | None:
    """A request to join an operator that this person has not asked yet; None when there is none left."""
    free = [each for each in world.operators if (who.account_id, each) not in world.tried]
    if not free:
        return None
    organisation = random.choice(free)
    world.tried.add((who.account_id, organisation))
    answer = await who.post(f"/organisations/{organisation}/authorisations", cast.CONTACT)
    sent = _sent(who, answer.body, organisation, world.operators[organisation], proposal=False)
    world.done("attach", answer, **sent.about)
    return sent


def _sent(who: Person, body: dict[str, Any], organisation_id: str, by: str, *, proposal: bool) -> Sent:
    return Sent(who, body["request_id"], body["authorisation_id"], organisation_id, by, proposal)
