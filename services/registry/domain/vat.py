"""VAT numbers and other identifiers: kept as sent, odd ones warned about."""

import re
import unicodedata

from stdnum.eu import vat

from services.registry.domain.findings import Reading, Remark
from services.registry.domain.french_numbers import luhn_remark
from services.registry.domain.hyphens import plain_hyphens
from services.registry.domain.patterns import PATTERNS

_NOISE = re.compile(r"[\s.\-/]")


def read_vat(raw: str) -> Reading:
    """The number in upper case without separators. Error: `vat` (base shape).

    Warnings: `vat-greece` (begins with GR where VAT has EL), `vat-national` (python-stdnum does not know it).
    """
    value = _NOISE.sub("", plain_hyphens(unicodedata.normalize("NFKC", raw))).upper()
    if not PATTERNS["VAT"].fullmatch(value):
        return Reading(value, Remark("vat", "A VAT number is a country code and 2 to 13 letters and digits."))
    if value.startswith("GR"):
        return Reading(value, warning=Remark("vat-greece", f"Greek VAT numbers begin with EL: EL{value[2:]}?"))
    if not vat.is_valid(value):
        return Reading(value, warning=Remark("vat-national", "This is no VAT number that the Union's checks know."))
    return Reading(value)


def vat_key(value: str) -> str:
    """How two numbers are compared: Greece is EL in VAT numbers and GR elsewhere."""
    return "EL" + value[2:] if value.startswith("GR") else value


def read_national(raw: str) -> Reading:
    """Any number a country gives out: there is no common shape."""
    value = " ".join(plain_hyphens(unicodedata.normalize("NFKC", raw)).split()).upper()
    if not any(c.isalnum() for c in value):
        return Reading(value, Remark("national", "An identifier has letters or digits."))
    return Reading(value)


def national_remark(value: str, country: str | None) -> Remark | None:
    """What is odd about a number of this country: in France the check digit of SIREN and SIRET."""
    return luhn_remark(value.replace(" ", ""), "national-checksum") if country == "FR" else None
