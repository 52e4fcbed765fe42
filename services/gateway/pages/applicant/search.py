"""`/search`: whether the organisation is there already (rules C1, D1)."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import Response

from services.gateway.pages import reference
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit
from services.gateway.pages.words import KIND, SECTION

FIELDS = ("kind", "country", "section", "activity_type", "q")
ROWS = 20
OPERATOR = "operator"

router = page_router()


@router.get("/search")
async def search(visit: Member) -> Response:
    """Criteria, and what they find; a new organisation can be proposed only after a search, so that none is twice."""
    wanted = _wanted(visit)
    await visit.api()
    countries, names, found = await asyncio.gather(
        reference.countries(visit), reference.activity_names(visit), _found(visit, wanted)
    )
    return page(
        visit,
        "applicant/search.html",
        wanted=wanted,
        countries=[(each["code"], f"{each['name']} ({each['code']})") for each in countries],
        sections=[(code, visit.say(SECTION[code])) for code in SECTION],
        activity_types=list(names.items()),
        names=names,
        found=found,
        new=_new(wanted),
        first=_address(wanted) if "cursor" in visit.request.query_params else "",
        next=_address(wanted, found["next_cursor"]) if found is not None and found["next_cursor"] else "",
    )


def _wanted(visit: Visit) -> dict[str, str]:
    """The criteria of the address; a kind there is not is the most frequent one."""
    asked = visit.request.query_params
    wanted = {name: asked.get(name, "").strip() for name in FIELDS}
    if wanted["kind"] not in KIND:
        wanted["kind"] = OPERATOR
    if wanted["kind"] != OPERATOR:
        wanted["section"] = wanted["activity_type"] = ""
    return wanted


def _address(wanted: dict[str, str], cursor: str = "") -> str:
    """This search again, from a place of its list."""
    return "/search?" + urlencode({**wanted, **({"cursor": cursor} if cursor else {})})


def _new(wanted: dict[str, str]) -> str:
    """Where one proposes what was not found, with what was searched."""
    path = "/operators/new" if wanted["kind"] == OPERATOR else "/organisations/new"
    return f"{path}?" + urlencode({name: wanted[name] for name in ("kind", "country", "q") if wanted[name]})


async def _found(visit: Visit, wanted: dict[str, str]) -> dict[str, Any] | None:
    """One page of organisations; None before anything was searched."""
    if "country" not in visit.request.query_params:
        return None
    cursor = visit.request.query_params.get("cursor", "")
    found: dict[str, Any] = await visit.get("/organisations", **wanted, cursor=cursor, limit=ROWS)
    return found
