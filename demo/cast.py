"""The guide's own values, and who appears in it."""

from dataclasses import dataclass, field
from typing import Any

from contracts.reference import organisation_id
from demo import numbers

ALPRO, COFFEETEAM = organisation_id("BE-ORG-OP-5"), organisation_id("BE-ORG-OP-6")

BELGIAN_OPERATORS = {
    "BE-ORG-OP-4": "Colzagro",
    "BE-ORG-OP-5": "ALPRO Comm.V.A.",
    "BE-ORG-OP-6": "Coffeeteam",
    "BE-ORG-OP-7": "Beanworks Seeds and Grains bvba",
}
"""The result list of the guide, section 3: TRACES number and name."""

SEARCHES = {
    "alpro comm": "BE-ORG-OP-5",
    "BEANWÔRKS": "BE-ORG-OP-7",
    "coffée": "BE-ORG-OP-6",
    "be-org-op-4": "BE-ORG-OP-4",
}
"""Parts of names and a number as people type them, and whom they must find."""

CONTACT = {"message": "Test demonstration", "contact_email": "name@domain.com", "contact_phone": "+32 02 123456"}
"""The guide's authorisation dialog."""

HELPDESKS = ("SANTE-TRACES@ec.europa.eu", "AGRI-E-COIORGANIC@ec.europa.eu")
"""The guide's two addresses; the embedded stack delivers them to its own mailbox only."""

BELGIAN_AUTHORITY, INAO = "BE-CA", "FR-INAO"

DESK_LANGUAGE = {BELGIAN_AUTHORITY: "en", INAO: "fr"}
"""Of the validators' accounts in the embedded stack."""

REASON = "Coffeeteam does not know this person: please join the operator you work for."


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who signs up, with an address and a password of his own in every run."""

    first_name: str
    last_name: str
    language: str
    email: str
    password: str = field(repr=False)

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.first_name} {self.last_name}"


def applicant(first_name: str, last_name: str, language: str, run: str) -> Applicant:
    """Return an applicant of this run."""
    local = f"{first_name}.{last_name}".lower().replace("é", "e")
    return Applicant(first_name, last_name, language, f"{local}.{run}@importer.example.org", numbers.password())


def test_importer() -> dict[str, Any]:
    """The operator that the guide proposes, with the message of the guide's dialog."""
    return {
        "name": "Test Importer",
        "phone": "+32123456",
        "addresses": [{"street": "Street 1", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}],
        "identifiers": [{"type": "EORI", "value": numbers.belgian_eori(), "main": True}],
        "activities": [{"type": "organic-importer", "control_body": "BE-BIO-01"}],
        "authorisation": CONTACT,
    }


def french_importer() -> dict[str, Any]:
    """An importer that INAO decides on, which is what the guide is about."""
    return {
        "name": "Importateur Test",
        "phone": "+33 1 23 45 67 89",
        "addresses": [
            {"street": "12 rue du Port", "postcode": "75001", "city": "Paris", "country": "FR", "main": True}
        ],
        "identifiers": [{"type": "EORI", "value": numbers.french_eori(), "main": True}],
        "activities": [{"type": "organic-importer", "control_body": "FR-BIO-01"}],
        "authorisation": {"message": "First request of our company"},
    }
