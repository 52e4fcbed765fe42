"""What registry refuses about requests and rights, in the world of test_refusals_requests.py."""

from typing import Any

from tests.integration.registry.refused_alike import keys, unreadable, without_token
from tests.support.refusal import Refusal

STATE, LIFE = "state and events", "anybody's access"
AGAIN = {"message": "Once more."}
ANSWER, REASON = {"message": "FR-BIO-01"}, {"reason": "He has left."}
LONG = "x" * 2_001
JOIN = "/organisations/{alpro}/authorisations"


def refusal(who: str, method: str, path: str, given: str, status: int, code: str, **more: Any) -> Refusal:
    return Refusal(method, path, given, status, code, more.pop("unchanged", STATE), who=who, **more)


def of_request(deed: str, label: str) -> str:
    return f"/requests/{{request_{label}}}/{deed}"


def about_request(
    who: str, deed: str, label: str, given: str, status: int, code: str, body: Any = None, **more: Any
) -> Refusal:
    return refusal(who, "POST", of_request(deed, label), given, status, code, body=body, **more)


def joining(who: str, given: str, status: int, code: str, *fault: str, **body: str) -> Refusal:
    """A request on ALPRO; `fault` is a pointer and a code, or nothing."""
    named = (fault[0], fault[1]) if fault else None
    return refusal(who, "POST", JOIN, given, status, code, body=body, fault=named)


def of_right(deed: str, label: str) -> str:
    return f"/authorisations/{{right_{label}}}/{deed}"


def about_right(
    who: str, method: str, deed: str, label: str, given: str, status: int, code: str, body: Any = REASON, **more: Any
) -> Refusal:
    return refusal(who, method, of_right(deed, label), given, status, code, body=body, unchanged=LIFE, **more)


REQUESTS: list[Refusal] = [
    refusal("anna", "GET", "/requests/nothing", "no such request", 404, "unknown-request"),
    refusal("nora", "GET", "/requests/{request_anna}", "somebody uninvolved (rule F9)", 404, "unknown-request"),
    refusal("bela", "GET", "/requests/{request_anna}", "another authority (rule F9)", 404, "unknown-request"),
    refusal(
        "anna", "GET", "/requests?cursor=%21", "a cursor of no list", 422, "rule-broken", fault=("/cursor", "cursor")
    ),
    refusal(
        "anna", "GET", "/requests?scope=every", "no such scope", 422, "invalid", fault=("/query/scope", "literal_error")
    ),
    refusal(
        "anna",
        "GET",
        "/requests/nobody?duplicates=some",
        "neither yes nor no",
        422,
        "invalid",
        fault=("/query/duplicates", "bool_parsing"),
    ),
    about_request("valerie", "withdrawal", "anna", "the validator", 403, "not-your-request"),
    about_request("anna", "withdrawal", "nobody", "no such request", 404, "unknown-request"),
    about_request("ursula", "withdrawal", "ursula", "granted already", 409, "already-settled"),
    about_request("wim", "withdrawal", "wim", "withdrawn already", 409, "already-settled"),
    about_request("anna", "information", "anna", "nothing was asked", 409, "nothing-asked", ANSWER),
    about_request("ursula", "information", "ursula", "granted already", 409, "already-settled", ANSWER),
    about_request("valerie", "information", "iris", "the validator", 403, "not-your-request", ANSWER),
    about_request("nora", "information", "iris", "somebody uninvolved", 404, "unknown-request", ANSWER),
    about_request(
        "iris", "information", "iris", "no answer", 422, "message-missing", {}, fault=("/message", "message-missing")
    ),
    about_request(
        "iris",
        "information",
        "iris",
        "blanks for an answer",
        422,
        "message-missing",
        {"message": " \n"},
        fault=("/message", "message-missing"),
    ),
    about_request(
        "iris",
        "information",
        "iris",
        "an answer of 2,001 characters",
        422,
        "invalid",
        {"message": LONG},
        fault=("/message", "string_too_long"),
    ),
    about_request("iris", "nudges", "iris", "an answer is due (INFO_REQUIRED)", 409, "information-pending"),
    about_request("nils", "nudges", "nils", "reminded less than four hours ago", 429, "nudged-lately"),
    about_request("wim", "nudges", "wim", "withdrawn", 409, "already-settled"),
    about_request("hans", "nudges", "anna", "the helpdesk (rule F3)", 403, "not-your-request"),
    about_request("anna", "nudges", "nobody", "no such request", 404, "unknown-request"),
    about_request("nora", "nudges", "anna", "somebody uninvolved", 404, "unknown-request"),
    *(
        without_token("GET", path, STATE)
        for path in ("/requests", "/requests/{request_anna}", "/me/rights", "/organisations/{alpro}/users")
    ),
    *(without_token("POST", of_request(deed, "anna"), STATE) for deed in ("withdrawal", "information", "nudges")),
    unreadable("iris", "POST", of_request("information", "iris"), STATE),
    *keys("wim", "POST", of_request("withdrawal", "wim"), STATE, AGAIN),
    *keys("ivo", "POST", of_request("information", "ivo"), STATE, AGAIN),
    *keys("nils", "POST", of_request("nudges", "nils"), STATE, AGAIN),
    joining("anna", "an open request there", 409, "already-requested"),
    joining("ursula", "a user already", 409, "already-requested"),
    joining("nora", "a message of 2,001 characters", 422, "invalid", "/message", "string_too_long", message=LONG),
    joining("nora", "no e-mail address", 422, "rule-broken", "/contact_email", "email", contact_email="name@domain"),
    joining("nora", "no phone number", 422, "rule-broken", "/contact_phone", "phone", contact_phone="none"),
    without_token("POST", JOIN, STATE),
    unreadable("nora", "POST", JOIN, STATE),
    *keys("kim", "POST", JOIN, STATE, AGAIN),
    refusal(
        "anna",
        "POST",
        "/organisations/none/authorisations",
        "no such organisation",
        404,
        "unknown-organisation",
        body={},
    ),
    refusal(
        "nora", "GET", "/organisations/{alpro}/users", "somebody uninvolved (rule F9)", 404, "unknown-organisation"
    ),
    refusal("sam", "GET", "/organisations/{alpro}/users", "a suspended user", 404, "unknown-organisation"),
]

DEEDS = (
    ("PUT", "administrator"),
    ("DELETE", "administrator"),
    ("POST", "suspension"),
    ("POST", "reinstatement"),
    ("POST", "revocation"),
)
"""In an order in which all of them can be done with one user."""
NO_REASON, TOO_LONG = ("/reason", "reason-missing"), ("/reason", "string_too_long")
RIGHTS: list[Refusal] = [
    *(without_token(method, of_right(deed, "ursula"), LIFE) for method, deed in DEEDS),
    *(unreadable("adam", method, of_right(deed, "ursula"), LIFE) for method, deed in DEEDS),
    *(row for method, deed in DEEDS for row in keys("adam", method, of_right(deed, "rob"), LIFE, REASON)),
    *(about_right("nora", *deed, "ursula", "somebody uninvolved", 404, "unknown-authorisation") for deed in DEEDS),
    *(about_right("adam", *deed, "nobody", "no such right", 404, "unknown-authorisation") for deed in DEEDS),
    *(about_right("ursula", *deed, "adam", "a user, no administrator", 403, "not-your-user") for deed in DEEDS),
    *(about_right("hans", *deed, "ursula", "the helpdesk (rule F3)", 403, "not-your-user") for deed in DEEDS),
    *(about_right("adam", *deed, "adam", "oneself (rule E7)", 403, "not-on-yourself") for deed in DEEDS),
    *(about_right("adam", *deed, "ursula", "no reason", 422, "reason-missing", {}, fault=NO_REASON) for deed in DEEDS),
    *(
        about_right(
            "adam", *deed, "ursula", "blanks for a reason", 422, "reason-missing", {"reason": " "}, fault=NO_REASON
        )
        for deed in DEEDS
    ),
    *(
        about_right("adam", *deed, "ursula", "2,001 characters", 422, "invalid", {"reason": LONG}, fault=TOO_LONG)
        for deed in DEEDS
    ),
    *(about_right("valerie", *deed, "anna", "only requested so far", 409, "wrong-state") for deed in DEEDS),
    about_right("cora", "POST", "suspension", "ursula", "the control body", 403, "not-your-user"),
    about_right("sam", "POST", "reinstatement", "sam", "oneself (rule E7)", 403, "not-on-yourself"),
    about_right("adam", "POST", "reinstatement", "stan", "an authority suspended him", 403, "not-your-user"),
    about_right("adam", "POST", "reinstatement", "ursula", "not suspended", 409, "wrong-state"),
    about_right("adam", "POST", "suspension", "sam", "suspended already", 409, "wrong-state"),
    about_right("valerie", "POST", "suspension", "stan", "an authority suspended him already", 409, "wrong-state"),
    about_right("adam", "PUT", "administrator", "sam", "suspended", 409, "wrong-state"),
    about_right("valerie", "DELETE", "administrator", "adam", "the last administrator", 409, "last-administrator"),
]

REFUSALS = (*REQUESTS, *RIGHTS)
