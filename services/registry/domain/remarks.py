"""What is odd about what was sent, as it is now: the same remarks that it was answered with (rules D3, D5, B1)."""

from chassis.errors import FieldError
from contracts.events.registry import OrganisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.codes import read_code
from services.registry.domain.drafts import IdentifierDraft
from services.registry.domain.findings import Findings
from services.registry.domain.identifiers import examine_identifiers
from services.registry.domain.organisation import Organisation
from services.registry.domain.phone import read_phone


def remarks(organisation: Organisation) -> tuple[FieldError, ...]:
    """Warnings about its numbers, with pointers into the organisation as it is shown.

    A code of another country is odd while it is proposed; afterwards an authority has found it right.
    """
    findings = Findings()
    drafts = tuple(IdentifierDraft(**each.model_dump()) for each in organisation.identifiers)
    examine_identifiers(drafts, findings, importer=False, country=organisation.country)
    if organisation.phone:
        findings.take("/phone", read_phone(organisation.phone))
    if organisation.code and organisation.status is OrganisationStatus.NEW:
        findings.take("/code", read_code(organisation.kind, organisation.code, organisation.country))
    return tuple(findings.warnings)


def remarks_on_request(request: Authorisation, organisation: Organisation, *, confided: bool) -> tuple[FieldError, ...]:
    """Warnings about an open request, with pointers into the body it was sent as; without what is not `confided`."""
    if not request.is_open:
        return ()
    findings = Findings()
    if confided and request.contact.phone:
        at = "/authorisation" if request.proposal else ""
        findings.take(f"{at}/contact_phone", read_phone(request.contact.phone))
    return (*(remarks(organisation) if request.proposal else ()), *findings.warnings)
