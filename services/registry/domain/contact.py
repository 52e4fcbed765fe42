"""Message, contact e-mail and contact phone of a request."""

from chassis.decider import Part
from services.registry.domain.drafts import ContactDraft
from services.registry.domain.findings import Findings, Reading, Remark
from services.registry.domain.patterns import PATTERNS
from services.registry.domain.phone import read_phone
from services.registry.domain.text import clean_line, clean_message


class Contact(Part):
    """As it is kept: cleaned, empty ones as None."""

    message: str | None = None
    email: str | None = None
    phone: str | None = None


def examine_contact(draft: ContactDraft, findings: Findings, at: str = "") -> Contact:
    """Clean and judge; what is wrong or odd goes to `findings` with pointers below `at`."""
    email = clean_line(draft.contact_email or "")
    phone = clean_line(draft.contact_phone or "")
    return Contact(
        message=clean_message(draft.message or "") or None,
        email=findings.take(f"{at}/contact_email", _read_email(email)) if email else None,
        phone=findings.take(f"{at}/contact_phone", read_phone(phone)) if phone else None,
    )


def _read_email(value: str) -> Reading:
    if PATTERNS["EMAIL"].fullmatch(value) is None:
        return Reading(value, Remark("email", "This is not an e-mail address."))
    return Reading(value)
