"""The profile of a proposed operator: what is required, wrong or odd about it (domain section 4, rules D2 to D7)."""

from collections.abc import Collection, Mapping

from pydantic import BaseModel, ConfigDict

from contracts.events.registry import Activity, ActivityType, Address, Identifier, IdentifierType
from services.registry.domain.control_body_code import code_key
from services.registry.domain.drafts import ActivityDraft, AddressDraft, IdentifierDraft, OperatorDraft
from services.registry.domain.eori import eori_key, read_eori
from services.registry.domain.findings import Findings
from services.registry.domain.phone import read_phone
from services.registry.domain.text import clean_line
from services.registry.domain.vat import read_national, read_vat

READERS = {IdentifierType.EORI: read_eori, IdentifierType.VAT: read_vat, IdentifierType.NATIONAL: read_national}
MOST_ACTIVITIES = 2


class Profile(BaseModel):
    """A proposed operator as it will be kept."""

    model_config = ConfigDict(frozen=True)

    name: str
    phone: str
    addresses: tuple[Address, ...]
    identifiers: tuple[Identifier, ...]
    activities: tuple[Activity, ...]

    @property
    def country(self) -> str:
        """Country of the main address: it routes the request and begins the TRACES number."""
        return next(address.country for address in self.addresses if address.main)


def claimed_eori(identifiers: Collection[Identifier]) -> str | None:
    """The EORI number as it is compared with those of other operators."""
    return next((eori_key(i.value) for i in identifiers if i.type is IdentifierType.EORI), None)


def examine_operator(
    draft: OperatorDraft, findings: Findings, *, countries: Mapping[str, bool], control_bodies: Mapping[str, str]
) -> Profile:
    """Clean and judge; what is wrong or odd goes to `findings`.

    `countries` are all there are, with whether an operator can be established there; `control_bodies` the existing
    ones by `code_key`, with their published code.
    """
    return Profile(
        name=_required(draft.name, "/name", findings),
        phone=findings.take("/phone", read_phone(draft.phone)),
        addresses=_addresses(draft.addresses, findings, countries),
        identifiers=_identifiers(draft, findings),
        activities=_activities(draft.activities, findings, control_bodies),
    )


def _required(text: str, pointer: str, findings: Findings) -> str:
    cleaned = clean_line(text)
    if not any(c.isalnum() for c in cleaned):
        findings.error(pointer, "required", "This is needed, with at least one letter or digit.")
    return cleaned


def _addresses(
    drafts: tuple[AddressDraft, ...], findings: Findings, countries: Mapping[str, bool]
) -> tuple[Address, ...]:
    if sum(draft.main for draft in drafts) != 1:
        findings.error("/addresses", "main-address", "Exactly one address is the main one.")
    return tuple(_address(draft, f"/addresses/{n}", findings, countries) for n, draft in enumerate(drafts))


def _address(draft: AddressDraft, at: str, findings: Findings, countries: Mapping[str, bool]) -> Address:
    country = clean_line(draft.country).upper()
    if country not in countries:
        findings.error(f"{at}/country", "country", "This is not an ISO 3166-1 code of a country.")
    elif draft.main and not countries[country]:
        where = "Importers and first consignees are established in the Union or a state that takes part."
        findings.error(f"{at}/country", "country-outside-union", where)
    return Address(
        street=_required(draft.street, f"{at}/street", findings),
        postcode=_required(draft.postcode, f"{at}/postcode", findings),
        city=_required(draft.city, f"{at}/city", findings),
        country=country,
        main=draft.main,
    )


def _identifiers(draft: OperatorDraft, findings: Findings) -> tuple[Identifier, ...]:
    if sum(identifier.main for identifier in draft.identifiers) > 1:
        findings.error("/identifiers", "main-identifier", "At most one identifier is the main one.")
    found = [identifier.type for identifier in draft.identifiers].count(IdentifierType.EORI)
    if found > 1:
        findings.error("/identifiers", "eori-twice", "An operator has one EORI number.")
    if found == 0 and any(activity.type is ActivityType.IMPORTER for activity in draft.activities):
        findings.error("/identifiers", "eori-required", "An importer needs an EORI number.")
    return tuple(_identifier(each, f"/identifiers/{n}", findings) for n, each in enumerate(draft.identifiers))


def _identifier(draft: IdentifierDraft, at: str, findings: Findings) -> Identifier:
    value = findings.take(f"{at}/value", READERS[draft.type](draft.value))
    return Identifier(type=draft.type, value=value, main=draft.main)


def _activities(
    drafts: tuple[ActivityDraft, ...], findings: Findings, control_bodies: Mapping[str, str]
) -> tuple[Activity, ...]:
    if not drafts:
        needed = "At least one activity is needed: without it nobody can validate the profile."
        findings.error("/activities", "activity-required", needed)
    if len(drafts) > MOST_ACTIVITIES or len({draft.type for draft in drafts}) < len(drafts):
        findings.error("/activities", "activities", "One or two different activities.")
    return tuple(_activity(draft, f"/activities/{n}", findings, control_bodies) for n, draft in enumerate(drafts))


def _activity(draft: ActivityDraft, at: str, findings: Findings, control_bodies: Mapping[str, str]) -> Activity:
    published = control_bodies.get(code_key(draft.control_body))
    if published is None:
        unknown = f"No control body has the code {clean_line(draft.control_body)!r}."
        findings.error(f"{at}/control_body", "control-body-unknown", unknown)
    return Activity(type=draft.type, control_body=published or draft.control_body)
