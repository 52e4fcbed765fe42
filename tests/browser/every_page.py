"""Every page that can be opened, in every state that it has: what the browser looks at one by one."""

from services.gateway.pages.content.texts import PLAIN

OPEN = (
    *("/", *(f"/{name}" for name in PLAIN), "/login", "/login?because=ended", "/nowhere"),
    *("/signup", "/signup/sent", "/signup/sent?warning=functional-mailbox"),
    *("/confirm", "/confirm?token=x", "/confirm/again", "/confirm/done"),
    *("/reset", "/reset?token=x", "/reset?token=", "/reset/sent", "/reset/done"),
)
MEMBERS = (
    *("/", "/profile", "/profile?done=saved", "/profile/edit", "/profile/password", "/profile/sessions", "/role"),
    *("/search?kind=operator", "/search?kind=operator&country=BE&q=x", "/search?kind=authority&country=&q=x"),
    *("/organisations/o6", "/organisations/o6/request", "/operators/new", "/organisations/new?kind=control_body"),
    *(
        "/requests",
        "/requests/waits?done=sent",
        "/requests/asked",
        "/requests/rejected",
        "/requests/granted",
        "/requests/gone",
    ),
    *("/requests/asked/amendment", "/work", "/work?status=OPEN", "/work/r9", "/find", "/find?q=x", "/find/r9"),
)
EMPTY = (
    *("/", "/profile", "/requests", "/search?kind=operator&country=BE&q=x", "/work", "/work?status=OPEN"),
    *("/find", "/organisations/o6"),
)
FORMS_OPEN = ("/login", "/signup", "/reset", "/confirm/again", "/confirm?token=x", "/reset?token=x")
FORMS_OF_MEMBERS = (
    *("/operators/new", "/organisations/new?kind=authority", "/requests/asked/amendment", "/work", "/work/r9"),
    *("/profile/password", "/profile/edit", "/organisations/o6/request", "/requests/asked"),
)
LINKS_OF_MAILS = ("/confirm?token=x", "/reset?token=x")
"""What mails lead to, for 90 minutes."""

GONE = frozenset({"/nowhere", "/requests/gone"})
"""Addresses where there is nothing."""

EXCEPTED = frozenset({"/api/docs"})
"""Linked from every page, and no page of ours: Swagger UI is the tool of a third party, for developers, shown as it
comes. Whoever cannot use it has all of it in the document itself (`/api/openapi.json`)."""

NOT_OPEN = ("INFO_REQUIRED", "VALIDATED", "REJECTED", "WITHDRAWN")
"""States of a case that does not wait for a decision: its page offers something else, or nothing."""

STOPS = (
    (403, "not-your-request"),
    (409, "already-settled"),
    (429, "too-many-requests"),
    (500, "defect"),
    (503, "unavailable"),
)
"""What may be answered instead of a page: a status and its code."""
