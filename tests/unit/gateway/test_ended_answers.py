"""Which sessions an answer of identity says have ended."""

import json

import pytest

from chassis.auth import Actor
from contracts.ended_sessions import ENDED_SESSIONS, MOST_NAMED, named
from services.gateway.ended_sessions import ended_by, without_ended
from services.gateway.upstream import Incoming

MINE = Actor("anna", "mine", "en")


def told(status: int, *ids: str, code: str = "") -> Incoming:
    header = [(ENDED_SESSIONS.encode(), named(ids).encode())] if ids else []
    return Incoming(status, [(b"etag", b"1"), *header], json.dumps({"code": code}).encode() if code else b"")


@pytest.mark.parametrize(
    ("method", "path", "answered", "actor", "ended"),
    [
        ("DELETE", "/sessions/current", told(204), MINE, {"mine"}),
        ("DELETE", "/sessions/other", told(204), MINE, {"other"}),
        ("DELETE", "/sessions", told(204), MINE, {"mine"}),
        ("DELETE", "/sessions", told(204, "mine", "there"), MINE, {"mine", "there"}),
        ("PUT", "/me/password", told(204, "there", "elsewhere"), MINE, {"there", "elsewhere"}),
        ("POST", "/password-resets/confirmations", told(204, "there"), None, {"there"}),
        ("DELETE", "/sessions", told(401, code="session-over"), MINE, {"mine"}),
        ("DELETE", "/sessions", told(401, code="unauthenticated"), MINE, set()),
        ("DELETE", "/sessions", told(401), MINE, set()),
        ("DELETE", "/sessions/other", told(404, code="session-unknown"), MINE, set()),
        ("DELETE", "/me", told(204), MINE, set()),
        ("GET", "/sessions", told(200), MINE, set()),
        ("POST", "/sessions/refreshes", told(401, code="session-over"), None, set()),
        ("POST", "/sessions/refreshes", told(401, "mine", code="session-over"), None, {"mine"}),
    ],
)
def test_an_end_is_told_by_its_header_or_by_what_was_asked(
    method: str, path: str, answered: Incoming, actor: Actor | None, ended: set[str]
) -> None:
    assert ended_by(method, path, answered, actor) == ended


def test_the_caller_is_not_told_of_it() -> None:
    assert without_ended(told(204, "there")).headers == [(b"etag", b"1")]


def test_the_header_stays_short() -> None:
    header = named(f"{number:036}" for number in range(1000))
    assert header.count(",") == MOST_NAMED - 1
    assert len(header) < 4096
