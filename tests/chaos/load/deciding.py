"""What becomes of a request: decided, asked about first, withdrawn, or both at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from demo.client import Answer
from tests.chaos.load.asking import Sent
from tests.chaos.load.waiting import until
from tests.chaos.load.world import Right, World

OK, FORBIDDEN, NOT_FOUND, CONFLICT = 200, 403, 404, 409
DEADLINES = frozenset({"reminded", "overdue", "escalated"})
REASON = "Please join the operator that you work for."

Outcome = Callable[[World, Sent], Awaitable[None]]


async def validate(world: World, sent: Sent, **certificate: str) -> None:
    """The authority validates; the story ends when the person may act."""
    answer = await _decide(world, sent, {"outcome": "validated", **certificate})
    world.done("validate proposal" if sent.proposal else "validate", answer, **sent.about)
    await _stands(sent, "VALID")
    world.operators.setdefault(sent.organisation_id, sent.by)
    world.tried.add((sent.applicant.account_id, sent.organisation_id))
    world.rights.append(Right(sent.authorisation_id, sent.organisation_id, sent.applicant.account_id, sent.by))


async def reject(world: World, sent: Sent) -> None:
    """The authority refuses, with a reason."""
    answer = await _decide(world, sent, {"outcome": "rejected", "reason": REASON})
    world.done("reject proposal" if sent.proposal else "reject", answer, **sent.about)
    await _stands(sent, "REJECTED")


async def ask_then_validate(world: World, sent: Sent) -> None:
    """The authority asks, the applicant answers, and then it is decided."""
    answer = await _decide(world, sent, {"outcome": "information_required", "reason": "Which contract?"})
    world.done("ask", answer, **sent.about)
    await _stands(sent, "INFO_REQUIRED")
    answer = await sent.applicant.post(f"/requests/{sent.request_id}/information", {"message": "The one of May."})
    world.done("answer", answer, **sent.about)
    await validate(world, sent)


async def withdraw(world: World, sent: Sent) -> None:
    """The applicant thinks better of it."""
    answer = await sent.applicant.post(f"/requests/{sent.request_id}/withdrawal", {})
    world.done("withdraw proposal" if sent.proposal else "withdraw", answer, **sent.about)
    await _stands(sent, "WITHDRAWN")


async def withdraw_while_it_is_validated(world: World, sent: Sent) -> None:
    """Both at once: either may be refused, and registry has the last word."""

    async def change_mind() -> Answer:
        return await sent.applicant.post(f"/requests/{sent.request_id}/withdrawal", {}, expect=(CONFLICT,))

    await _on_the_desk(world, sent)
    withdrawn, decided = await asyncio.gather(
        change_mind(), _decide(world, sent, {"outcome": "validated"}, (CONFLICT,))
    )
    if withdrawn.status == OK:
        world.done("withdraw proposal" if sent.proposal else "withdraw", withdrawn, **sent.about)
        if decided.status == OK:
            world.done("validate what was withdrawn", decided, **sent.about)
    else:
        world.done("validate proposal" if sent.proposal else "validate", decided, **sent.about)
    await _stands(sent, "WITHDRAWN" if withdrawn.status == OK else "VALID")


async def passed_on(sent: Sent) -> None:
    """Nobody decides until all deadlines have passed, as the applicant reads in the history of the request."""

    async def told() -> bool | None:
        steps = [step["what"] for step in (await sent.applicant.get(f"/requests/{sent.request_id}"))["timeline"]]
        return DEADLINES.issubset(steps) or None

    await until(f"the deadlines of request {sent.request_id}", told)


async def _decide(world: World, sent: Sent, decision: dict[str, Any], expect: Collection[int] = ()) -> Answer:
    desk = await world.validator(sent.by)
    await _on_the_desk(world, sent)
    return await desk.post(f"/work-items/{sent.request_id}/decision", decision, expect=expect)


async def _on_the_desk(world: World, sent: Sent) -> None:
    desk = await world.validator(sent.by)

    async def listed() -> bool | None:
        item = await desk.ask("GET", f"/work-items/{sent.request_id}", expect=(NOT_FOUND, FORBIDDEN))
        return (item.status == OK and item.body["complete"] and item.body["status"] != "INFO_REQUIRED") or None

    await until(f"request {sent.request_id} on the desk of {sent.by}", listed)


async def _stands(sent: Sent, status: str) -> None:
    async def stands() -> bool | None:
        return (await sent.applicant.get(f"/requests/{sent.request_id}"))["status"] == status or None

    await until(f"request {sent.request_id} as {status}", stands)
