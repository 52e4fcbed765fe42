"""What the journal keeps, for how long, and what it says of what it does not keep."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from chassis.testing import NOON
from services.gateway.live import journal as journal_module
from services.gateway.live.addressing import Address
from services.gateway.live.journal import KEPT_SECONDS, MOST_WAITING, SLACK_SECONDS, Journal, Lost


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def tick(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Kept:
    """A journal and its clock."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.journal = Journal(self.clock)

    def note(self, id: str, *keys: str, ago: float = 0, stirs: frozenset[str] = frozenset()) -> bool:
        at = self.clock.now.timestamp() - ago
        return self.journal.add(id, "type", Address("request", frozenset(keys), stirs), at) is not None

    def after(self, position: int, *keys: str) -> list[str]:
        return [entry.event_id for entry in self.journal.after(position, keys)]


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_it_finds_by_key_what_came_after_a_position_in_order_and_once(kept: Kept) -> None:
    for id, keys in (("1", "a"), ("2", "b"), ("3", "ab"), ("4", "c"), ("5", "a")):
        assert kept.note(id, *keys)
    assert kept.after(0, "a", "b") == ["1", "2", "3", "5"]
    assert kept.after(2, "a", "b") == ["3", "5"]
    assert kept.after(5, "a") == []
    assert kept.after(0, "x") == []


def test_rights_are_found_like_hints(kept: Kept) -> None:
    kept.note("1", "a", stirs=frozenset({"rights-of:b"}))
    assert kept.after(0, "rights-of:b") == ["1"]


def test_a_copy_is_noted_once(kept: Kept) -> None:
    assert kept.note("1", "a")
    assert not kept.note("1", "a")
    assert len(kept.journal) == 1


def test_what_is_older_than_five_minutes_is_lost(kept: Kept) -> None:
    assert not kept.note("0", "a", ago=KEPT_SECONDS)
    kept.note("1", "a", ago=KEPT_SECONDS - 1)
    kept.note("2", "a")
    assert kept.journal.find("1").position == 1
    kept.clock.tick(1)
    with pytest.raises(Lost):
        kept.journal.find("1")
    assert kept.after(1, "a") == ["2"]
    with pytest.raises(Lost):
        kept.after(0, "a")


def test_what_is_too_old_is_lost_though_something_younger_stands_before_it(kept: Kept) -> None:
    kept.note("young", "a")
    kept.note("old", "a", ago=KEPT_SECONDS - 1)
    kept.clock.tick(2)
    with pytest.raises(Lost):
        kept.journal.find("old")


def test_nothing_remains_of_what_is_forgotten(kept: Kept) -> None:
    kept.note("1", "a", "b", stirs=frozenset({"rights-on:c"}))
    kept.clock.tick(KEPT_SECONDS)
    assert kept.after(1, "a") == []
    assert (len(kept.journal), kept.journal.newest_id, kept.journal._by_key) == (0, None, {})
    with pytest.raises(Lost):
        kept.after(0, "a")


def test_what_is_unknown_is_lost(kept: Kept) -> None:
    with pytest.raises(Lost):
        kept.journal.find("1")


def test_it_holds_no_more_than_it_may(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "MOST_KEPT", 10)
    for number in range(100):
        kept.note(str(number), "a")
    assert len(kept.journal) <= 11
    with pytest.raises(Lost):
        kept.after(50, "a")


def test_whoever_has_missed_too_much_is_lost(kept: Kept) -> None:
    for number in range(MOST_WAITING + 1):
        kept.note(str(number), "a")
    with pytest.raises(Lost):
        kept.after(0, "a")
    assert len(kept.after(1, "a")) == MOST_WAITING


def test_what_another_replica_may_have_heard_later_is_told_again(kept: Kept) -> None:
    kept.note("long before", "a", ago=SLACK_SECONDS + 1)
    kept.note("just before", "a", ago=1)
    kept.note("of others", "b", ago=1)
    kept.note("last", "a")
    kept.note("next", "a")
    last = kept.journal.find("last")
    assert [entry.event_id for entry in kept.journal.again(last, ["a"])] == ["just before"]
