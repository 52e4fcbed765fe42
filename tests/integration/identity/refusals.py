"""What identity refuses, played by test_refusals.py. Names in braces are things of its scene (scene.py)."""

from typing import Any

from tests.support.refusal import Refusal

ALL = "accounts, passwords, sessions, deadlines and events"
ACCOUNTS = "accounts and passwords (the session ends)"
NOBODY, ANNA, LEFT, FORGER = "nobody", "anna", "anna, logged out", "somebody with a made-up token"

CONFIRM, RENEW = "/accounts/confirmations", "/accounts/confirmations/renewals"
RESETS, RESET = "/password-resets", "/password-resets/confirmations"
LOG_IN, REFRESH = "/sessions", "/sessions/refreshes"


def form(given: str, pointer: str, fault: str, code: str = "registration-refused", /, **fields: Any) -> Refusal:
    """A sign-up with one thing wrong."""
    sent = {"<<": "{form}", **fields}
    return Refusal("POST", "/accounts", given, 422, code, ALL, NOBODY, sent, fault=(pointer, fault))


def link(path: str, given: str, token: str, status: int = 404, code: str = "link-unknown") -> Refusal:
    """A link that is not good."""
    return Refusal("POST", path, given, status, code, ALL, NOBODY, {"token": token, "password": "{good password}"})


def weak(method: str, path: str, given: str, fault: str, password: str) -> Refusal:
    """A password that breaks rule A9."""
    sent = {"<<": "{proof for " + path + "}", "password": password}
    who = ANNA if path == "/me/password" else NOBODY
    return Refusal(method, path, given, 422, "password-weak", ALL, who, sent, fault=("/password", fault))


def sent(method: str, path: str, given: str, status: int, code: str, body: Any = None, **more: Any) -> Refusal:
    """Anything else; by nobody unless `who` says so."""
    return Refusal(method, path, given, status, code, ALL, more.pop("who", NOBODY), body, **more)


def shapeless(method: str, path: str, first: str, who: str = NOBODY) -> tuple[Refusal, ...]:
    """Nothing of what is needed was sent (`first` is the first field of it), or what cannot be read."""
    missing = (f"/{first}", "missing")
    return (
        sent(method, path, "without the fields that it needs", 422, "invalid", {}, who=who, fault=missing),
        unreadable(method, path, who),
    )


def unreadable(method: str, path: str, who: str = NOBODY) -> Refusal:
    """A body that cannot be read."""
    return sent(method, path, "a body that is no JSON", 400, "unreadable", "{no json}", who=who)


def strange(path: str, given: str, code: str, pointer: str, fault: str) -> Refusal:
    """A question of Anna's with one thing wrong."""
    return sent("GET", path, given, 422, code, who=ANNA, fault=(pointer, fault))


def locked_out(method: str, path: str) -> tuple[Refusal, ...]:
    """Without a token, with a forged one, and after logging out."""
    return (
        sent(method, path, "without a token", 401, "unauthenticated"),
        sent(method, path, "with a token of somebody else's making", 401, "unauthenticated", who=FORGER),
        sent(method, path, "after logging out", 401, "session-over", who=LEFT),
    )


def change(given: str, pointer: str, fault: str, /, **fields: Any) -> Refusal:
    """A preference with one thing wrong."""
    return sent("PATCH", "/me", given, 422, "preferences-refused", fields, who=ANNA, fault=(pointer, fault))


SIGN_UP = (
    form("a first name without letters", "/first_name", "name-characters", first_name="4nna"),
    form("an empty last name", "/last_name", "name-missing", last_name=" "),
    form("a name of 101 characters", "/last_name", "string_too_long", "invalid", last_name="a" * 101),
    form(
        "a name that grows beyond 100 characters as it is kept", "/last_name", "name-too-long", last_name="\u0958" * 60
    ),
    form("something that is no address", "/email", "email-syntax", email="anna", email_confirmation="anna"),
    form(
        "an address of an EU institution",
        "/email",
        "email-institution",
        email="anna@ec.europa.eu",
        email_confirmation="anna@ec.europa.eu",
    ),
    form("two addresses that differ", "/email_confirmation", "email-confirmation", email_confirmation="b@c.example"),
    form("a language that is none of the 24", "/language", "language-unknown", language="xx"),
    form("the privacy statement not accepted", "/privacy_accepted", "privacy-statement", privacy_accepted=False),
    form("a captcha that was never made", "/captcha/id", "captcha-expired", "captcha-expired", captcha="{no captcha}"),
    form("a captcha that was used", "/captcha/id", "captcha-expired", "captcha-expired", captcha="{used captcha}"),
    form("a captcha of ten minutes ago", "/captcha/id", "captcha-expired", "captcha-expired", captcha="{old captcha}"),
    form("a wrong answer", "/captcha/answer", "captcha-wrong", "captcha-wrong", captcha="{captcha, answered wrongly}"),
    *shapeless("POST", "/accounts", "first_name"),
    sent(
        "POST",
        "/accounts",
        "an idempotency key of 256 characters",
        422,
        "rule-broken",
        {"<<": "{form}"},
        headers={"Idempotency-Key": "k" * 256},
        fault=("/headers/Idempotency-Key", "idempotency-key"),
    ),
    sent(
        "POST",
        "/accounts",
        "an idempotency key that another form was sent with",
        422,
        "idempotency-key-reused",
        {"<<": "{form}"},
        headers={"Idempotency-Key": "{used key}"},
    ),
)

CAPTCHAS = tuple(
    sent("GET", f"/captchas/{which}/{sense}", given, 404, "not-found")
    for sense in ("image", "audio")
    for which, given in (
        ("unknown", "a captcha that was never made"),
        ("{id of a used captcha}", "a captcha that was used"),
        ("{id of an old captcha}", "a captcha of ten minutes ago"),
    )
)

LINKS = tuple(
    row
    for path, name, other in ((CONFIRM, "confirmation", "reset"), (RESET, "reset", "confirmation"))
    for row in (
        link(path, "something that is no token", "nonsense"),
        link(path, "a token whose signature was changed", "{forged " + name + " token}"),
        link(path, "a token under a key that is not known", "{foreign " + name + " token}"),
        link(path, "a link that was used", "{used " + name + " token}"),
        link(path, "a link that a newer one ended", "{older " + name + " token}"),
        link(path, f"a link that is for a {other}", "{" + other + " token}"),
        link(path, "a link of exactly 90 minutes ago", "{expired " + name + " token}", 410, "link-expired"),
        *shapeless("POST", path, "token"),
    )
)

PASSWORDS = tuple(
    weak(method, path, given, fault, password)
    for method, path in (("POST", CONFIRM), ("POST", RESET), ("PUT", "/me/password"))
    for given, fault, password in (
        ("a password of 9 characters", "password-short", "aA1!aA1!a"),
        ("a password of 129 characters", "password-long", "aA1!" + "a" * 125),
        ("a password without a lower case letter", "password-lower", "AA11!!AA11!!"),
        ("a password without an upper case letter", "password-upper", "aa11!!aa11!!"),
        ("a password without a digit", "password-digit", "aaAA!!aaAA!!"),
        ("a password without a special sign", "password-special", "aaAA11aaAA11"),
        ("a password of two lines", "password-line", "aaAA11!!\naaAA"),
    )
)

SESSIONS = (
    sent("POST", LOG_IN, "a wrong password", 401, "wrong-credentials", "{log-in with a wrong password}"),
    sent("POST", LOG_IN, "an address that nobody has", 401, "wrong-credentials", "{log-in of nobody}"),
    sent("POST", LOG_IN, "an account that was not confirmed", 401, "wrong-credentials", "{log-in of an unconfirmed}"),
    sent("POST", LOG_IN, "the right password after five wrong ones", 429, "login-blocked", "{log-in of a locked}"),
    sent("POST", LOG_IN, "an unknown address after five attempts", 429, "login-blocked", "{log-in of a locked nobody}"),
    *shapeless("POST", LOG_IN, "email"),
    sent("POST", REFRESH, "something that is no token", 401, "session-over", {"refresh_token": "nonsense"}),
    sent("POST", REFRESH, "a forged token", 401, "session-over", {"refresh_token": "{forged refresh token}"}),
    sent("POST", REFRESH, "after logging out", 401, "session-over", {"refresh_token": "{ended refresh token}"}),
    sent("POST", REFRESH, "12 hours after the last use", 401, "session-over", {"refresh_token": "{old refresh token}"}),
    Refusal(
        "POST",
        REFRESH,
        "a token that was used before (somebody copied it)",
        401,
        "session-over",
        ACCOUNTS,
        NOBODY,
        {"refresh_token": "{copied refresh token}"},
    ),
    *shapeless("POST", REFRESH, "refresh_token"),
    sent("DELETE", "/sessions/current", "without a token", 401, "unauthenticated"),
    *locked_out("DELETE", "/sessions"),
    *locked_out("GET", "/sessions"),
    *locked_out("GET", "/sessions/{session of anna}"),
    *locked_out("DELETE", "/sessions/{session of anna}"),
    strange("/sessions?cursor=nonsense", "a cursor that was not made here", "rule-broken", "/cursor", "cursor"),
    strange("/sessions?limit=101", "more than 100 rows a page", "invalid", "/query/limit", "less_than_equal"),
    *(
        sent(method, "/sessions/" + which, given, 404, "session-unknown", who=ANNA)
        for method in ("GET", "DELETE")
        for which, given in (("unknown", "a session that never was"), ("{session of bruno}", "somebody else's session"))
    ),
)

ME = (
    *locked_out("GET", "/me"),
    *locked_out("PATCH", "/me"),
    unreadable("PATCH", "/me", ANNA),
    change("a time zone that is none", "/timezone", "timezone-unknown", timezone="Mars/Olympus"),
    change("a language that is none of the 24", "/language", "language-unknown", language="xx"),
    change("a name without letters", "/first_name", "name-characters", first_name="1"),
    *(
        change(f"mails about a {kind} switched off", "/notifications/muted/0", "notification-needed", notifications=off)
        for kind in ("security", "decision", "deadline")
        for off in ({"muted": [kind]},)
    ),
    sent(
        "PATCH",
        "/me",
        "a kind of mails that is none",
        422,
        "invalid",
        {"notifications": {"muted": ["x"]}},
        who=ANNA,
        fault=("/notifications/muted/0", "enum"),
    ),
    sent(
        "PATCH",
        "/me",
        "after somebody else's newer change",
        412,
        "version-mismatch",
        {"language": "nl"},
        who=ANNA,
        headers={"If-Match": '"0"'},
    ),
    sent(
        "PATCH",
        "/me",
        "a version that is none",
        422,
        "rule-broken",
        {"language": "nl"},
        who=ANNA,
        headers={"If-Match": "x"},
    ),
    *locked_out("PUT", "/me/password"),
    sent(
        "PUT",
        "/me/password",
        "a wrong present password",
        422,
        "current-password-wrong",
        {"current_password": "{good password}", "password": "{good password}"},
        who=ANNA,
        fault=("/current_password", "current-password-wrong"),
    ),
    sent(
        "PUT",
        "/me/password",
        "the right present password after five wrong ones",
        429,
        "login-blocked",
        {"current_password": "{password of anna, after five wrong ones}", "password": "{good password}"},
        who=ANNA,
    ),
    *shapeless("PUT", "/me/password", "current_password", ANNA),
)

LONG_EMAIL = ("/email", "string_too_long")
REST = (
    *(
        row
        for path in (RENEW, RESETS)
        for row in (
            *shapeless("POST", path, "email"),
            sent("POST", path, "an address of 321 characters", 422, "invalid", {"email": "a" * 321}, fault=LONG_EMAIL),
        )
    ),
    *locked_out("GET", "/audit/accounts/{account of anna}"),
    sent("GET", "/audit/accounts/{account of bruno}", "somebody else's account", 404, "not-found", who=ANNA),
    sent("GET", "/audit/accounts/unknown", "an account that never was", 404, "not-found", who=ANNA),
    strange(
        "/audit/accounts/{account of anna}?cursor=nonsense",
        "a cursor that was not made here",
        "rule-broken",
        "/cursor",
        "cursor",
    ),
)

REFUSALS: tuple[Refusal, ...] = (*SIGN_UP, *CAPTCHAS, *LINKS, *PASSWORDS, *SESSIONS, *ME, *REST)
"""Everything that identity's routes refuse, but for what every service refuses alike (413, 405, 503)."""
