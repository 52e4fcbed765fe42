"""Everything that one needs to decide a case, gathered from who knows it, as much as possible at once."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from services.gateway.pages.alike import alike
from services.gateway.pages.api import segment
from services.gateway.pages.problem import Problem
from services.gateway.pages.visit import Visit

OUT_OF_SIGHT = frozenset({403, 404})
UNDECIDED = frozenset({"OPEN", "INFO_REQUIRED"})

WAITING = frozenset({"REQUESTED", "INFO_REQUIRED"})
ASKED = frozenset({"REQUESTED"})
"""What registry says of a request that is decided, or asked about, while it has not heard of it."""

Json = dict[str, Any]


@dataclass(frozen=True)
class CaseFile:
    """A case; `version` is for `If-Match`. What this visitor may not see, or is not known yet, is None or empty.

    `request` is registry's side: message, contact, history. `alike` are possible duplicates of a proposed operator.
    """

    item: Json
    version: str
    request: Json | None
    organisation: Json | None
    users: list[Json] | None
    alike: list[Json]
    control_bodies: dict[str, str]
    activity_types: dict[str, str]
    authorities: list[Json]

    @property
    def behind(self) -> bool:
        """Whether registry has not heard yet where the case stands, so that the history still lacks something."""
        if self.request is None or not self.request["timeline"]:
            return True
        waits = ASKED if self.item["status"] == "INFO_REQUIRED" else WAITING
        return self.item["status"] != "OPEN" and self.request["status"] in waits


async def read(visit: Visit, request_id: str) -> CaseFile:
    """The case with its surroundings, in two rounds of questions. Raises Problem, LogInFirst."""
    await visit.api()
    answered, request, types, authorities = await asyncio.gather(
        visit.ask("GET", f"/work-items/{segment(request_id)}"),
        if_in_sight(visit.get(f"/requests/{segment(request_id)}")),
        visit.get("/activity-types"),
        visit.get("/routes/authorities"),
    )
    item: Json = answered.body
    about = f"/organisations/{segment(item['organisation']['id'])}"
    (organisation, like), users, bodies = await asyncio.gather(
        _organisation(visit, item), if_in_sight(visit.get(f"{about}/users")), _control_bodies(visit, item)
    )
    return CaseFile(
        item=item,
        version=answered.etag,
        request=request,
        organisation=organisation,
        users=users["items"] if users is not None else None,
        alike=like,
        control_bodies=bodies,
        activity_types={each["code"]: each["name"] for each in types["items"]},
        authorities=authorities["items"],
    )


async def if_in_sight(asking: Awaitable[Any]) -> Any:
    """The answer, or None where this visitor may not see it. Raises Problem for everything else."""
    try:
        return await asking
    except Problem as problem:
        if problem.status in OUT_OF_SIGHT:
            return None
        raise


async def _control_bodies(visit: Visit, item: Json) -> dict[str, str]:
    """Names of the control bodies of its activities, by code; one that is not known has none."""
    codes = sorted({activity["control_body"] for activity in item["activities"]})
    found = await asyncio.gather(*(visit.get("/control-bodies", q=code, limit=1) for code in codes))
    known = (body for each in found for body in each["items"])
    return {body["code"]: body["name"] for body in known if body["code"] in codes}


async def _organisation(visit: Visit, item: Json) -> tuple[Json | None, list[Json]]:
    """What registry has of the organisation, and what a proposed one may be the same as."""
    found = await if_in_sight(visit.get(f"/organisations/{segment(item['organisation']['id'])}"))
    proposed = found is not None and item["kind"] == "proposal" and item["status"] in UNDECIDED
    return found, await alike(visit, found) if proposed else []
