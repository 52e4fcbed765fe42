"""What is held of dead letters, for as long as a process runs."""

from datetime import UTC, datetime, timedelta

from chassis.dead_letters.ledger import Ledger
from chassis.dead_letters.letters import Seen

LONG_AGO = datetime(2026, 3, 4, tzinfo=UTC)
NOW = LONG_AGO + timedelta(days=31)


def test_nothing_is_held_of_what_the_topic_does_not_keep() -> None:
    ledger: Ledger[Seen] = Ledger()
    ledger.add(Seen("settled", "0:0", LONG_AGO, "type"))
    ledger.add(Seen("waits", "0:1", LONG_AGO, "type"))
    ledger.settle("0:0")
    ledger.forget(NOW - timedelta(days=30))
    assert not any(vars(ledger).values())


def test_a_letter_is_settled_by_the_place_of_a_copy_that_is_gone() -> None:
    ledger = Ledger[Seen]()
    ledger.add(Seen("twice", "0:0", LONG_AGO, "type"))
    ledger.add(Seen("twice", "0:1", NOW, "type"))
    ledger.forget(NOW - timedelta(days=30))
    assert [each.place for each in ledger.waiting()] == ["0:1"]
    ledger.settle("0:0")
    assert ledger.waiting() == []
