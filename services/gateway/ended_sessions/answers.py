"""What an answer of identity says of sessions that ended: known here at once, whether or not Kafka is there."""

import json
from dataclasses import replace
from http import HTTPStatus

from chassis.auth import Actor
from contracts.ended_sessions import ENDED_SESSIONS, read
from services.gateway.upstream import Incoming

EVERY = "/sessions"
CURRENT = "current"
OVER = "session-over"
_HEADER = ENDED_SESSIONS.encode()


def ended_by(method: str, path: str, answered: Incoming, actor: Actor | None) -> set[str]:
    """The sessions that have ended: those that the answer names, and those that the request was about.

    Where the caller's own session is over already, a DELETE may have been done by an attempt that was not answered.
    """
    named = {each for name, value in answered.headers if name == _HEADER for each in read(value.decode())}
    if actor is None:
        return named
    if method == "DELETE" and answered.status == HTTPStatus.NO_CONTENT:
        return named | _deleted(path, actor)
    return named | {actor.session_id} if _is_over(answered) else named


def without_ended(answered: Incoming) -> Incoming:
    """The answer for the caller, whom the header does not concern."""
    return replace(answered, headers=[each for each in answered.headers if each[0] != _HEADER])


def _deleted(path: str, actor: Actor) -> set[str]:
    if path in (EVERY, f"{EVERY}/{CURRENT}"):
        return {actor.session_id}
    return {path.removeprefix(f"{EVERY}/")} if path.startswith(f"{EVERY}/") else set()


def _is_over(answered: Incoming) -> bool:
    if answered.status != HTTPStatus.UNAUTHORIZED:
        return False
    try:
        return bool(json.loads(answered.body)["code"] == OVER)
    except (ValueError, KeyError, TypeError):
        return False
