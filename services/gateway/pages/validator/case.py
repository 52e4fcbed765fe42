"""`/work/{id}`: a case with everything needed to decide it, one decision form, and handing it over (E1, E13)."""

from typing import Any
from unicodedata import normalize

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.case_words import BECAUSE, IDENTIFIER, OUTCOME, REQUEST_KIND
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.forms import whole_number
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.sentences import sentence
from services.gateway.pages.texts import N_
from services.gateway.pages.validator import case_file
from services.gateway.pages.validator.history import told
from services.gateway.pages.validator.work import row
from services.gateway.pages.visit import Member, Visit, go

FIELDS = ("outcome", "reason", "administrator", "certificate", "valid_from", "valid_to", "authority", "why")
THERE = frozenset({"already-there", "authority-concerned"})
"""What is refused because of the authority that was chosen."""

YES_OR_NO = {"yes": True, "no": False}
CHANGED = 412

router = page_router()


@router.get("/work/{request_id}")
async def show(request_id: str, visit: Member) -> Response:
    """The case as it is now."""
    return await _page(visit, request_id, Errors())


@router.post("/work/{request_id}")
async def act(request_id: str, visit: Member) -> Response:
    """Decide it, or hand it over. It takes effect at once; what was read must still hold (`If-Match`)."""
    handing_over = visit.form["deed"] == "hand-over"
    if not handing_over and visit.form["outcome"] not in OUTCOME:
        return await _page(
            visit, request_id, Errors().plus("outcome", visit.say(N_("Say what you decide."))), status=422
        )
    path = f"/work-items/{segment(request_id)}/{'reassignment' if handing_over else 'decision'}"
    body = _handed_over(visit) if handing_over else _decision(visit)
    try:
        await visit.ask("POST", path, body, key=visit.form["key"], version=visit.form["version"])
    except Problem as problem:
        if problem.status == 403:
            raise
        errors = _errors(visit, problem, handing_over=handing_over)
        return await _page(visit, request_id, errors, status=problem.status, refused=problem.code)
    return go("/work", done="handed") if handing_over else go(f"/work/{segment(request_id)}", done="decided")


def _errors(visit: Visit, problem: Problem, *, handing_over: bool) -> Errors:
    if problem.code in THERE:
        return Errors().plus("authority", sentence(visit, problem.code))
    return errors_of(visit, problem, FIELDS, {"reason": "why"} if handing_over else {})


async def _page(visit: Visit, request_id: str, errors: Errors, *, status: int = 200, refused: str = "") -> Response:
    case = await case_file.read(visit, request_id)
    asks = REQUEST_KIND[case.item["kind"]]
    done = visit.request.query_params.get("done") == "decided"
    return page(
        visit,
        "validator/case.html",
        status=status,
        errors=errors,
        case=case,
        item=row(visit, case.item),
        organisation=case.organisation or {**case.item["organisation"], "phone": None, "addresses": []},
        undecided=case.item["status"] in case_file.UNDECIDED,
        changed=status == CHANGED,
        settled=bool(refused) and case.item["status"] not in case_file.UNDECIDED,
        timeline=told(visit, case.request),
        behind=case.behind,
        asks=visit.say(asks),
        outcomes=_outcomes(visit, case.item),
        authorities=_authorities(visit, case),
        identifier_names=IDENTIFIER,
        because=BECAUSE,
        done=done,
        next=await _next(visit) if done else "",
    )


def _decision(visit: Visit) -> dict[str, Any]:
    """What is said of one outcome is not sent with another: with script it is not even seen."""
    form = visit.form
    body: dict[str, Any] = {"outcome": form["outcome"], "operator_version": whole_number(form["operator_version"]) or 0}
    if form["outcome"] != "validated":
        return {**body, "reason": form.text("reason")}
    if form["administrator"] in YES_OR_NO:
        body["administrator"] = YES_OR_NO[form["administrator"]]
    said = {name: form.text(name) for name in ("certificate", "valid_from", "valid_to")}
    return {**body, **{name: value for name, value in said.items() if value}}


def _handed_over(visit: Visit) -> dict[str, str]:
    return {"authority": visit.form["authority"], "reason": visit.form.text("why")}


def _outcomes(visit: Visit, item: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What can be decided now: while the applicant is asked, the case can only be rejected."""
    hints = {
        "validated": N_("Access is granted at once, and the applicant is told by mail."),
        "rejected": N_("The applicant is told why by mail, and may ask again."),
        "information_required": N_("The deadline rests until the answer has come."),
    }
    possible = OUTCOME if item["status"] == "OPEN" else ("rejected",)
    return [(code, visit.say(OUTCOME[code]), visit.say(hints[code])) for code in possible]


def _authorities(visit: Visit, case: case_file.CaseFile) -> list[tuple[str, str]]:
    """Whom it can be handed to, by country: not who has it, and nobody decides about himself."""
    there = {case.item["validator"]["id"], case.item["organisation"]["id"]}
    named = [
        (each["code"], f"{visit.formats.country_of(each)} – {each['name']}")
        for each in case.authorities
        if each["id"] not in there
    ]
    return sorted(named, key=lambda option: normalize("NFD", option[1]))


async def _next(visit: Visit) -> str:
    """The case to decide next; empty when nothing waits any more."""
    found = await visit.get("/work-items", status="OPEN", limit=1)
    return next((f"/work/{segment(item['request_id'])}" for item in found["items"]), "")
