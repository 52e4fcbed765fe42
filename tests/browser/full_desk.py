"""A desk with as many requests as its list shows at once, so that what is measured or pictured is a full page."""

import time

from demo import cast
from demo.person import Person
from demo.stack import Stack
from services.gateway.pages.validator.work import ROWS
from tests.bench.system.visiting import logged_in, visitor
from tests.support.eventually import eventually

APPLICANT, VALIDATOR = "EU-COM", cast.INAO
"""Whose validator proposes operators, and whose decides about them."""
PATIENCE = 60.0


async def full_desk(stack: Stack) -> dict[str, str]:
    """Propose operators until the list is full; ids of one request on it and of its organisation.

    It is one of this applicant's, and everybody concerned has heard of it.
    """
    async with visitor(stack) as client:
        applicant = await logged_in(client, stack.validator(APPLICANT))
        desk = await logged_in(client, stack.validator(VALIDATOR))
        waiting = len((await desk.get("/work-items", limit=str(ROWS)))["items"])
        for number in range(max(1, ROWS - waiting)):
            operator = {**cast.french_importer(), "name": f"Importateur {number} {time.time_ns():x}"}
            sent = (await applicant.post("/operators", operator)).body
        await eventually(lambda: _known(desk, applicant, sent["request_id"]), within=PATIENCE, interval=0.2)
    return {"request_id": sent["request_id"], "organisation_id": sent["operator_id"]}


async def _known(desk: Person, applicant: Person, request_id: str) -> bool:
    """Whether it is routed, and can be decided."""
    routed = (await applicant.get(f"/requests/{request_id}"))["validator"]
    waiting = (await desk.get("/work-items", limit="100"))["items"]
    return routed is not None and any(each["request_id"] == request_id for each in waiting)
