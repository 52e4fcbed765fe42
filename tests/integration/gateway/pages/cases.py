"""Cases as validation answers them, and what registry knows beside."""

from typing import Any

from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.conftest import Upstreams

INAO = {"id": "inao", "code": "FR-INAO", "name": "INAO", "country": "FR"}
BELGIUM = {"id": "be", "code": "BE-CA", "name": "The Belgian authority", "country": "BE"}
FARM = {
    "id": "o9",
    "kind": "operator",
    "country": "FR",
    "code": None,
    "traces_number": "FR-ORG-OP-9",
    "name": "Ferme & Fils <Bio>",
    "status": "NEW",
}
ACTIVITY = {
    "type": "organic-importer",
    "control_body": "FR-BIO-01",
    "valid_from": None,
    "valid_to": "2027-12-31",
    "expired": False,
}
FARM_WHOLE = {
    **FARM,
    "phone": "+330612345678",
    "addresses": [{"street": "1 rue du Champ", "postcode": "49100", "city": "Angers", "country": "FR", "main": True}],
    "identifiers": [
        {"type": "EORI", "value": "FR12345678901234", "main": True},
        {"type": "VAT", "value": "FR00999999999", "main": False},
    ],
    "activities": [ACTIVITY],
    "warnings": [{"pointer": "/identifiers/0/value", "code": "eori-checksum", "detail": "check digit"}],
}
TWIN = {**FARM_WHOLE, "id": "o8", "name": "Ferme et Fils", "traces_number": "FR-ORG-OP-8", "status": "VALID"}
ALIKE = [{"organisation": TWIN, "because": ["vat", "name"], "likeness": 93}]
ITEM: dict[str, Any] = {
    "request_id": "r9",
    "kind": "proposal",
    "status": "OPEN",
    "organisation": FARM,
    "applicant": {"account_id": "paul", "name": "Paul Martin", "email": "paul@ferme.example"},
    "validator": INAO,
    "superior": None,
    "first_user": True,
    "due_at": "2026-11-20T22:59:59Z",
    "created_at": "2026-11-18T10:00:00Z",
    "complete": True,
    "operator_version": 3,
    "version": 4,
    "reason": None,
    "activities": [ACTIVITY],
    "certificate": None,
    "delegated": False,
}
REQUEST: dict[str, Any] = {
    "request_id": "r9",
    "authorisation_id": "a9",
    "kind": "proposal",
    "status": "REQUESTED",
    "organisation": FARM,
    "validator": INAO,
    "due_at": "2026-11-20T22:59:59Z",
    "reason": None,
    "question": None,
    "message": "We import spices.",
    "contact_email": "office@ferme.example",
    "contact_phone": "+33612345678",
    "administrator": False,
    "requested_at": "2026-11-18T10:00:00Z",
    "timeline": [
        {"at": "2026-11-18T10:00:00Z", "what": "requested", "who": "applicant", "text": None},
        {"at": "2026-11-18T10:00:01Z", "what": "routed", "who": "INAO", "text": None},
    ],
    "next_step": {"code": "wait-for-decision", "text": "Wait."},
}
COUNTS = {
    "total": 2,
    "open": 1,
    "information_required": 1,
    "overdue": 1,
    "kinds": {"proposal": 1, "attachment": 1},
    "countries": {"FR": 2},
    "organisation_kinds": {"operator": 2},
    "more": False,
}
PAULA = {
    "authorisation_id": "a1",
    "account_id": "paula",
    "name": "Paula Petit",
    "status": "VALID",
    "administrator": True,
    "since": "2026-01-02T10:00:00Z",
}


def asked_what(upstreams: Upstreams, owner: Owner, path: str) -> list[str]:
    """Every target below this path that an owner was asked, in order."""
    return [each.target.decode() for each in upstreams[owner].asked if each.target.decode().startswith(path)]


def tell(
    upstreams: Upstreams, owner: Owner, method: str, path: str, body: Any, status: int = 200, **headers: str
) -> None:
    """This owner answers so from now on."""
    upstreams[owner].answers[method, f"/api/v1{path}"] = lambda: JSONResponse(body, status, headers=headers)


def tell_case(upstreams: Upstreams, **different: Any) -> None:
    """The case of the farm, its request, and everything about them."""
    validation, registry = Owner.VALIDATION, Owner.REGISTRY
    item = {**ITEM, **different}
    tell(upstreams, validation, "GET", "/work-items/r9", item, ETag='"4"')
    tell(upstreams, validation, "GET", "/work-items", {"items": [item], "next_cursor": "more"})
    tell(upstreams, validation, "GET", "/work-items/counts", COUNTS)
    tell(upstreams, validation, "GET", "/routes/authorities", {"items": [BELGIUM, INAO]})
    tell(upstreams, registry, "GET", "/requests/r9", {**REQUEST, "duplicates": ALIKE})
    tell(upstreams, registry, "GET", "/organisations/o9", FARM_WHOLE)
    tell(upstreams, registry, "GET", "/organisations/o9/users", {"items": [PAULA]})
    types = [{"code": "organic-importer", "section": "organic", "name": "Importateur biologique"}]
    tell(upstreams, registry, "GET", "/activity-types", {"items": types})
    bodies = [{"id": "cb", "code": "FR-BIO-01", "name": "Ecocert France", "country": "FR"}]
    tell(upstreams, registry, "GET", "/control-bodies", {"items": bodies})
