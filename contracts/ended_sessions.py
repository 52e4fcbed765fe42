"""How identity names the sessions that a request ended to the gateway that forwarded it.

Everybody else learns of them from the topic (SessionEnded). The gateway need not wait for it, and refuses their access
tokens before it answers (design section 10). It does not pass the header on.
"""

from collections.abc import Iterable

ENDED_SESSIONS = "ended-sessions"
"""Header of an answer: session ids, separated by commas."""

MOST_NAMED = 100
"""So that the header stays far below the 8 KiB that HTTP libraries accept. The topic names them all."""


def named(session_ids: Iterable[str]) -> str:
    """The header's value."""
    return ",".join(list(session_ids)[:MOST_NAMED])


def read(value: str) -> list[str]:
    """The session ids in a value of the header."""
    return [each for each in value.split(",") if each]
