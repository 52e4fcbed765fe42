"""Searching a full register through the gateway, as people search."""

import itertools
import time
from collections.abc import Sequence
from typing import Any

from chassis.mongo import Store
from demo.person import Person
from demo.stack import Stack
from services.registry.domain.organisation import Organisation
from tests.bench.percentiles import spread
from tests.bench.system.operators import fill, operators
from tests.bench.system.visiting import all_of, logged_in, visitor

ASKED_FOR = 20
"""Operators that are looked for, spread over the register."""

WAYS = (
    "TRACES number",
    "EORI number",
    "name",
    "name in its country",
    "name among its section and activity type",
    "beginning of a word in its country",
    "country",
)


async def fill_register(mongo: str, count: int) -> float:
    """Put so many operators into the register; the seconds it took."""
    store = Store(mongo, "registry")
    begun = time.perf_counter()
    try:
        await fill(store, count)
    finally:
        store.close()
    return time.perf_counter() - begun


async def searches(stack: Stack, count: int) -> list[dict[str, Any]]:
    """A line for each way to search; every searched operator but those by country must be on the first page."""
    wanted = list(itertools.islice(operators(count), 0, None, max(1, count // ASKED_FOR)))
    async with visitor(stack) as client:
        person = await logged_in(client, stack.helpdesk())
        return [await _searched(person, way, wanted, count) for way in WAYS]


async def _searched(person: Person, way: str, wanted: Sequence[Organisation], count: int) -> dict[str, Any]:
    found = 0

    async def look_for(operator: Organisation) -> None:
        nonlocal found
        page = await person.get("/organisations", **_criteria(way, operator))
        found += any(item["id"] == operator.id for item in page["items"])

    await all_of(look_for, wanted[:5], 1)
    found = 0
    took = await all_of(look_for, wanted, 1)
    return {"operators": count, "way": way, "searches": len(wanted), "on_the_first_page": found, **spread(took)}


def _criteria(way: str, operator: Organisation) -> dict[str, str]:
    first, second, *_ = operator.name.split()
    place = {"kind": "operator", "country": operator.country}
    return {
        "TRACES number": {"q": str(operator.traces_number)},
        "EORI number": {"q": operator.identifiers[0].value},
        "name": {"q": f"{first} {second}"},
        "name in its country": {**place, "q": f"{first} {second}"},
        "name among its section and activity type": {
            "kind": "operator",
            "section": "organic",
            "activity_type": operator.activities[0].type.value,
            "q": f"{first} {second}",
        },
        "beginning of a word in its country": {**place, "q": first[:5]},
        "country": place,
    }[way]
