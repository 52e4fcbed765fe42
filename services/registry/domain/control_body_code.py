"""Codes of control bodies: shown as published, compared without accents (`DE-ÖKO-006`, `NO-OKO-01`)."""

import unicodedata


def code_key(code: str) -> str:
    """How two codes are compared: upper case, Ö and Ø as O, OEKO as OKO, no spaces (domain section 4, CB)."""
    folded = unicodedata.normalize("NFC", code).upper().replace("Ö", "O").replace("Ø", "O")
    return "".join(folded.split()).replace("-OEKO-", "-OKO-")
