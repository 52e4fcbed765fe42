"""EORI numbers: read tolerantly, refused only for their base shape (domain section 4)."""

import re
import unicodedata

from services.registry.domain.findings import Reading, Remark
from services.registry.domain.french_numbers import luhn_remark
from services.registry.domain.hyphens import plain_hyphens
from services.registry.domain.patterns import NATIONAL_EORI, PATTERNS

_NOISE = re.compile(r"[\s.]")


def read_eori(raw: str) -> Reading:
    """The number in upper case without spaces and dots; hyphens stay only where they are official (Finland, EO4).

    Errors: `eori-gb` (no British number for imports into the Union), `eori-greece` (VAT numbers begin with EL,
    EORI with GR; the corrected number is proposed), `eori` (base shape). Warnings: `eori-national`, `eori-checksum`
    (SIREN or SIRET of a French one).
    """
    value = _NOISE.sub("", plain_hyphens(unicodedata.normalize("NFKC", raw))).upper()
    if PATTERNS["EORI_FI"].fullmatch(value):
        return Reading(value)
    value = value.replace("-", "")
    prefix = value[:2]
    if prefix == "GB":
        return Reading(value, Remark("eori-gb", "British EORI numbers are not valid for imports into the Union."))
    if prefix == "EL" and PATTERNS["EORI"].fullmatch(value):
        return Reading(value, Remark("eori-greece", f"Greek EORI numbers begin with GR: GR{value[2:]}?"))
    if not PATTERNS["EORI_EU"].fullmatch(value):
        shape = "An EORI number is the code of a member state (or XI) and up to 15 letters and digits."
        return Reading(value, Remark("eori", shape))
    return Reading(value, warning=_national_remark(prefix, value))


def eori_key(value: str) -> str:
    """How two numbers are compared: without hyphens (EO4)."""
    return value.replace("-", "")


def _national_remark(prefix: str, value: str) -> Remark | None:
    national = NATIONAL_EORI.get(prefix)
    if national is not None and not national.fullmatch(value):
        return Remark("eori-national", f"EORI numbers of {prefix} usually look different.")
    return luhn_remark(value[2:], "eori-checksum") if prefix == "FR" else None
