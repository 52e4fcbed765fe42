"""`/work/{id}`: everything needed to decide a request, and the decision; it takes effect at once (rules D9, E9)."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.applicant.steps import told
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go

FIELDS = ("outcome", "reason", "certificate", "valid_from", "valid_to", "administrator")
OUTCOMES = frozenset({"validated", "rejected", "information_required"})
UNDECIDED = frozenset({"OPEN", "INFO_REQUIRED"})

router = page_router()


@router.get("/work/{request_id}")
async def show(request_id: str, visit: Member) -> Response:
    """The case as it is now."""
    return await _page(visit, request_id, Errors())


@router.post("/work/{request_id}")
async def decide(request_id: str, visit: Member) -> Response:
    """Decide on the version that was seen; operator and user are settled together."""
    if visit.form["outcome"] not in OUTCOMES:
        return await _page(visit, request_id, Errors().plus("outcome", visit.say("Choose a decision.")), status=422)
    path, version = f"/work-items/{segment(request_id)}/decision", visit.form["version"]
    try:
        await visit.ask("POST", path, _body(visit), key=visit.form["key"], version=version)
    except Problem as problem:
        return await _page(visit, request_id, errors_of(visit, problem, FIELDS), status=problem.status)
    return go("/work", done="decided")


def _body(visit: Visit) -> dict[str, Any]:
    """What is filled in. Who becomes administrator is left to validation unless it is said (rule E4)."""
    body: dict[str, Any] = {name: visit.form.text(name) for name in FIELDS[:-1] if visit.form.text(name)}
    if visit.form["administrator"] in ("yes", "no"):
        body["administrator"] = visit.form["administrator"] == "yes"
    return body


async def _page(visit: Visit, request_id: str, errors: Errors, *, status: int = 200) -> Response:
    answer = await visit.ask("GET", f"/work-items/{segment(request_id)}")
    item = answer.body
    request, organisation = await asyncio.gather(
        _known(visit, f"/requests/{segment(request_id)}"),
        _known(visit, f"/organisations/{segment(item['organisation']['id'])}"),
    )
    return page(
        visit,
        "validator/case.html",
        status=status,
        errors=errors,
        item=item,
        version_shown=answer.etag,
        request=request,
        organisation=organisation,
        timeline=[told(visit, entry) for entry in reversed(request["timeline"])] if request else [],
        undecided=item["status"] in UNDECIDED,
    )


async def _known(visit: Visit, path: str) -> dict[str, Any] | None:
    """What registry tells; None for what is not there (yet), so that the case is shown all the same."""
    try:
        found: dict[str, Any] = await visit.get(path)
    except Problem as problem:
        if problem.status == 404:
            return None
        raise
    return found
