"""What the tests of proposing share: a form that is filled in, and what registry and validation say about it."""

from functools import partial
from typing import Any

from starlette.responses import JSONResponse

from services.gateway.owners import Owner
from tests.integration.gateway.pages.conftest import Upstreams

FILLED: dict[str, Any] = {
    "name": "Test Importer",
    "phone": "+32123456",
    "addresses.0.street": "Street 1",
    "addresses.0.postcode": "1000",
    "addresses.0.city": "Bruxelles",
    "addresses.0.country": "BE",
    "activities": ["organic-importer"],
    "control_body.organic-importer": "BE-BIO-01 Certisys",
    "eori": "BE0123456789",
    "authorisation.message": "Test demonstration",
    "authorisation.contact_phone": "+32 02 123456",
}
MAIN_ADDRESS = {"street": "Street 1", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}
ALPRO: dict[str, Any] = {
    "id": "o1",
    "kind": "operator",
    "name": "ALPRO",
    "code": None,
    "traces_number": "BE-ORG-OP-5",
    "status": "VALID",
    "country": "BE",
    "addresses": [MAIN_ADDRESS],
    "activities": [{"type": "organic-importer", "control_body": "BE-BIO-01"}],
}
PROPOSED = {
    **ALPRO,
    "status": "NEW",
    "phone": "+32123456",
    "identifiers": [
        {"type": "VAT", "value": "BE0123456749", "main": True},
        {"type": "EORI", "value": "BE0123456749", "main": False},
        {"type": "VAT", "value": "FR12345678901", "main": False},
    ],
}


def introduce(upstreams: Upstreams) -> None:
    """Give the fakes their lists, and one authority that decides."""
    registry = upstreams[Owner.REGISTRY]
    lists: dict[str, list[dict[str, Any]]] = {
        "countries": [
            {"code": "BE", "name": "Belgique", "establishment": "union"},
            {"code": "BR", "name": "Brésil", "establishment": "none"},
        ],
        "activity-types": [
            {"code": "organic-importer", "section": "organic", "name": "Importateur biologique"},
            {"code": "organic-operator", "section": "organic", "name": "Opérateur biologique"},
        ],
        "control-bodies": [{"code": "BE-BIO-01", "name": "Certisys"}],
        "organisations": [],
        "operators/duplicates": [],
    }
    for path, items in lists.items():
        registry.answers["GET", f"/api/v1/{path}"] = partial(JSONResponse, {"items": items, "next_cursor": None})
    route = {"validator": {"name": "The Belgian authority"}, "due_at_if_sent_now": "2026-11-26T16:00:00Z"}
    upstreams[Owner.VALIDATION].answers["GET", "/api/v1/routes"] = lambda: JSONResponse(route)
