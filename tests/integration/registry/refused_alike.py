"""What registry refuses alike on many routes, as rows of its tables."""

from typing import Any

from tests.support.refusal import Refusal

NO_JSON = b"{"
USED = "used"
"""The idempotency key of what the worlds of these tables have sent before."""


def without_token(method: str, path: str, unchanged: str) -> Refusal:
    """Nobody asks."""
    nobody = {"Authorization": ""}
    return Refusal(method, path, "without a token", 401, "unauthenticated", unchanged, who="nobody", headers=nobody)


def unreadable(who: str, method: str, path: str, unchanged: str) -> Refusal:
    """A body that cannot be read."""
    return Refusal(method, path, "a body that is no JSON", 400, "unreadable", unchanged, who=who, body=NO_JSON)


def keys(who: str, method: str, path: str, unchanged: str, body: Any) -> tuple[Refusal, Refusal]:
    """What would be good, under idempotency keys that are not; `who` sent another body there under USED."""
    reused = Refusal(
        method,
        path,
        "an idempotency key that something else was sent with",
        422,
        "idempotency-key-reused",
        unchanged,
        who=who,
        body=body,
        headers={"Idempotency-Key": USED},
    )
    long = Refusal(
        method,
        path,
        "an idempotency key of 256 characters",
        422,
        "rule-broken",
        unchanged,
        who=who,
        body=body,
        headers={"Idempotency-Key": "k" * 256},
        fault=("/headers/Idempotency-Key", "idempotency-key"),
    )
    return reused, long
