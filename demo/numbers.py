"""Numbers that no run has used before, of the shape that the countries give out (domain section 4)."""

import secrets

BASE = 97
"""The check digits of a Belgian enterprise number: 97 less the remainder of the rest."""


def run_id() -> str:
    """A short name of one run, for mail addresses."""
    return secrets.token_hex(4)


def belgian_eori() -> str:
    """`BE` and an enterprise number with right check digits."""
    body = f"0{secrets.randbelow(10**7):07}"
    return f"BE{body}{BASE - int(body) % BASE:02}"


def french_eori() -> str:
    """`FR` and a SIREN with a right check digit (Luhn)."""
    body = f"{secrets.randbelow(9 * 10**7) + 10**7:08}"
    doubled = "".join(str(int(digit) * (2 if place % 2 else 1)) for place, digit in enumerate(body))
    return f"FR{body}{-sum(map(int, doubled)) % 10}"


def password() -> str:
    """One that satisfies rule A9, and that nobody can guess."""
    return f"{secrets.token_urlsafe(15)}aZ7!"
