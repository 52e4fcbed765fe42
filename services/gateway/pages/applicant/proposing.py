"""`/operators/new`, `/organisations/new`: proposing what was not found (rules D1 to D9): fill in, check, send."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.applicant.draft import FIELDS, body_of, places_of
from services.gateway.pages.applicant.gaps import gaps
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go
from services.gateway.pages.words import KIND

COUNTRY = "addresses.0.country"
OPERATOR = "operator"
OTHERS = frozenset(KIND) - {OPERATOR}
ALIKE = 5

router = page_router()


@router.get("/operators/new")
@router.get("/organisations/new")
async def ask(visit: Member) -> Response:
    """The form; country and name come along from the search."""
    return await _form(visit, Errors())


@router.post("/operators/new")
@router.post("/organisations/new")
async def propose(visit: Member) -> Response:
    """Show everything once more with who will decide and what is alike; then send it, or go back to the form."""
    kind, step = _kind(visit), visit.form["step"]
    if step == "edit":
        return await _form(visit, Errors())
    if step != "send":
        return await _check(visit)
    path = "/operators" if kind == OPERATOR else "/organisations"
    try:
        sent = await visit.post(path, body_of(visit.form, kind), key=visit.form["key"])
    except Problem as problem:
        errors = errors_of(visit, problem, FIELDS, moved=places_of(visit.form))
        return await _form(visit, errors, status=problem.status, taken=problem.members.get("organisation"))
    return go(f"/requests/{segment(sent['request_id'])}", done="proposed")


def _kind(visit: Visit) -> str:
    """The address says whether it is an operator, a field of it or of the form which of the others."""
    if visit.request.url.path.startswith("/operators"):
        return OPERATOR
    asked = visit.form["kind"] or visit.request.query_params.get("kind", "")
    return asked if asked in OTHERS else "control_body"


async def _form(visit: Visit, errors: Errors, *, status: int = 200, taken: Any = None) -> Response:
    await visit.api()
    countries, types, bodies = await asyncio.gather(
        visit.get("/countries", established="true"), visit.get("/activity-types"), visit.get("/control-bodies")
    )
    return page(
        visit,
        "applicant/proposing.html",
        status=status,
        errors=errors,
        kind=_kind(visit),
        country=visit.form[COUNTRY] or visit.request.query_params.get("country", ""),
        name=visit.form["name"] or visit.request.query_params.get("q", ""),
        countries=[(each["code"], f"{each['name']} ({each['code']})") for each in countries["items"]],
        activity_types=types["items"],
        control_bodies=bodies["items"],
        taken=taken,
    )


async def _check(visit: Visit) -> Response:
    """Raises Problem only for what is not the form's fault: what is missing is said beside its field."""
    kind, country, name = _kind(visit), visit.form[COUNTRY], visit.form.text("name")
    errors = gaps(visit, operator=kind == OPERATOR)
    if errors:
        return await _form(visit, errors, status=422)
    await visit.api()
    route, alike, types = await asyncio.gather(
        visit.get("/routes", kind=kind, country=country),
        visit.get("/organisations", kind=kind, country=country, q=name, limit=ALIKE),
        visit.get("/activity-types"),
    )
    return page(
        visit,
        "applicant/checking.html",
        kind=kind,
        draft=body_of(visit.form, kind),
        expected=route,
        alike=alike["items"],
        names={each["code"]: each["name"] for each in types["items"]},
        values=[(field, value) for field in FIELDS for value in visit.form.every(field)],
    )
