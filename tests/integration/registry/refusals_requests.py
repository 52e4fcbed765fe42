"""What registry refuses about requests and rights, in the world of test_refusals_requests.py."""

from typing import Any

from tests.support.refusal import Refusal

STATE, LIFE = "state and events", "anybody's access"
ANSWER, REASON = {"message": "FR-BIO-01"}, {"reason": "He has left."}
LONG = "x" * 2_001


def refusal(
    who: str, method: str, path: str, given: str, status: int, code: str, body: Any = None, unchanged: str = STATE
) -> Refusal:
    return Refusal(method, path, given, status, code, unchanged, who=who, body=body)


def about_request(who: str, deed: str, label: str, given: str, status: int, code: str, body: Any = None) -> Refusal:
    return refusal(who, "POST", f"/requests/{{request_{label}}}/{deed}", given, status, code, body)


def about_right(
    who: str, method: str, deed: str, label: str, given: str, status: int, code: str, body: Any = REASON
) -> Refusal:
    return refusal(who, method, f"/authorisations/{{right_{label}}}/{deed}", given, status, code, body, LIFE)


REQUESTS: list[Refusal] = [
    refusal("anna", "GET", "/requests/nothing", "no such request", 404, "unknown-request"),
    refusal("nora", "GET", "/requests/{request_anna}", "somebody uninvolved (rule F9)", 404, "unknown-request"),
    refusal("bela", "GET", "/requests/{request_anna}", "another authority (rule F9)", 404, "unknown-request"),
    refusal("anna", "GET", "/requests?cursor=%21", "a cursor of no list", 422, "rule-broken"),
    refusal("anna", "GET", "/requests?scope=every", "no such scope", 422, "invalid"),
    about_request("valerie", "withdrawal", "anna", "the validator", 403, "not-your-request"),
    about_request("anna", "withdrawal", "nobody", "no such request", 404, "unknown-request"),
    about_request("ursula", "withdrawal", "ursula", "granted already", 409, "already-settled"),
    about_request("wim", "withdrawal", "wim", "withdrawn already", 409, "already-settled"),
    about_request("anna", "information", "anna", "nothing was asked", 409, "nothing-asked", ANSWER),
    about_request("ursula", "information", "ursula", "granted already", 409, "already-settled", ANSWER),
    about_request("valerie", "information", "iris", "the validator", 403, "not-your-request", ANSWER),
    about_request("nora", "information", "iris", "somebody uninvolved", 404, "unknown-request", ANSWER),
    about_request("iris", "information", "iris", "no answer", 422, "message-missing"),
    about_request("iris", "information", "iris", "blanks for an answer", 422, "message-missing", {"message": " \n"}),
    about_request("iris", "information", "iris", "an answer of 2,001 characters", 422, "invalid", {"message": LONG}),
    about_request("iris", "nudges", "iris", "an answer is due (INFO_REQUIRED)", 409, "information-pending"),
    about_request("nils", "nudges", "nils", "reminded less than four hours ago", 429, "nudged-lately"),
    about_request("wim", "nudges", "wim", "withdrawn", 409, "already-settled"),
    about_request("hans", "nudges", "anna", "the helpdesk (rule F3)", 403, "not-your-request"),
    refusal("anna", "POST", "/organisations/{alpro}/authorisations", "an open request there", 409, "already-requested"),
    refusal("ursula", "POST", "/organisations/{alpro}/authorisations", "a user already", 409, "already-requested"),
    refusal("anna", "POST", "/organisations/none/authorisations", "no such organisation", 404, "unknown-organisation"),
    refusal(
        "nora", "GET", "/organisations/{alpro}/users", "somebody uninvolved (rule F9)", 404, "unknown-organisation"
    ),
    refusal("sam", "GET", "/organisations/{alpro}/users", "a suspended user", 404, "unknown-organisation"),
]

DEEDS = (
    ("POST", "suspension"),
    ("POST", "reinstatement"),
    ("POST", "revocation"),
    ("PUT", "administrator"),
    ("DELETE", "administrator"),
)
RIGHTS: list[Refusal] = [
    *(about_right("nora", *deed, "ursula", "somebody uninvolved", 404, "unknown-authorisation") for deed in DEEDS),
    *(about_right("adam", *deed, "nobody", "no such right", 404, "unknown-authorisation") for deed in DEEDS),
    *(about_right("ursula", *deed, "adam", "a user, no administrator", 403, "not-your-user") for deed in DEEDS),
    *(about_right("hans", *deed, "ursula", "the helpdesk (rule F3)", 403, "not-your-user") for deed in DEEDS),
    *(about_right("adam", *deed, "adam", "oneself (rule E7)", 403, "not-on-yourself") for deed in DEEDS),
    *(about_right("adam", *deed, "ursula", "no reason", 422, "reason-missing", {}) for deed in DEEDS),
    *(
        about_right("adam", *deed, "ursula", "blanks for a reason", 422, "reason-missing", {"reason": " "})
        for deed in DEEDS
    ),
    *(about_right("adam", *deed, "ursula", "2,001 characters", 422, "invalid", {"reason": LONG}) for deed in DEEDS),
    *(about_right("valerie", *deed, "anna", "only requested so far", 409, "wrong-state") for deed in DEEDS),
    about_right("cora", "POST", "suspension", "ursula", "the control body", 403, "not-your-user"),
    about_right("sam", "POST", "reinstatement", "sam", "oneself (rule E7)", 403, "not-on-yourself"),
    about_right("adam", "POST", "reinstatement", "stan", "an authority suspended him", 403, "not-your-user"),
    about_right("adam", "POST", "reinstatement", "ursula", "not suspended", 409, "wrong-state"),
    about_right("adam", "POST", "suspension", "sam", "suspended already", 409, "wrong-state"),
    about_right("adam", "PUT", "administrator", "sam", "suspended", 409, "wrong-state"),
    about_right("valerie", "DELETE", "administrator", "adam", "the last administrator", 409, "last-administrator"),
]

REFUSALS = (*REQUESTS, *RIGHTS)
