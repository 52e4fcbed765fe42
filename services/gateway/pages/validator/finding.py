"""`/find`, `/find/{id}`: where a request hangs, read-only; for the helpdesk, which sees every one (rule F3)."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.case_words import MAIL, MAIL_REASON, MAIL_STATUS, SEEN_STATUS, TO
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.validator.case_file import if_in_sight
from services.gateway.pages.validator.history import told
from services.gateway.pages.visit import Member, Visit
from services.gateway.pages.words import REQUEST_STATUS

ROWS = 20
OPEN, ASKED = "REQUESTED", "INFO_REQUIRED"

router = page_router()


@router.get("/find")
async def find(visit: Member) -> Response:
    """What is found by a reference, or by name or number of an organisation; without words the newest ones."""
    given = visit.request.query_params
    q, cursor = given.get("q", "").strip(), given.get("cursor", "")
    found = await visit.get("/requests", scope="all", q=q, cursor=cursor, limit=ROWS)
    return page(
        visit,
        "validator/find.html",
        q=q,
        requests=[{**request, **_standing(visit, request)} for request in found["items"]],
        first={"q": q} if cursor else None,
        next={"q": q, "cursor": found["next_cursor"]} if found["next_cursor"] else None,
    )


@router.get("/find/{request_id}")
async def show(request_id: str, visit: Member) -> Response:
    """Who has to do something, since when and until when; who could decide; which mails went out."""
    await visit.api()
    request, mails = await asyncio.gather(
        visit.get(f"/requests/{segment(request_id)}"), visit.get("/messages", request_id=request_id)
    )
    validator = request["validator"]
    users = await if_in_sight(visit.get(f"/organisations/{segment(validator['id'])}/users")) if validator else None
    return page(
        visit,
        "validator/found.html",
        request=request,
        timeline=told(visit, request),
        deciders=[user for user in users["items"] if user["status"] == "VALID"] if users is not None else None,
        mails=[_mail(visit, mail) for mail in mails["items"]],
        **_standing(visit, request),
    )


def _standing(visit: Visit, request: dict[str, Any]) -> dict[str, Any]:
    """Where it stands in words, and whether it is overdue."""
    status = request["status"]
    text, kind = SEEN_STATUS.get(status) or REQUEST_STATUS[status]
    waits = status == OPEN and request["due_at"] is not None
    late = waits and visit.formats.local(request["due_at"]) < visit.now
    return {"state": (visit.say(text), kind), "waits": waits, "late": late, "asked": status == ASKED}


def _mail(visit: Visit, mail: dict[str, Any]) -> dict[str, Any]:
    """A mail in words; a template that has none keeps its code."""
    text, kind = MAIL_STATUS[mail["status"]]
    what, to = MAIL.get(mail["template"]), TO.get(mail["to"])
    return {
        **mail,
        "what": visit.say(what) if what else mail["template"],
        "to": visit.say(to) if to else mail["to"],
        "state": (visit.say(text), kind),
        "reason": _reason(visit, mail["reason"] or ""),
    }


def _reason(visit: Visit, code: str) -> str:
    """Why a mail was given up, in words; a code that has none is shown as it is."""
    kind, _, answer = code.partition(": ")
    text = MAIL_REASON.get(code) or MAIL_REASON.get(kind)
    return visit.say(text, answer=answer) if text else code
