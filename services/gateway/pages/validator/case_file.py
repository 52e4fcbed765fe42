"""Everything that one needs to decide a case, gathered from who knows it, as much as possible at once."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from services.gateway.pages import reference
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
    """The case with its surroundings. Raises Problem, LogInFirst."""
    await visit.api()
    of_validation, request, names, authorities = await asyncio.gather(
        _item(visit, request_id),
        if_in_sight(visit.get(f"/requests/{segment(request_id)}", duplicates="true")),
        reference.activity_names(visit),
        reference.authorities(visit),
    )
    alike = request.get("duplicates") if request is not None and _proposes(of_validation["item"]) else None
    return CaseFile(**of_validation, request=request, alike=alike or [], activity_types=names, authorities=authorities)


async def _item(visit: Visit, request_id: str) -> Json:
    """Validation's side, and what it leads to: to look for duplicates takes as long as all of this."""
    answered = await visit.ask("GET", f"/work-items/{segment(request_id)}")
    item: Json = answered.body
    about = f"/organisations/{segment(item['organisation']['id'])}"
    organisation, users, bodies = await asyncio.gather(
        if_in_sight(visit.get(about)),
        if_in_sight(visit.get(f"{about}/users")),
        reference.control_body_names(visit, (each["control_body"] for each in item["activities"])),
    )
    return {
        "item": item,
        "version": answered.etag,
        "organisation": organisation,
        "users": users["items"] if users is not None else None,
        "control_bodies": bodies,
    }


async def if_in_sight(asking: Awaitable[Any]) -> Any:
    """The answer, or None where this visitor may not see it. Raises Problem for everything else."""
    try:
        return await asking
    except Problem as problem:
        if problem.status in OUT_OF_SIGHT:
            return None
        raise


def _proposes(item: Json) -> bool:
    """Whether its organisation is still to be decided, too."""
    return item["kind"] == "proposal" and item["status"] in UNDECIDED
