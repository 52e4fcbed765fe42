"""What a password must be (rule A9): 10 to 128 characters with lower case, upper case, digit and special sign."""

import re
import unicodedata

from chassis.errors import FieldError, RuleBroken

PASSWORD_MINIMUM = 10
PASSWORD_MAXIMUM = 128

_CLASSES = (
    (re.compile(r"[a-z]"), "password-lower", "A lower case letter is missing."),
    (re.compile(r"[A-Z]"), "password-upper", "An upper case letter is missing."),
    (re.compile(r"\d"), "password-digit", "A digit is missing."),
    (re.compile(r"[^A-Za-z0-9\s]"), "password-special", "A sign that is neither letter nor digit is missing."),
)


class PasswordWeak(RuleBroken):
    """The password breaks rule A9; `errors` say how. It is quoted nowhere."""

    code = "password-weak"
    title = "This password is not strong enough."


def normal_password(typed: str) -> str:
    """A password as it is hashed: composed (NFC), so that every keyboard types the same one."""
    return unicodedata.normalize("NFC", typed)


def check_password(password: str, pointer: str = "/password") -> None:
    """Rule A9 on a (normal) password. Raises PasswordWeak."""
    found = []
    if len(password) < PASSWORD_MINIMUM:
        found.append(("password-short", f"At least {PASSWORD_MINIMUM} characters are needed."))
    if len(password) > PASSWORD_MAXIMUM:
        found.append(("password-long", f"At most {PASSWORD_MAXIMUM} characters are possible."))
    if "\n" in password:
        found.append(("password-line", "A password is one line."))
    found += [(code, detail) for pattern, code, detail in _CLASSES if pattern.search(password) is None]
    if found:
        raise PasswordWeak(errors=tuple(FieldError(pointer, code, detail) for code, detail in found))
