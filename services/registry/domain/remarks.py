"""What is odd about an organisation as it is: the same remarks that its proposal was answered with (rules D3, D5)."""

from chassis.errors import FieldError
from services.registry.domain.drafts import IdentifierDraft
from services.registry.domain.findings import Findings
from services.registry.domain.identifiers import examine_identifiers
from services.registry.domain.organisation import Organisation
from services.registry.domain.phone import read_phone


def remarks(organisation: Organisation) -> tuple[FieldError, ...]:
    """Warnings about its numbers, with pointers into the organisation as it is shown."""
    findings = Findings()
    drafts = tuple(IdentifierDraft(**each.model_dump()) for each in organisation.identifiers)
    examine_identifiers(drafts, findings, importer=False, country=organisation.country)
    if organisation.phone:
        findings.take("/phone", read_phone(organisation.phone))
    return tuple(findings.warnings)
