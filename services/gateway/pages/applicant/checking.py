"""What somebody sees before a proposal is sent: who decides until when, and what is alike (rules D1, D9)."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.applicant.addresses import country_of
from services.gateway.pages.applicant.draft import OPERATOR, body_of, fields_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

ALIKE = 5
BECAUSE = {"eori": N_("the same EORI number"), "vat": N_("the same VAT number"), "name": N_("a similar name")}
TAKEN = "eori"
"""The reason that makes registry refuse the proposal."""

Alike = list[dict[str, Any]]


async def check_page(visit: Visit, kind: str) -> Response:
    """Nothing is sent yet. Raises Problem, LogInFirst."""
    await visit.api()
    expected, alike, types = await asyncio.gather(
        _route(visit, kind), _alike(visit, kind), visit.get("/activity-types")
    )
    return page(
        visit,
        "applicant/checking.html",
        kind=kind,
        draft=body_of(visit.form, kind),
        expected=expected,
        alike=alike,
        taken=any(TAKEN in each["because"] for each in alike),
        because={code: visit.say(text) for code, text in BECAUSE.items()},
        names={each["code"]: each["name"] for each in types["items"]},
        values=[
            (field, value) for field in dict.fromkeys(fields_of(visit.form, kind)) for value in visit.form.every(field)
        ],
    )


async def _route(visit: Visit, kind: str) -> dict[str, Any] | None:
    """Who would decide it and until when; None when that cannot be told now, which keeps nobody from sending."""
    try:
        route: dict[str, Any] = await visit.get("/routes", kind=kind, country=country_of(visit.form))
    except Problem:
        return None
    return route


async def _alike(visit: Visit, kind: str) -> Alike:
    """Organisations that may be the same, each with the codes of what is alike."""
    form, country = visit.form, country_of(visit.form)
    name = form.text("name")
    if kind == OPERATOR:
        numbers = {field: form.text(field) for field in ("eori", "vat")}
        found: Alike = (await visit.get("/operators/duplicates", name=name, country=country, **numbers))["items"]
        return found
    bodies = await visit.get("/organisations", kind=kind, country=country, q=name, limit=ALIKE)
    return [{"organisation": each, "because": ["name"]} for each in bodies["items"]]
