"""`/operators/new`, `/organisations/new`: proposing what was not found (rules D1 to D9): fill in, check, send."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.applicant.addresses import name_of
from services.gateway.pages.applicant.checking import check_page
from services.gateway.pages.applicant.draft import OPERATOR, body_of, fields_of, places_of
from services.gateway.pages.applicant.gaps import gaps
from services.gateway.pages.applicant.organisation_form import edited, form_page
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.forms import Form
from services.gateway.pages.problem import Problem
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go
from services.gateway.pages.words import KIND

OTHERS = frozenset(KIND) - {OPERATOR}

router = page_router()


@router.get("/operators/new")
@router.get("/organisations/new")
async def ask(visit: Member) -> Response:
    """The form; country and name come along from the search."""
    asked = visit.request.query_params
    visit.form = Form({name_of(0, "country"): [asked.get("country", "")], "name": [asked.get("q", "")]})
    return await _form(visit, Errors())


@router.post("/operators/new")
@router.post("/organisations/new")
async def propose(visit: Member) -> Response:
    """Show everything once more with who will decide and what is alike; then send it, or go back to the form."""
    kind = _kind(visit)
    changed = edited(visit.form)
    if changed is not None:
        visit.form = changed
        return await _form(visit, Errors())
    errors = gaps(visit, operator=kind == OPERATOR)
    if errors:
        return await _form(visit, errors, status=422)
    if visit.form["step"] != "send":
        return await check_page(visit, kind)
    return await _send(visit, kind)


async def _send(visit: Visit, kind: str) -> Response:
    """A second click with the same key is the same request."""
    path = "/operators" if kind == OPERATOR else "/organisations"
    try:
        sent = await visit.post(path, body_of(visit.form, kind), key=visit.form["key"])
    except Problem as problem:
        errors = errors_of(visit, problem, fields_of(visit.form, kind), moved=places_of(visit.form))
        return await _form(visit, errors, status=problem.status, taken=problem.members.get("organisation"))
    return go(f"/requests/{segment(sent['request_id'])}", done="proposed")


def _kind(visit: Visit) -> str:
    """The address says whether it is an operator, a field of it or of the form which of the others."""
    if visit.request.url.path.startswith("/operators"):
        return OPERATOR
    asked = visit.form["kind"] or visit.request.query_params.get("kind", "")
    return asked if asked in OTHERS else "control_body"


async def _form(visit: Visit, errors: Errors, *, status: int = 200, taken: Any = None) -> Response:
    return await form_page(visit, "applicant/proposing.html", _kind(visit), errors, status=status, taken=taken)
