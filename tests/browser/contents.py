"""What the services behind the stand-in answer: much, with names that are long and belong together, or nothing."""

from typing import Any

from services.gateway.owners import Owner
from tests.browser.stand_in import StandIn
from tests.integration.gateway.pages import cases
from tests.integration.gateway.pages.cases import tell
from tests.integration.gateway.pages.proposal import introduce
from tests.integration.gateway.pages.test_finding import MAILS

LONG = "Landwirtschaftsgenossenschaftsverwaltungsgesellschaft Οργανικά Προϊόντα Θεσσαλονίκης Ανώνυμη Εταιρεία"
QUESTION = "Which control body certifies the new warehouse?\nhttps://www.example.org/" + "a-very-long-address" * 8
NO_CONTENT = 204
NOTHING: dict[str, Any] = {"items": [], "next_cursor": None}
SENT = {"at": "2026-11-18T10:00:00Z", "what": "requested", "who": "you", "text": None}
ROUTED = {"at": "2026-11-18T10:00:01Z", "what": "routed", "who": LONG, "text": None}
ASKED = {"at": "2026-11-19T10:00:01Z", "what": "information-requested", "who": "INAO", "text": QUESTION}
FARM = {**cases.FARM_WHOLE, "name": LONG, "id": "o6"}
SESSION = {"started_at": "2026-11-19T10:00:01Z", "last_used_at": "2026-11-19T10:00:01Z"}
AUTHORITY = {**cases.INAO, "kind": "authority", "traces_number": None, "status": "VALID"}
RIGHT = {"status": "VALID", "effective": True, "since": "2026-11-19T10:00:01Z"}


def request(id: str, status: str, step: str, **more: Any) -> dict[str, Any]:
    """A request of Anna's own."""
    told = {"organisation": {**cases.FARM, "name": LONG}, "timeline": [SENT, ROUTED], "question": None}
    next_step = {"code": step, "text": "The authority decides; you are told by mail."}
    return {**cases.REQUEST, "request_id": id, "status": status, "next_step": next_step, **told, **more}


REQUESTS = (
    request("waits", "REQUESTED", "may-nudge"),
    request("asked", "INFO_REQUIRED", "give-information", question=QUESTION, timeline=[SENT, ROUTED, ASKED]),
    request("rejected", "REJECTED", "none", reason=QUESTION),
    request("granted", "VALID", "none"),
)
RIGHTS = (
    {**RIGHT, "administrator": True, "organisation": AUTHORITY},
    {**RIGHT, "administrator": False, "organisation": {**cases.FARM, "name": LONG, "status": "VALID"}},
)
NOT_DECIDED = {"request_id": "r8", "status": 409, "case_status": None, "problem": {"code": "already-decided"}}
NOTICE = {"id": "n1", "title": f"Your request for {LONG}", "text": "Granted.\nBye.", "at": ROUTED["at"], "read": False}


def fill(world: StandIn, *, helpdesk: str = "") -> None:
    """Everything has something to show. `helpdesk` is the id of an organisation that Anna belongs to as well."""
    upstreams = world.upstreams
    introduce(upstreams)
    cases.tell_case(upstreams, organisation={**cases.FARM, "name": LONG})
    items = [{**cases.ITEM, "organisation": {**cases.FARM, "name": LONG}}, {**cases.ITEM, "request_id": "r8"}]
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items", {"items": items, "next_cursor": "more"})
    captcha = {"id": "c1", "image_url": "/static/none", "audio_url": "/static/none", "expires_at": "later"}
    tell(upstreams, Owner.IDENTITY, "POST", "/captchas", captcha, 201)
    sessions = [{**SESSION, "session_id": "s1", "current": True}, {**SESSION, "session_id": "s2", "current": False}]
    tell(upstreams, Owner.IDENTITY, "GET", "/sessions", {"items": sessions})
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations", {"items": [FARM, FARM], "next_cursor": "more"})
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o6", FARM, ETag='"3"')
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/o6/users", {"items": [{**cases.PAULA, "name": LONG}]})
    tell(upstreams, Owner.REGISTRY, "GET", "/organisations/inao/users", {"items": [cases.PAULA]})
    tell(upstreams, Owner.REGISTRY, "GET", "/requests", {"items": list(REQUESTS), "next_cursor": "more"})
    tell(upstreams, Owner.REGISTRY, "GET", "/requests/gone", {"code": "unknown-request"}, 404)
    for each in REQUESTS:
        tell(upstreams, Owner.REGISTRY, "GET", f"/requests/{each['request_id']}", each)
    tell(upstreams, Owner.NOTIFY, "GET", "/notifications", {"items": [NOTICE], "next_cursor": None})
    tell(upstreams, Owner.NOTIFY, "GET", "/messages", {"items": MAILS})
    decided = [{"request_id": "r9", "status": 200, "case_status": "VALIDATED", "problem": None}, NOT_DECIDED]
    tell(upstreams, Owner.VALIDATION, "POST", "/work-items/decisions", {"items": decided})
    alike = [{"organisation": FARM, "because": ["vat", "name"], "likeness": 93}]
    tell(upstreams, Owner.REGISTRY, "GET", "/operators/duplicates", {"items": alike})
    desk = {**RIGHT, "administrator": False, "organisation": {**AUTHORITY, "id": helpdesk}}
    world.anna.rights = [*RIGHTS, *([desk] if helpdesk else [])]


def empty(world: StandIn) -> None:
    """Nothing has happened yet: lists are empty, and Anna may act for nobody."""
    fill(world)
    upstreams = world.upstreams
    for owner, path in (
        (Owner.VALIDATION, "/work-items"),
        (Owner.REGISTRY, "/organisations"),
        (Owner.REGISTRY, "/requests"),
        (Owner.REGISTRY, "/organisations/o6/users"),
        (Owner.NOTIFY, "/notifications"),
        (Owner.NOTIFY, "/messages"),
    ):
        tell(upstreams, owner, "GET", path, NOTHING)
    none: dict[str, Any] = {name: {} if isinstance(value, dict) else 0 for name, value in cases.COUNTS.items()}
    tell(upstreams, Owner.VALIDATION, "GET", "/work-items/counts", {**none, "more": False})
    world.anna.rights = []


REFUSED = (
    (Owner.IDENTITY, "POST", "/accounts", "/first_name", "name-missing"),
    (Owner.IDENTITY, "POST", "/accounts/confirmations", "/password", "password-short"),
    (Owner.IDENTITY, "POST", "/password-resets/confirmations", "/password", "password-short"),
    (Owner.IDENTITY, "PUT", "/me/password", "/password", "password-short"),
    (Owner.IDENTITY, "PATCH", "/me", "/last_name", "name-missing"),
    (Owner.REGISTRY, "PATCH", "/operators/o9", "/addresses/0/street", "required"),
    (Owner.REGISTRY, "POST", "/organisations/o6/authorisations", "/contact_phone", "phone"),
    (Owner.REGISTRY, "POST", "/requests/asked/information", "/message", "message-missing"),
)
"""What forms that are sent empty are answered."""


def refuse(world: StandIn) -> None:
    """Every form is refused from now on."""
    for owner, method, path, pointer, code in REFUSED:
        errors = [{"pointer": pointer, "code": code, "detail": ""}]
        tell(world.upstreams, owner, method, path, {"code": "rule-broken", "errors": errors}, 422)


TAKEN = (
    (Owner.IDENTITY, "POST", "/accounts", 202),
    (Owner.IDENTITY, "POST", "/accounts/confirmations", 204),
    (Owner.IDENTITY, "POST", "/accounts/confirmations/renewals", 202),
    (Owner.IDENTITY, "POST", "/password-resets", 202),
    (Owner.IDENTITY, "POST", "/password-resets/confirmations", 204),
    (Owner.IDENTITY, "PUT", "/me/password", 204),
    (Owner.IDENTITY, "DELETE", "/sessions/s2", 204),
    (Owner.REGISTRY, "POST", "/organisations/o6/authorisations", 201),
    (Owner.REGISTRY, "POST", "/operators", 201),
    (Owner.REGISTRY, "PATCH", "/operators/o9", 200),
    (Owner.REGISTRY, "POST", "/requests/waits/nudges", 200),
    (Owner.REGISTRY, "POST", "/requests/waits/withdrawal", 200),
    (Owner.REGISTRY, "POST", "/requests/asked/information", 200),
    (Owner.VALIDATION, "POST", "/work-items/r9/decision", 200),
    (Owner.VALIDATION, "POST", "/work-items/r9/reassignment", 200),
    (Owner.NOTIFY, "POST", "/notifications/n1/read", 204),
)
"""What forms that are filled in are answered."""


def answered(world: StandIn) -> None:
    """Every form is accepted from now on."""
    for owner, method, path, status in TAKEN:
        body = None if status == NO_CONTENT else {"request_id": "waits", "warnings": []}
        tell(world.upstreams, owner, method, path, body, status)
    tell(world.upstreams, Owner.IDENTITY, "PATCH", "/me", world.anna.me)
    done = {"request_id": "r9", "status": 200, "case_status": "VALIDATED", "problem": None}
    tell(world.upstreams, Owner.VALIDATION, "POST", "/work-items/decisions", {"items": [done]})
