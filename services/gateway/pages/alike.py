"""Operators that a proposed one may be the same as (rule D1)."""

from typing import Any

from services.gateway.pages.visit import Visit

OPERATOR = "operator"

Json = dict[str, Any]


async def alike(visit: Visit, organisation: Json) -> list[Json]:
    """Others that are like this organisation, each with the reasons; only operators are. Raises Problem, LogInFirst."""
    if organisation["kind"] != OPERATOR:
        return []
    numbers = {each["type"]: each["value"] for each in reversed(organisation["identifiers"])}
    found = await visit.get(
        "/operators/duplicates",
        name=organisation["name"],
        country=organisation["country"],
        eori=numbers.get("EORI"),
        vat=numbers.get("VAT"),
    )
    return [each for each in found["items"] if each["organisation"]["id"] != organisation["id"]]
