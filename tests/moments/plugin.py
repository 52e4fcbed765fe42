"""pytest plugin of `make moments`: runs the tests that steer a clock and prints moment -> tests -> result."""

from collections.abc import Mapping

import pytest

from tests.support.shown_by import Claim, ShownBy

HOLDS: Mapping[str, str] = {
    "links": "a mailed link is good for 90 minutes and expired at exactly 90:00; used once; a newer one ends it",
    "locks": "the fifth failure makes wait: 1, 2, 4, … minutes, an hour at most; over at exactly that moment",
    "sessions": "a refresh token is good for 12 hours, its predecessor for 10 seconds, a session for 7 days",
    "due dates": "the end of the second working day of the authority: weekends, national holidays, clock changes",
    "reminders": "reminder, overdue, escalation when their day is over; what was slept through is no burst",
    "certificates": "warnings 30, 7 and 1 days before, the end the day after",
    "leases": "5 seconds from before the store was asked; never two holders",
    "claims": "a claim lasts 6 seconds unless it is prolonged, and is anybody's at exactly that moment",
    "mails": "no mail with a dead link; not-now is believed for 3 days; nothing is sent in the last second of a claim",
    "limits": "so many an hour or a minute, and again when it is over",
    "clock jumps": "ids ascend whatever the clock does",
}
"""What is shown, by the name that `@pytest.mark.moment` gives."""


def known_moments() -> Mapping[str, Claim]:
    """All moments by name; none is left out."""
    return {name: Claim(holds) for name, holds in HOLDS.items()}


def pytest_configure(config: pytest.Config) -> None:
    """Register the table."""
    config.pluginmanager.register(ShownBy("moment", known_moments(), "Moments"), "moment-table")
