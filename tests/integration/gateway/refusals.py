"""What the gateway refuses itself, before or instead of a service; played by test_refusals.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Any

from tests.support.refusal import Refusal

UNASKED = "every service: none is asked"
READ = "everything: it was only to be read"
UNKNOWN = "nobody knows: it may have been done"

NOBODY, ANNA, LATE, FORGER, LEFT = "nobody", "anna", "anna, five minutes later", "somebody else", "anna, logged out"


class Trouble(StrEnum):
    """What is the matter when it is asked."""

    NONE = auto()
    NO_KEYS = auto()
    """Identity has not told its keys yet."""
    GONE = auto()
    """Nobody is at registry's address."""
    BREAKS = auto()
    """Each connection to registry breaks before it has answered."""
    HANGS = auto()
    """Registry does not answer in the time that it has."""
    ENDLESS = auto()
    """Nor does the gateway."""
    LISTENING = auto()
    """Anna has as many streams as she may have."""
    STOPPING = auto()
    """The gateway stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayRefusal(Refusal):
    """`settings` are the gateway's where they differ from the usual; `before` is how often the same was let through."""

    unchanged: str = UNASKED
    who: str = ANNA
    trouble: Trouble = Trouble.NONE
    settings: Mapping[str, Any] = field(default_factory=dict)
    before: int = 0


def refusal(method: str, path: str, given: str, status: int, code: str, **more: Any) -> GatewayRefusal:
    """One row; Anna sends it unless `who` says otherwise."""
    return GatewayRefusal(method=method, path=path, given=given, status=status, code=code, **more)


def unknown(method: str, path: str, given: str) -> tuple[GatewayRefusal, ...]:
    """Who asks is not known."""
    return (
        refusal(method, path, "without a token", 401, "unauthenticated", who=NOBODY),
        refusal(method, path, "with a token that has expired", 401, "unauthenticated", who=LATE),
        refusal(method, path, "with a token of somebody else's making", 401, "unauthenticated", who=FORGER),
        refusal(method, path, "after logging out", 401, "session-ended", who=LEFT),
        refusal(method, path, given, 503, "unavailable", trouble=Trouble.NO_KEYS),
    )


def often(method: str, path: str, given: str, who: str, **settings: Any) -> GatewayRefusal:
    """Once more than the limit in `settings` allows, which is smaller here than the usual one of `given`."""
    return refusal(method, path, given, 429, "too-many-requests", who=who, settings=settings, before=1)


TEXT, JSON = {"Content-Type": "text/plain"}, {"Content-Type": "application/json"}
TOO_LONG = b" " * (1024 * 1024 + 1)
HASTE = {"upstream_seconds": 2.0}
PATIENCE = {"upstream_seconds": 60}
SHORT = {"stream_seconds": 0.1}

ADMISSION = (
    refusal("GET", "/nothing", "a path that is nobody's", 404, "not-found"),
    refusal("GET", "/captchas/%2e%2e/image", "a path with dots instead of a name", 404, "not-found", who=NOBODY),
    refusal("GET", "/organisations//users", "a path with an empty name", 404, "not-found"),
    refusal("PROPFIND", "/me", "a method that no path has", 405, "method-not-allowed"),
    *unknown("GET", "/me", "before identity has told its keys"),
    often("POST", "/accounts", "more than 20 an hour from one address", NOBODY, sign_up_limit="1/hour"),
    often("POST", "/sessions", "more than 60 a minute from one address", NOBODY, login_limit="1/minute"),
    often("GET", "/captchas/{id}/audio", "more than 20 a minute from one address", NOBODY, recording_limit="1/minute"),
    often("POST", "/captchas", "more than 600 requests a minute from one address", NOBODY, api_limit="1/minute"),
    often("GET", "/me", "more than 600 requests a minute of one account", ANNA, api_limit="1/minute"),
    refusal("POST", "/accounts", "a body that is called text", 415, "unsupported-media-type", body=b"{}", headers=TEXT),
    refusal(
        "POST", "/operators", "a body that is called text", 415, "unsupported-media-type", body=b"{}", headers=TEXT
    ),
    refusal("POST", "/operators", "a body of more than 1 MiB", 413, "body-too-large", body=TOO_LONG, headers=JSON),
)

SERVICES = (
    refusal("POST", "/operators", "nobody at the service's address", 503, "unavailable", trouble=Trouble.GONE),
    refusal("GET", "/countries", "nobody at the service's address", 503, "unavailable", trouble=Trouble.GONE),
    refusal(
        "GET",
        "/countries",
        "connections that break, one after the other",
        503,
        "unavailable",
        unchanged=READ,
        trouble=Trouble.BREAKS,
    ),
    *(
        refusal(
            method, path, "a connection that breaks", 503, "outcome-unknown", unchanged=UNKNOWN, trouble=Trouble.BREAKS
        )
        for method, path in (
            ("POST", "/operators"),
            ("PATCH", "/operators/{id}"),
            ("PUT", "/authorisations/{id}/administrator"),
            ("DELETE", "/authorisations/{id}/administrator"),
        )
    ),
    *(
        refusal("POST", "/operators", given, status, code, unchanged=UNKNOWN, trouble=trouble, settings=settings)
        for given, status, code, trouble, settings in (
            ("a service that does not answer in its time", 504, "timeout", Trouble.HANGS, HASTE),
            ("a request that lasts longer than 20 seconds", 503, "time-out", Trouble.ENDLESS, PATIENCE),
        )
    ),
)

EVENTS = (
    *unknown("GET", "/events", "before identity has told its keys"),
    often("GET", "/events", "more than 600 requests a minute of one account", ANNA, api_limit="1/minute", **SHORT),
    refusal(
        "GET",
        "/events",
        "more than ten streams of one account",
        429,
        "too-many-requests",
        trouble=Trouble.LISTENING,
        settings={"streams_per_account": 1},
    ),
    refusal("GET", "/events", "a gateway that stops", 503, "unavailable", trouble=Trouble.STOPPING),
    refusal("POST", "/events", "another method than GET", 404, "not-found"),
)

REFUSALS: tuple[GatewayRefusal, ...] = (*ADMISSION, *SERVICES, *EVENTS)
