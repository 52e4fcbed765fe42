"""Who would decide a request and until when: shown before it is sent, as far as it can be told."""

from typing import Any

from services.gateway.pages.problem import Problem
from services.gateway.pages.visit import Visit


async def expected_route(visit: Visit, **about: str) -> dict[str, Any] | None:
    """What validation says for a kind and country, or for an organisation (`organisation_id`).

    None when that cannot be told now, which keeps nobody from sending. Raises LogInFirst.
    """
    try:
        route: dict[str, Any] = await visit.get("/routes", **about)
    except Problem:
        return None
    return route
