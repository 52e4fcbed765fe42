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
