"""SIREN and SIRET, the numbers of French companies and of their places of business."""

from stdnum import luhn
from stdnum.fr import siren, siret

from services.registry.domain.findings import Remark

KINDS = {9: ("SIREN", siren), 14: ("SIRET", siret)}


def luhn_remark(digits: str, code: str) -> Remark | None:
    """What is odd about 9 or 14 digits from France: their check digit. None for anything else, or when it is right.

    A warning and never an error: La Poste has SIRETs that follow a rule of their own (domain section 4, EO5).
    """
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in KINDS:
        return None
    name, check = KINDS[len(digits)]
    if luhn.is_valid(digits) or check.is_valid(digits):
        return None
    return Remark(code, f"The check digit of this {name} does not fit; please compare it.")
