"""What was committed in the process that leads leaves without a look, unless something may have to go first."""

from collections.abc import Set
from typing import Any

import pytest

from chassis.clock import utc_now
from chassis.relay import Relay
from tests.unit.chassis.test_relay import Broker, Lease, Outbox, row

NOTHING: Set[str] = frozenset()


class Leading:
    """A relay that has looked once, when nothing was pending."""

    def __init__(self) -> None:
        self.happened: list[str] = []
        self.outbox = Outbox(self.happened)
        self.broker = Broker(self.happened)
        self.lease = Lease()
        self.relay = Relay(self.outbox, self.broker, self.lease, utc_now)  # type: ignore[arg-type]

    def commit(self, *rows: dict[str, Any], after: Set[str] = NOTHING) -> str:
        """A transaction of this process."""
        id = self.outbox.commit(*rows)
        self.relay.committed(id, rows, after)
        return id


@pytest.fixture
async def leading() -> Leading:
    made = Leading()
    assert await made.relay.publish() == 0
    assert await made.relay.publish() == 0
    assert made.outbox.looks == 1
    return made


async def test_the_first_event_of_a_subject_leaves_without_a_look(leading: Leading) -> None:
    leading.commit(row("a", 1))
    assert await leading.relay.publish() == 1
    assert leading.happened == ["a-1", "marked"]
    assert (leading.outbox.looks, leading.outbox.documents) == (1, {})


async def test_what_follows_on_something_that_was_published_here_leaves_without_a_look(leading: Leading) -> None:
    first = leading.commit(row("a", 1))
    await leading.relay.publish()
    second = leading.commit(row("a", 2), row("b", 1), after={first})
    leading.commit(row("a", 3), after={second})
    assert await leading.relay.publish() == 3
    assert leading.happened == ["a-1", "marked", "a-2", "a-3", "b-1", "marked"]
    assert leading.outbox.looks == 1


async def test_what_follows_on_something_of_another_process_waits_for_it(leading: Leading) -> None:
    """Nobody has told us of it yet, but it is pending, for it was committed before."""
    elsewhere = leading.outbox.commit(row("a", 1))
    leading.commit(row("b", 1))
    leading.commit(row("a", 2), after={elsewhere})
    assert await leading.relay.publish() == 3
    assert leading.happened == ["b-1", "marked", "a-1", "a-2", "marked"]


async def test_what_follows_on_something_of_long_ago_leaves_after_a_look(leading: Leading) -> None:
    leading.commit(row("a", 2), after={"published in a former life"})
    assert await leading.relay.publish() == 1
    assert leading.happened == ["a-2", "marked"]


async def test_what_is_heard_of_after_it_was_published_is_not_published_again(leading: Leading) -> None:
    """The look found it before the transaction that wrote it had returned."""
    id = leading.outbox.commit(row("a", 1))
    leading.relay.wake()
    await leading.relay.publish()
    leading.relay.committed(id, [row("a", 1)], NOTHING)
    assert await leading.relay.publish() == 0
    assert leading.happened == ["a-1", "marked"]


async def test_who_lost_the_lease_sends_nothing_of_what_it_had_in_hand(leading: Leading) -> None:
    leading.commit(row("a", 1))
    leading.lease.held = False
    assert await leading.relay.publish() == 0
    assert leading.happened == []


async def test_who_leads_anew_looks_what_others_have_published_meanwhile(leading: Leading) -> None:
    id = leading.commit(row("a", 1))
    del leading.outbox.documents[id]
    leading.lease.token = 3
    assert await leading.relay.publish() == 0
    assert leading.happened == []


async def test_what_the_broker_has_not_got_is_found_by_a_look(leading: Leading) -> None:
    leading.commit(row("a", 1))
    leading.broker.away = True
    with pytest.raises(ConnectionError):
        await leading.relay.publish()
    leading.broker.away = False
    leading.relay.wake()
    assert await leading.relay.publish() == 1
    assert leading.happened == ["a-1", "marked"]
