"""Sending somebody to the log-in and back again."""

from fastapi.responses import Response

from services.gateway.pages.errors import Errors
from services.gateway.pages.kept_form import kept_form_of
from services.gateway.pages.next_page import BACK_FIELD, safe_next
from services.gateway.pages.rendering import page
from services.gateway.pages.visit import Visit, go

UNAUTHORISED = 401


def to_log_in(visit: Visit) -> Response:
    """The log-in; afterwards one is where one was. Somebody whose session has just ended is told so.

    What was typed goes along: the log-in stands where the answer to the form would have been.
    """
    sent = visit.request.method == "POST"
    wanted = safe_next(visit.form[BACK_FIELD] if sent else visit.here)
    kept = kept_form_of(visit)
    if kept is not None:
        return log_in_form(visit, wanted, kept=kept.written(), because="ended", status=UNAUTHORISED)
    return go("/login", next=wanted, **({"because": "ended"} if visit.session_changed or sent else {}))


def log_in_form(
    visit: Visit, wanted: str, *, errors: Errors | None = None, status: int = 200, because: str = "", kept: str = ""
) -> Response:
    """The form. `because` says what happened before (`ended`); `kept` is a form to go on with."""
    return page(
        visit,
        "account/login.html",
        status=status,
        errors=errors or Errors(),
        wanted=wanted,
        because=because,
        kept=kept,
    )
