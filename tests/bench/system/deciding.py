"""Decisions through the gateway: how many a second, and until when the last of them has taken effect."""

import time

from demo import cast
from demo.person import Person
from demo.stack import Stack
from tests.bench.lines import Line
from tests.bench.percentiles import spread
from tests.bench.system.visiting import all_of, logged_in, visitor
from tests.support.eventually import eventually

AT_ONCE = 4
PATIENCE = 120.0
PAGE = "100"
APPLICANT = "EU-COM"
"""Whose validator proposes the operators; that of INAO decides."""


async def decisions(stack: Stack, count: int) -> list[Line]:
    """Propose so many operators in France, wait until they can be decided, decide them one by one, four at a time."""
    async with visitor(stack) as client:
        applicant = await logged_in(client, stack.validator(APPLICANT))
        desk = await logged_in(client, stack.validator(cast.INAO))
        proposed: list[str] = []

        async def propose(number: int) -> None:
            operator = {**cast.french_importer(), "name": f"Importateur {number} {time.time_ns():x}"}
            proposed.append((await applicant.post("/operators", operator)).body["request_id"])

        async def decide(request_id: str) -> None:
            await desk.post(f"/work-items/{request_id}/decision", {"outcome": "validated"})

        begun = time.perf_counter()
        proposals = await all_of(propose, range(count), AT_ONCE)
        proposing = time.perf_counter() - begun
        await eventually(lambda: _on_the_desk(desk, set(proposed)), within=PATIENCE, interval=0.5)
        begun = time.perf_counter()
        took = await all_of(decide, proposed, AT_ONCE)
        deciding = time.perf_counter() - begun
        await eventually(lambda: _granted(applicant, proposed[-1]), within=PATIENCE, interval=0.02)
        effect = time.perf_counter() - begun
    line: Line = {
        "decisions": count,
        "at_once": AT_ONCE,
        "per_second": round(count / deciding, 1),
        **spread(took),
        "seconds_to_the_last_effect": round(effect, 2),
        "proposals_per_second": round(count / proposing, 1),
        "proposal_p95_ms": spread(proposals)["p95_ms"],
    }
    return [line]


async def _on_the_desk(desk: Person, wanted: set[str]) -> bool:
    """Whether all of these can be decided."""
    found: set[str] = set()
    cursor = ""
    while True:
        page = await desk.get("/work-items", limit=PAGE, **({"cursor": cursor} if cursor else {}))
        found |= {item["request_id"] for item in page["items"] if item["complete"]}
        cursor = page["next_cursor"]
        if not cursor:
            return wanted <= found


async def _granted(applicant: Person, request_id: str) -> bool:
    return bool((await applicant.get(f"/requests/{request_id}"))["status"] == "VALID")
