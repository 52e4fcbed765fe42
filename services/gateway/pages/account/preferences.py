"""`/profile/edit`: names, language of mails, time zone, wanted mails (rules A7, F5)."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages import login_state
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.formats import tongues, zones
from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go

FIELDS = ("first_name", "last_name", "language", "timezone", "information")
INFORMATION = "information"
"""The one kind of mails that can be switched off."""

MOVED = {"notifications.muted.0": INFORMATION, "notifications.muted": INFORMATION}

router = page_router()


@router.get("/profile/edit")
async def ask(visit: Member) -> Response:
    """The form with what is now; it remembers the version it shows."""
    answer = await visit.ask("GET", "/me")
    return _form(visit, answer.body, answer.etag, Errors())


@router.post("/profile/edit")
async def change(visit: Member) -> Response:
    """Save it; a change by another tab or device meanwhile is not overwritten (rule F10)."""
    wanted = _wanted(visit)
    try:
        answer = await visit.ask("PATCH", "/me", wanted, version=visit.form["version"])
    except Problem as problem:
        errors = errors_of(visit, problem, FIELDS, moved=MOVED)
        newer = await visit.ask("GET", "/me") if problem.status == 412 else None
        version = newer.etag if newer is not None else visit.form["version"]
        return _form(visit, wanted, version, errors, status=problem.status)
    assert visit.session is not None
    visit.keep_session(visit.session.told(**login_state.said_of(answer.body)))
    if answer.body["language"] in LANGUAGES:
        visit.speak(answer.body["language"])
    return go("/profile", done="saved")


def _wanted(visit: Visit) -> dict[str, Any]:
    form = visit.form
    return {
        **{name: form.text(name) for name in ("first_name", "last_name", "language", "timezone")},
        "notifications": {"muted": [] if form.ticked(INFORMATION) else [INFORMATION]},
    }


def _form(visit: Visit, shown: dict[str, Any], version: str, errors: Errors, *, status: int = 200) -> Response:
    return page(
        visit,
        "account/preferences.html",
        status=status,
        errors=errors,
        me=shown,
        version_shown=version,
        informed=INFORMATION not in shown["notifications"]["muted"],
        tongues=sorted(tongues().items(), key=lambda pair: pair[1].casefold()),
        zones=[(name, name.replace("_", " ")) for name in sorted(zones())],
    )
