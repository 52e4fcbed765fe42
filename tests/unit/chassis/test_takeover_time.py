"""What a dead process did another does within ten seconds (docs/operators.md): the sum of all that it waits for.

On a busy machine it may take longer; how long it took is measured, and printed, by tests/e2e/doubled/test_takeover.py.
"""

from typing import Any

from chassis import leases, process, timekeeper
from chassis.broker.connection import Broker
from chassis.consumer import Consumer

WITHIN_SECONDS = 10.0
ANSWERS_SECONDS = 1.0
"""For all that store and broker are asked meanwhile."""


async def handle(_: Any) -> None: ...


def test_the_lease() -> None:
    """The other saw the last beat a look later, then waits for the expiry, and has it with the next look."""
    waits = leases.RENEW_SECONDS + leases.EXPIRY_SECONDS + leases.RENEW_SECONDS
    assert waits + ANSWERS_SECONDS <= WITHIN_SECONDS


def test_the_partitions() -> None:
    """The session runs out, the other hears of it with its next heartbeat, and a look later says what it has."""
    settings = Consumer("group", Broker("127.0.0.1:1"), ["t"], handle, 10)._app.conf
    waits = settings.broker_session_timeout + settings.broker_heartbeat_interval + process.OBSERVE_SECONDS
    assert waits + ANSWERS_SECONDS <= WITHIN_SECONDS


def test_the_deadlines() -> None:
    """The claim runs out, and the other looks."""
    assert timekeeper.CLAIM_SECONDS + timekeeper.POLL_SECONDS + ANSWERS_SECONDS <= WITHIN_SECONDS
