"""Numbers of organic operator certificates: `FR-BIO-01.250-0000052.2026.001` (domain section 4, OOC)."""

import unicodedata

CERTIFICATE = r"^[A-Z]{2}-[A-Z]{3}-[0-9]{1,3}(?:-[A-Z]{2,3})?\.[0-9]{3}-[0-9]{7}\.[0-9]{4}\.[0-9]{3}$"
"""The shape, as `plain` writes it: code of the control body, country, operator, year, count."""

_MINUS = "\u2212"


def plain(number: str) -> str:
    """As numbers are compared, with the code of the control body folded as in its own register (CB).

    Upper case, no accents, Ø as O, OEKO as OKO, plain hyphens, no spaces and nothing invisible.
    """
    apart = unicodedata.normalize("NFKD", number.upper()).replace("Ø", "O").replace(_MINUS, "-")
    kinds = ((character, unicodedata.category(character)) for character in apart)
    kept = (("-" if kind == "Pd" else character) for character, kind in kinds if kind not in ("Mn", "Cf"))
    return "".join("".join(kept).split()).replace("-OEKO-", "-OKO-")
