"""VAT numbers and other identifiers: kept as sent, odd ones warned about."""

import re
import unicodedata

from stdnum.eu import vat

from services.registry.domain.findings import Reading, Remark
from services.registry.domain.patterns import PATTERNS

_NOISE = re.compile(r"[\s.\-/]")
NATIONAL_MAX = 50


def read_vat(raw: str) -> Reading:
    """The number in upper case without separators. A wrong checksum is only a warning (`vat-national`)."""
    value = _NOISE.sub("", unicodedata.normalize("NFKC", raw)).upper()
    if not PATTERNS["VAT"].fullmatch(value):
        return Reading(value, Remark("vat", "A VAT number is a country code and 2 to 13 letters and digits."))
    if not vat.is_valid(value):
        return Reading(value, warning=Remark("vat-national", "This is no VAT number that the Union's checks know."))
    return Reading(value)


def read_national(raw: str) -> Reading:
    """Any number a country gives out: there is no common shape."""
    value = " ".join(unicodedata.normalize("NFKC", raw).split()).upper()
    if not any(c.isalnum() for c in value):
        return Reading(value, Remark("national", "An identifier has letters or digits."))
    return Reading(value)
