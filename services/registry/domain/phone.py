"""Phone numbers: E.164 decides, phonenumbers only warns (design section 10)."""

import re
import unicodedata

import phonenumbers

from services.registry.domain.findings import Reading, Remark
from services.registry.domain.patterns import PATTERNS

_NOISE = re.compile(r"[\s.\-()/]")


def read_phone(raw: str) -> Reading:
    """The number as +, country and digits. Error: `phone`. Warning: `phone-unusual`.

    The guide's own `+32 02 123456` passes: it carries a trunk 0, which is worth a warning only.
    """
    value = _NOISE.sub("", unicodedata.normalize("NFKC", raw))
    if value.startswith("00"):
        value = "+" + value[2:]
    if not PATTERNS["E164"].fullmatch(value):
        return Reading(value, Remark("phone", "A phone number begins with + and the country code; 7 to 15 digits."))
    if not _is_plausible(value):
        return Reading(value, warning=Remark("phone-unusual", "No number of that country looks like this."))
    return Reading(value)


def _is_plausible(value: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False
