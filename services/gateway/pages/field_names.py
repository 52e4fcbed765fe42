"""What fields are called in the summary of errors, where a sentence alone does not say which one is meant."""

import re

from services.gateway.pages.texts import N_
from services.gateway.pages.visit import Visit

NAMES = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "email": N_("E-mail address"),
    "email_confirmation": N_("The same e-mail address again"),
    "language": N_("Language of your mails"),
    "timezone": N_("Time zone"),
    "current_password": N_("Present password"),
    "password": N_("New password"),
    "repeated": N_("The same password again"),
    "name": N_("Name of the organisation"),
    "code": N_("Code"),
    "street": N_("Street and number"),
    "postcode": N_("Postcode"),
    "city": N_("City"),
    "country": N_("Country"),
    "phone": N_("Phone"),
    "eori": N_("EORI number"),
    "vat": N_("VAT number"),
    "national": N_("National number"),
    "message": N_("Request message"),
    "contact_email": N_("Contact e-mail"),
    "contact_phone": N_("Contact phone"),
    "captcha.answer": N_("The characters that you see or hear"),
    "activities": N_("What the company does"),
    "control_body": N_("Control body"),
    "outcome": N_("Your decision"),
    "reason": N_("Reason or question"),
    "certificate": N_("Organic certificate"),
    "valid_from": N_("First day of the certificate"),
    "valid_to": N_("Last day of the certificate"),
    "authority": N_("Authority"),
    "why": N_("Why it belongs there"),
}
"""As their labels say; a part of a longer name (`addresses.0.city`, `control_body.x`) by its last or first word."""

VAGUE = frozenset(
    {
        *("required", "missing", "string_too_long", "string_too_short", "string_type", "string_pattern_mismatch"),
        *("name-missing", "name-too-long", "name-characters", "email", "phone", "phone-unusual", "invalid"),
        *("date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact", "enum", "literal_error"),
    }
)
"""Codes whose sentences are true of many fields."""

_ADDRESS = re.compile(r"^addresses\.(\d+)\.")


def name_of_field(visit: Visit, field: str, code: str = "") -> str:
    """The label of a field, empty where the sentence for `code` says it by itself.

    Of the parts of a second address and further ones always, with its number.
    """
    return label_of(visit, field) if code in VAGUE or _row(field) else ""


def label_of(visit: Visit, field: str) -> str:
    """The label of a field, with the number of its address from the second one on; empty for what has none."""
    parts = (field, field.rpartition(".")[2], field.partition(".")[0])
    known = next((NAMES[part] for part in parts if part in NAMES), None)
    if known is None:
        return ""
    label, row = visit.say(known), _row(field)
    return f"{visit.say(N_('Address %(number)s'), number=row + 1)}, {label}" if row else label


def _row(field: str) -> int:
    found = _ADDRESS.match(field)
    return int(found[1]) if found else 0
