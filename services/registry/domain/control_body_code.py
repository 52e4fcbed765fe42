"""Codes of control bodies: shown as published, compared without accents (`DE-ÖKO-006`, `NO-OKO-01`)."""

import unicodedata

from services.registry.domain.hyphens import plain_hyphens
from services.registry.domain.patterns import PATTERNS


def code_key(code: str) -> str:
    """How two codes are compared: upper case, no accents, Ø as O, OEKO as OKO, no spaces (domain section 4, CB)."""
    apart = unicodedata.normalize("NFKD", plain_hyphens(unicodedata.normalize("NFKC", code)).upper())
    folded = "".join(c for c in apart if not (c.isspace() or unicodedata.combining(c))).replace("Ø", "O")
    return folded.replace("-OEKO-", "-OKO-")


def is_control_body_code(code: str) -> bool:
    """Whether it has the shape of one, as it is compared."""
    return PATTERNS["CB"].fullmatch(code_key(code)) is not None
