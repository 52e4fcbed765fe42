"""Who and what appears in the samples: values of records, by class, and of fields that mean the same everywhere."""

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from contracts.reference import organisation_id

Values = dict[str, Any]

MORNING = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""When everything in the samples happens: a Wednesday."""


def example_id(label: str) -> str:
    """A UUIDv7 of that morning, the same for the same label."""
    tail = int.from_bytes(hashlib.sha256(label.encode()).digest()[:10])
    number = int(MORNING.timestamp() * 1000) << 80 | tail
    return str(UUID(int=number & ~(0xF << 76) & ~(0b11 << 62) | 0x7 << 76 | 0b10 << 62))


ELODIE = example_id("account of Élodie")
VALIDATOR = example_id("account of a validator at INAO")
JOIN: Values = {
    "authorisation_id": example_id("authorisation to act for ALPRO"),
    "request_id": example_id("request to join ALPRO"),
}
"""The other request of the story: Élodie asks to join an operator that is there already."""

ALPRO: Values = {
    "id": organisation_id("BE-ORG-OP-5"),
    "kind": "operator",
    "country": "BE",
    "code": None,
    "traces_number": "BE-ORG-OP-5",
    "name": "ALPRO Comm.V.A.",
    "status": "VALID",
}
TEST_IMPORTER: Values = {
    "id": example_id("Test Importer"),
    "kind": "operator",
    "country": "BE",
    "code": None,
    "traces_number": "BE-ORG-OP-8",
    "name": "Test Importer",
    "status": "NEW",
}
FRENCH_IMPORTER: Values = {
    "id": example_id("Importateur Test"),
    "kind": "operator",
    "country": "FR",
    "code": None,
    "traces_number": "FR-ORG-OP-1",
    "name": "Importateur Test",
    "status": "NEW",
}
CONTROL_BODY: Values = {
    "id": organisation_id("FR-BIO-01"),
    "kind": "control_body",
    "country": "FR",
    "code": "FR-BIO-01",
    "traces_number": None,
    "name": "Ecocert France",
    "status": "VALID",
}
INAO: Values = {
    "id": organisation_id("FR-INAO"),
    "code": "FR-INAO",
    "name": "Institut national de l'origine et de la qualité",
    "country": "FR",
    "duty_mailbox": "organic-imports@fr-inao.example",
}
COMMISSION: Values = {
    "id": organisation_id("EU-COM"),
    "code": "EU-COM",
    "name": "European Commission",
    "country": "BE",
    "duty_mailbox": "organic-imports@eu-com.example",
}

RECORDS: dict[str, Values] = {
    "Account": {"status": "ACTIVE"},
    "Activity": {"type": "organic-importer", "control_body": "FR-BIO-01"},
    "Address": {
        "street": "12 rue du Port",
        "postcode": "75001",
        "city": "Paris",
        "country": "FR",
        "main": True,
    },
    "Authorisation": {"status": "REQUESTED", "proposal": True},
    "Case": {"status": "OPEN", "proposal": True, "first_user": True, "superior": COMMISSION, "reason": None},
    "Identifier": {"type": "EORI", "value": "FR123456782", "main": True},
    "Link": {"link_id": example_id("link"), "kid": "2026-03", "expires_at": "2026-03-04T10:30:00.000Z"},
    "Message": {"event_id": example_id("event"), "template": "granted"},
    "Organisation": FRENCH_IMPORTER,
    "OrganisationRef": FRENCH_IMPORTER,
    "Validator": INAO,
}
"""What a record says where an example does not say otherwise."""

FIELDS: Values = {
    "account_id": ELODIE,
    "activity": "organic-importer",
    "attempts": 1,
    "authorisation_id": example_id("authorisation"),
    "days": 30,
    "certificate": "FR-BIO-01.250-0000001.2026.001",
    "due_at": "2026-03-06T22:59:59.000Z",
    "email": "elodie.martin@importateur.example",
    "first_name": "Élodie",
    "id": example_id("message"),
    "language": "fr",
    "last_name": "Martin",
    "message_id": f"{example_id('message')}@traces-access.example",
    "operator_version": 2,
    "organisation_id": FRENCH_IMPORTER["id"],
    "previous": COMMISSION,
    "reason": "L’activité ne correspond pas au certificat.",
    "recipient": ELODIE,
    "request_id": example_id("request"),
    "requested_at": "2026-03-04T09:00:00.000Z",
    "session_id": example_id("session"),
    "timezone": "Europe/Paris",
    "valid_from": "2026-01-01",
    "valid_to": "2027-12-31",
}
"""What a field of this name says, in whichever event, where neither an example nor its record says otherwise."""
