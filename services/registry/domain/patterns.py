"""Shapes of identifiers (domain section 4, where each has its source). Data: nothing but patterns."""

import re

PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "EORI": r"[A-Z]{2}[A-Z0-9]{1,15}",
        "EORI_EU": (
            r"(?:AT|BE|BG|CY|CZ|DE|DK|EE|ES|FI|FR|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9]{1,15}"
        ),
        "EORI_WIRE": r"[A-Z]{2}[\x21-\x7E]{1,15}",
        "EORI_FI": r"FI(?:[0-9]{7}-?[0-9]|-[0-9]{8}-[0-9]{4})",
        "EORI_FR": r"FR(?:[0-9]{9}|[0-9]{14}|(?!FR)[A-Z]{2}[A-Z0-9]{1,13})",
        "EORI_DE": r"DE(?:[0-9]{7}|[0-9]{15})",
        "EORI_PL": r"PL(?:[0-9]{10}0{5}|[0-9]{14}Z)",
        "EORI_IT": r"IT(?:[0-9]{11}|[A-Z0-9]{15})",
        "EORI_BE": r"BE[01][0-9]{9}",
        "EORI_NL": r"NL[0-9]{9}",
        "EORI_XI": r"(?:GB|XI)(?:[0-9]{12}|[0-9]{15})",
        "CB": r"[A-Z]{2}-(?:BIO|ORG|ECO|EKO|OKO)-[0-9]{1,3}(?:-[A-Z]{2,3})?",
        "TRACES_NO": r"(?P<country>[A-Z]{2})-ORG-OP-(?P<seq>[1-9][0-9]{0,9})",
        "E164": r"\+[1-9][0-9]{6,14}",
        "EMAIL": (
            r"(?=.{3,254}$)[^\s@]{1,64}@"
            r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
        ),
        "VAT": r"[A-Z]{2}[A-Z0-9+*]{2,13}",
    }.items()
}
"""Match these with `fullmatch`, on normalised values."""

NATIONAL_EORI = {
    name.removeprefix("EORI_"): pattern
    for name, pattern in PATTERNS.items()
    if name.startswith("EORI_") and name not in {"EORI_EU", "EORI_WIRE"}
}
"""Patterns by the prefix of the number. A mismatch is only a warning: national formats vary (EO1 to EO3)."""
