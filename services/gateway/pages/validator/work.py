"""`/work`: what waits for this visitor's decision, most urgent first (rules E13, F9)."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from services.gateway.pages.case_words import CASE_STATUS, DUE, REQUEST_KIND_SHORT
from services.gateway.pages.errors import Errors
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.validator.deadline import age, urgency
from services.gateway.pages.visit import Member, Visit
from services.gateway.pages.words import KIND

POSSIBLE = {"status": ("OPEN", "INFO_REQUIRED"), "due": DUE, "kind": REQUEST_KIND_SHORT, "organisation_kind": KIND}
"""Filters with the values they may have; `country` has those that occur."""

ROWS = 25
DONE = frozenset({"handed"})
NO_ERRORS = Errors()

router = page_router()


@router.get("/work")
async def work(visit: Member) -> Response:
    """One page of the list, with how much there is all in all."""
    return await listed(visit)


async def listed(visit: Visit, errors: Errors = NO_ERRORS, *, status: int = 200) -> Response:
    """The list as the address asks for it. Raises Problem, LogInFirst."""
    wanted, cursor = _wanted(visit), visit.request.query_params.get("cursor", "")
    await visit.api()
    found, counts = await asyncio.gather(
        visit.get("/work-items", **_asked(visit, wanted), cursor=cursor, limit=ROWS), visit.get("/work-items/counts")
    )
    done = visit.request.query_params.get("done", "")
    return page(
        visit,
        "validator/work.html",
        status=status,
        errors=errors,
        items=[row(visit, item) for item in found["items"]],
        counts=counts,
        wanted=wanted,
        countries=_countries(visit, counts["countries"]),
        filtered=any(wanted.values()),
        first=_address(wanted) if cursor else "",
        next=_address(wanted, found["next_cursor"]) if found["next_cursor"] else "",
        done=done if done in DONE else "",
    )


def row(visit: Visit, item: dict[str, Any]) -> dict[str, Any]:
    """A work item with its words."""
    text, kind = CASE_STATUS[item["status"]]
    asks = REQUEST_KIND_SHORT[item["kind"]]
    return {
        **item,
        "state": (visit.say(text), kind),
        "urgency": urgency(visit, item),
        "age": age(visit, item),
        "asks": visit.say(asks),
    }


def _countries(visit: Visit, counted: dict[str, int]) -> list[tuple[str, str]]:
    """Those that occur, each with its name and how often it does."""
    formats = visit.formats
    return [(code, f"{formats.country(code)} ({formats.number(n)})") for code, n in sorted(counted.items())]


def _wanted(visit: Visit) -> dict[str, str]:
    given = visit.request.query_params
    wanted = {name: given.get(name, "") for name in (*POSSIBLE, "country")}
    for name, values in POSSIBLE.items():
        if wanted[name] not in values:
            wanted[name] = ""
    return wanted


def _asked(visit: Visit, wanted: dict[str, str]) -> dict[str, str]:
    """The filters as the API takes them. What is due is what waits for a decision."""
    asked = {name: value for name, value in wanted.items() if name != "due"}
    now = visit.formats.local(visit.now)
    tonight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    ends = {"overdue": now, "today": tonight, "week": tonight + timedelta(days=6)}
    if wanted["due"]:
        asked.update(due_before=ends[wanted["due"]].isoformat(), status="OPEN")
    return asked


def _address(wanted: dict[str, str], cursor: str = "") -> str:
    query = {name: value for name, value in {**wanted, "cursor": cursor}.items() if value}
    return f"/work?{urlencode(query)}" if query else "/work"
