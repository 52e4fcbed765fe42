"""Sending somebody to the log-in and back again."""

from fastapi.responses import Response

from services.gateway.pages.next_page import safe_next
from services.gateway.pages.visit import Visit, go

BACK_FIELD = "here"
"""Forms name the page they stand on: an answer to POST is no page one could come back to."""


def to_log_in(visit: Visit) -> Response:
    """The log-in; afterwards one is where one was. Somebody whose session has just ended is told so."""
    sent = visit.request.method == "POST"
    wanted = safe_next(visit.form[BACK_FIELD] if sent else visit.here)
    return go("/login", next=wanted, **({"because": "ended"} if visit.session_changed or sent else {}))
