"""Console commands: what is done before anybody has rights."""

from typing import Any

from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.unit_of_work import Answer
from contracts.events.registry import AuthorisationStatus
from contracts.reference import organisation_id
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import GrantByBootstrap

ACTOR = "system:bootstrap"


async def bootstrap_grant(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """`{"organisation": code, "account_id"}` -> `{"authorisation_id"}`: the first administrator of an organisation.

    For the administrator himself it answers the right that he has. Raises UnknownOrganisation, AdministratorExists.
    """
    organisation, account = organisation_id(str(request["organisation"])), str(request["account_id"])
    mine = {"account_id": account, "organisation_id": organisation, "status": AuthorisationStatus.VALID}
    held = await runtime.store.find(Authorisation, {**mine, "administrator": True})
    if held:
        return {"authorisation_id": held[0].id}
    command = GrantByBootstrap(authorisation_id=new_id(), organisation_id=organisation, account_id=account)
    answer = await runtime.execute(
        command, lambda _: Answer(200, {"authorisation_id": command.authorisation_id}), actor=ACTOR
    )
    body: dict[str, Any] = answer.body
    return body
