"""The profile of a proposed organisation: what is required, wrong or odd (domain section 4, rules D2 to D7)."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from contracts.events.registry import Activity, ActivityType, Address, Identifier, OrganisationKind
from services.registry.domain.activities import examine_activities
from services.registry.domain.addresses import Countries, examine_addresses, required
from services.registry.domain.codes import read_code
from services.registry.domain.drafts import OperatorDraft, OrganisationDraft
from services.registry.domain.findings import Findings
from services.registry.domain.identifiers import examine_identifiers
from services.registry.domain.phone import read_phone


class Profile(BaseModel):
    """A proposed organisation as it will be kept. `code` is that of a control body or an authority."""

    model_config = ConfigDict(frozen=True)

    name: str
    phone: str
    addresses: tuple[Address, ...]
    identifiers: tuple[Identifier, ...] = ()
    activities: tuple[Activity, ...] = ()
    code: str | None = None

    @property
    def country(self) -> str:
        """Country of the main address: it routes the request and begins the TRACES number."""
        return next(address.country for address in self.addresses if address.main)


def examine_operator(
    draft: OperatorDraft, findings: Findings, *, countries: Countries, control_bodies: Mapping[str, str]
) -> Profile:
    """Clean and judge; what is wrong or odd goes to `findings`."""
    addresses = examine_addresses(draft.addresses, findings, countries, operator=True)
    importer = any(activity.type is ActivityType.IMPORTER for activity in draft.activities)
    return Profile(
        name=required(draft.name, "/name", findings),
        phone=findings.take("/phone", read_phone(draft.phone)),
        addresses=addresses,
        identifiers=examine_identifiers(draft.identifiers, findings, importer=importer, country=_main(addresses)),
        activities=examine_activities(draft.activities, findings, control_bodies),
    )


def examine_organisation(
    kind: OrganisationKind, draft: OrganisationDraft, findings: Findings, *, countries: Countries
) -> Profile:
    """The same for a control body or an authority: a code instead of identifiers and activities (rule B1)."""
    addresses = examine_addresses(draft.addresses, findings, countries, operator=False)
    return Profile(
        name=required(draft.name, "/name", findings),
        phone=findings.take("/phone", read_phone(draft.phone)),
        addresses=addresses,
        code=findings.take("/code", read_code(kind, draft.code, _main(addresses))),
    )


def _main(addresses: tuple[Address, ...]) -> str | None:
    return next((address.country for address in addresses if address.main), None)
