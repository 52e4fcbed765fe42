"""Codes of control bodies and authorities, as somebody proposes them (rule B1)."""

import unicodedata

from contracts.events.registry import OrganisationKind
from services.registry.domain.control_body_code import code_key, is_control_body_code
from services.registry.domain.findings import Reading, Remark
from services.registry.domain.hyphens import plain_hyphens

LONGEST = 20
"""Characters of a code of an authority: they have no single shape (domain section 4, BCP)."""


def read_code(kind: OrganisationKind, raw: str, country: str | None) -> Reading:
    """The code in upper case, in its own spelling. `country` is that of the main address, None: unclear.

    Errors: `control-body-code` (shape), `code` (nothing readable, or too long). Warning: `code-country`: a code that
    begins with another country, which is right for bodies that control in third countries.
    """
    written = unicodedata.normalize("NFC", plain_hyphens(raw)).upper()
    if kind is not OrganisationKind.CONTROL_BODY:
        return _authority(" ".join(written.split()))
    value = "".join(written.split())
    if not is_control_body_code(value):
        return Reading(value, Remark("control-body-code", "A code of a control body looks like FR-BIO-01."))
    if country is not None and code_key(value)[:2] != country:
        return Reading(value, warning=Remark("code-country", f"This code is of {value[:2]}, the address of {country}."))
    return Reading(value)


def _authority(value: str) -> Reading:
    if len(value) > LONGEST or not value.isprintable() or not any(c.isalnum() for c in value):
        return Reading(value, Remark("code", f"A code has letters or digits, and at most {LONGEST} characters."))
    return Reading(value)
