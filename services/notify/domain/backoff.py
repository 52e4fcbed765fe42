"""When to try again."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """Why a mail could not be sent now.

    UNREACHABLE: the connection failed or broke. POSTPONED: the server said "not now" (4xx). BROKEN: our own fault
    (a text that does not render); a new release may mend it.
    """

    UNREACHABLE = "unreachable"
    POSTPONED = "postponed"
    BROKEN = "broken"


FIRST_SECONDS = 1.0
MOST_SECONDS: Mapping[Trouble, float] = {
    Trouble.UNREACHABLE: 15.0,
    Trouble.POSTPONED: 15 * 60.0,
    Trouble.BROKEN: 15 * 60.0,
}
PATIENCE = timedelta(days=3)
"""How long "not now" is believed. A server that cannot be reached is waited for without end."""


def pause(trouble: Trouble, attempts: int, jitter: float) -> timedelta:
    """Until the next attempt: doubled each time up to a limit; `jitter` (0 to 1) spreads it between half and all."""
    seconds = min(FIRST_SECONDS * 2.0 ** min(max(attempts - 1, 0), 30), MOST_SECONDS[trouble])
    return timedelta(seconds=seconds * (0.5 + jitter / 2))
