"""Reference data as pages ask for it: in the visitor's language, at most a minute old.

Owners tell everybody the same who is logged in, and the same release of a service always the same. Control bodies come
and go: only the names of those that were found are kept, so that one approved just now has its name at once. A code
that none of these knows is shown as it is.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from services.gateway.pages.api import Query
from services.gateway.pages.visit import Visit

MOST = 10
"""Control bodies that are looked at for one code: others may begin like it."""

Json = dict[str, Any]


async def countries(visit: Visit) -> list[Json]:
    """All countries by name: `code`, `name`, `establishment`. Raises Problem, LogInFirst."""
    return await _items(visit, "/countries")


async def activity_types(visit: Visit) -> list[Json]:
    """What operators do: `code`, `section`, `name`. Raises Problem, LogInFirst."""
    return await _items(visit, "/activity-types")


async def activity_names(visit: Visit) -> dict[str, str]:
    """The names of what operators do, by code. Raises Problem, LogInFirst."""
    return {each["code"]: each["name"] for each in await activity_types(visit)}


async def authorities(visit: Visit) -> list[Json]:
    """Every authority that decides: `id`, `code`, `name`, `country`. Raises Problem, LogInFirst."""
    return await _items(visit, "/routes/authorities")


async def control_body_names(visit: Visit, codes: Iterable[str]) -> dict[str, str]:
    """Names of these control bodies, by code; one that is not known has none. Raises Problem, LogInFirst."""
    wanted = sorted(set(codes))
    found = await asyncio.gather(*(_control_body(visit, code) for code in wanted))
    return {body["code"]: body["name"] for body in found if body is not None}


async def _control_body(visit: Visit, code: str) -> Json | None:
    def named(found: Json) -> Json | None:
        return next((body for body in found["items"] if body["code"] == code), None)

    query: Query = {"q": code, "limit": MOST}
    return named(await visit.get_kept("/control-bodies", query, fits=lambda found: named(found) is not None))


async def _items(visit: Visit, path: str) -> list[Json]:
    items: list[Json] = (await visit.get_kept(path))["items"]
    return items
