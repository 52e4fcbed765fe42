"""POST `/work`: one decision on many cases, with a result for each (design section 7)."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages.case_words import CASE_STATUS, OUTCOME
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.forms import whole_number
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.sentences import sentence
from services.gateway.pages.texts import N_
from services.gateway.pages.validator.work import listed
from services.gateway.pages.visit import Member, Visit

FIELDS = ("chosen", "outcome", "reason")
DONE = 200
VERSIONS = ("operator_version", "version")
"""What a ticked box carries behind the id of its case: see the template of the list."""

router = page_router()


@router.post("/work")
async def decide(visit: Member) -> Response:
    """Each ticked case for itself: one that is refused does not keep the others."""
    errors = _gaps(visit)
    if errors:
        return await listed(visit, errors, status=422)
    form = visit.form
    common = {"outcome": form["outcome"], **({"reason": form.text("reason")} if form.text("reason") else {})}
    rows = [{**_as_listed(chosen), **common} for chosen in form.every("chosen")]
    try:
        answered = await visit.post("/work-items/decisions", {"decisions": rows}, key=form["key"])
    except Problem as problem:
        return await listed(visit, errors_of(visit, problem, FIELDS, _moved(len(rows))), status=problem.status)
    return page(visit, "validator/decided.html", results=[_result(visit, each) for each in answered["items"]])


def _moved(rows: int) -> dict[str, str]:
    """Outcome and reason are one field for all rows."""
    common = {f"decisions.{row}.{name}": name for row in range(rows) for name in ("outcome", "reason")}
    return {"decisions": "chosen", **common}


def _as_listed(chosen: str) -> dict[str, Any]:
    """A ticked case with the versions that were on the screen: what has changed meanwhile is not decided (F10)."""
    request_id, *said = chosen.split(" ")
    versions = zip(VERSIONS, said, strict=False)
    numbers = {name: whole_number(each) for name, each in versions}
    return {"request_id": request_id, **{name: number for name, number in numbers.items() if number is not None}}


def _gaps(visit: Visit) -> Errors:
    errors = Errors()
    if not visit.form.every("chosen"):
        errors = errors.plus("chosen", visit.say(N_("Tick the requests that you want to decide.")))
    if visit.form["outcome"] not in OUTCOME:
        errors = errors.plus("outcome", visit.say(N_("Say what you decide.")))
    elif visit.form["outcome"] != "validated" and not visit.form.text("reason"):
        errors = errors.plus("reason", sentence(visit, "reason-missing"))
    return errors


def _result(visit: Visit, result: dict[str, Any]) -> dict[str, Any]:
    """A row of the results, in words."""
    done = result["status"] == DONE
    text, kind = CASE_STATUS[result["case_status"]] if done else (N_("Not done"), "bad")
    return {
        "request_id": result["request_id"],
        "name": visit.form[f"name.{result['request_id']}"] or result["request_id"],
        "done": done,
        "state": (visit.say(text), kind),
        "why": "" if done else sentence(visit, result["problem"]["code"]),
    }
