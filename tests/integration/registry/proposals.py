"""Bodies of requests, with the guide's own values."""

from typing import Any


def proposal(eori: str = "BE0123456789", name: str = "Test Importer", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "phone": "+32123456",
        "addresses": [{"street": "Street 1", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}],
        "identifiers": [{"type": "EORI", "value": eori, "main": True}],
        "activities": [{"type": "organic-importer", "control_body": "be-bio-01"}],
        "authorisation": CONTACT,
        **changes,
    }


CONTACT = {
    "message": "Test demonstration",
    "contact_email": "name@domain.com",
    "contact_phone": "+32 02 123456",
}


def body(kind: str | None = "control_body", code: str = "FR-BIO-98", **changes: Any) -> dict[str, Any]:
    """A control body or an authority."""
    return {
        "kind": kind,
        "code": code,
        "name": "Certifier",
        "phone": "+33173303899",
        "addresses": [{"street": "Rue 1", "postcode": "75001", "city": "Paris", "country": "FR", "main": True}],
        "authorisation": CONTACT,
        **changes,
    }


def eori(value: str) -> list[dict[str, Any]]:
    """Identifiers: this EORI number alone."""
    return [{"type": "EORI", "value": value, "main": True}]


def at(**changes: Any) -> dict[str, Any]:
    """The address of `proposal`, with changes."""
    return {**proposal()["addresses"][0], **changes}


IMPORT = {"type": "organic-importer", "control_body": "BE-BIO-01"}
"""An activity."""
