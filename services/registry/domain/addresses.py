"""Addresses of an organisation: several, exactly one of them the main one (rule D2)."""

from collections.abc import Mapping

from contracts.events.registry import Address
from services.registry.domain.drafts import AddressDraft
from services.registry.domain.findings import Findings
from services.registry.domain.text import clean_line

Countries = Mapping[str, bool]
"""All countries there are by their ISO 3166-1 code, with whether an operator can be established there."""


def examine_addresses(
    drafts: tuple[AddressDraft, ...], findings: Findings, countries: Countries, *, operator: bool
) -> tuple[Address, ...]:
    """Clean and judge. An `operator` has its main address in the Union or a state that takes part (rule E17)."""
    if sum(draft.main for draft in drafts) != 1:
        findings.error("/addresses", "main-address", "Exactly one address is the main one.")
    return tuple(_address(draft, f"/addresses/{n}", findings, countries, operator) for n, draft in enumerate(drafts))


def required(text: str, pointer: str, findings: Findings) -> str:
    """The text as one clean line; something must be readable in it."""
    cleaned = clean_line(text)
    if not any(c.isalnum() for c in cleaned):
        findings.error(pointer, "required", "This is needed, with at least one letter or digit.")
    return cleaned


def _address(draft: AddressDraft, at: str, findings: Findings, countries: Countries, operator: bool) -> Address:
    country = clean_line(draft.country).upper()
    if country not in countries:
        findings.error(f"{at}/country", "country", "This is not an ISO 3166-1 code of a country.")
    elif draft.main and operator and not countries[country]:
        where = "Importers and first consignees are established in the Union or a state that takes part."
        findings.error(f"{at}/country", "country-outside-union", where)
    return Address(
        street=required(draft.street, f"{at}/street", findings),
        postcode=required(draft.postcode, f"{at}/postcode", findings),
        city=required(draft.city, f"{at}/city", findings),
        country=country,
        main=draft.main,
    )
