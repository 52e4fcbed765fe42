"""Who has an account in the embedded stack: one validator for each of three authorities, and one helpdesk reader."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A made-up person of an organisation that comes with the system."""

    organisation: str
    role: Literal["validator", "helpdesk"]
    email: str
    first_name: str
    last_name: str
    language: str


PEOPLE = (
    DemoPerson("FR-INAO", "validator", "ines.martin@inao.example.org", "Inès", "Martin", "fr"),
    DemoPerson("BE-CA", "validator", "lotte.peeters@be-ca.example.org", "Lotte", "Peeters", "en"),
    DemoPerson("EU-COM", "validator", "marta.novak@commission.example.org", "Marta", "Novak", "en"),
    DemoPerson("EU-HELPDESK", "helpdesk", "henrik.berg@helpdesk.example.org", "Henrik", "Berg", "en"),
)
