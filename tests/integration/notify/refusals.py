"""What notify refuses, in the world of test_refusals.py. Names in braces are mails of that world."""

from tests.support.refusal import Refusal

STATE = "mails, notices and events"


def refusal(who: str, method: str, path: str, given: str, status: int, code: str, *fault: str) -> Refusal:
    """One row; nobody calls where `who` is empty. `fault` is a pointer and a code, or nothing."""
    return Refusal(method, path, given, status, code, STATE, who=who, fault=(fault[0], fault[1]) if fault else None)


def keyed(key: str, given: str, code: str, fault: tuple[str, str] | None = None) -> Refusal:
    """A notice read under an idempotency key that is not good."""
    sent = {"Idempotency-Key": key}
    return Refusal("POST", READ, given, 422, code, STATE, who="elodie", body={"again": True}, fault=fault, headers=sent)


READ, TRAIL = "/notifications/{receipt}/read", "/audit/messages/{receipt}"

REFUSALS: list[Refusal] = [
    refusal("", "GET", "/notifications", "without a token", 401, "unauthenticated"),
    refusal("no-one", "GET", "/notifications", "with a token that is none", 401, "unauthenticated"),
    refusal(
        "elodie",
        "GET",
        "/notifications?limit=0",
        "a page of nothing",
        422,
        "invalid",
        "/query/limit",
        "greater_than_equal",
    ),
    refusal(
        "elodie",
        "GET",
        "/notifications?limit=101",
        "too long a page",
        422,
        "invalid",
        "/query/limit",
        "less_than_equal",
    ),
    refusal(
        "elodie", "GET", "/notifications?cursor=%21", "a cursor that is none", 422, "rule-broken", "/cursor", "cursor"
    ),
    refusal(
        "elodie",
        "GET",
        "/notifications?cursor=WzEyM10",
        "a cursor of another list",
        422,
        "rule-broken",
        "/cursor",
        "cursor",
    ),
    refusal(
        "elodie",
        "GET",
        "/notifications?cursor=WzFlMzAwLCAieCJd",
        "a moment that is none",
        422,
        "rule-broken",
        "/cursor",
        "cursor",
    ),
    refusal(
        "elodie",
        "GET",
        "/notifications?unread=some",
        "neither yes nor no",
        422,
        "invalid",
        "/query/unread",
        "bool_parsing",
    ),
    refusal("", "POST", READ, "without a token", 401, "unauthenticated"),
    refusal("marc", "POST", READ, "somebody else's notice (rule F9)", 404, "not-found"),
    refusal("bela", "POST", READ, "the validator: his to see, not to read", 404, "not-found"),
    refusal("elodie", "POST", "/notifications/{work_item}/read", "a mail to a function", 404, "not-found"),
    refusal("elodie", "POST", "/notifications/nothing/read", "no such notice", 404, "not-found"),
    refusal(
        "elodie",
        "POST",
        "/notifications/{long}/read",
        "an id of 101 characters",
        422,
        "invalid",
        "/path/id",
        "string_too_long",
    ),
    keyed("used", "an idempotency key that something else was sent with", "idempotency-key-reused"),
    keyed("k" * 256, "a key of 256 characters", "rule-broken", ("/headers/Idempotency-Key", "idempotency-key")),
    refusal("", "GET", "/messages?request_id=req", "without a token", 401, "unauthenticated"),
    refusal("elodie", "GET", "/messages", "no request named", 422, "invalid", "/query/request_id", "missing"),
    refusal(
        "elodie",
        "GET",
        "/messages?request_id={long}",
        "a reference of 101 characters",
        422,
        "invalid",
        "/query/request_id",
        "string_too_long",
    ),
    refusal("", "GET", TRAIL, "without a token", 401, "unauthenticated"),
    refusal("marc", "GET", TRAIL, "somebody uninvolved (rule F9)", 404, "not-found"),
    refusal("tom", "GET", TRAIL, "a user who does not decide", 404, "not-found"),
    refusal("elodie", "GET", "/audit/messages/{work_item}", "the validators' mail", 404, "not-found"),
    refusal("harry", "GET", "/audit/messages/{locked}", "the helpdesk: a mail about no request", 404, "not-found"),
    refusal("elodie", "GET", "/audit/messages/nothing", "no such mail", 404, "not-found"),
    refusal(
        "elodie",
        "GET",
        "/audit/messages/{long}",
        "an id of 101 characters",
        422,
        "invalid",
        "/path/id",
        "string_too_long",
    ),
]
