"""Names of people: letters of any alphabet (rule A3)."""

import unicodedata

import regex

from chassis.errors import FieldError

NAME_MAXIMUM = 100
"""Characters, after normalisation (design section 5)."""

_NAME = regex.compile(r"\p{L}[\p{L}\p{M} .'’\-]*")


def normal_name(written: str) -> str:
    """A name as it is kept: composed (NFC), without blanks around it."""
    return unicodedata.normalize("NFC", written).strip()


def name_problem(name: str, pointer: str) -> FieldError | None:
    """What is wrong with a (normal) name, None for a good one."""
    if not name:
        return FieldError(pointer, "name-missing", "A name is needed.")
    if len(name) > NAME_MAXIMUM:
        return FieldError(pointer, "name-too-long", f"A name has at most {NAME_MAXIMUM} characters.")
    if _NAME.fullmatch(name) is None:
        detail = "A name begins with a letter and holds letters of any alphabet, blanks, dots, apostrophes and hyphens."
        return FieldError(pointer, "name-characters", detail)
    return None
