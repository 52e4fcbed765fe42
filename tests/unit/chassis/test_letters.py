"""Which letters wait, as their topic tells it."""

from functools import partial

import pytest

from chassis.dead_letters.ledger import Ledger
from chassis.dead_letters.letters import SETTLES, Letter, letter_of, note
from chassis.records import Received, RecordHeaders


def letter(offset: int, origin: int | None) -> Received:
    """A letter of the record at `origin` of a topic; None: it does not say of which."""
    said = {"topic": "accounts", "partition": "3", "offset": origin}
    headers = [(f"dlq-original-{name}", str(value).encode()) for name, value in said.items() if origin is not None]
    return Received(b"key", b"value", headers, "dead", 0, offset, timestamp=offset)


def settlement(offset: int, place: str) -> Received:
    return Received(b"key", b"", [(SETTLES, place.encode())], "dead", 0, offset, timestamp=offset)


def places(*records: Received) -> list[str]:
    ledger = Ledger[Letter]()
    for record in records:
        note(ledger, record, partial(letter_of, "notify"))
    return [each.place for each in ledger.waiting()]


def test_all_wait_until_they_are_settled() -> None:
    assert places(letter(0, 7), letter(1, 8), settlement(2, "0:0")) == ["0:1"]


def test_one_that_was_written_twice_is_one() -> None:
    assert places(letter(0, 7), letter(1, 7)) == ["0:0"]


def test_one_that_is_written_again_after_it_was_settled_is_settled() -> None:
    assert places(letter(0, 7), settlement(1, "0:0"), letter(2, 7)) == []


def test_those_that_do_not_say_where_they_are_from_are_not_the_same() -> None:
    assert places(letter(0, None), letter(1, None)) == ["0:0", "0:1"]


@pytest.mark.parametrize(
    "headers",
    [
        [("ce_type", None), ("dlq-reason", None)],
        [("dlq-attempts", b"abc")],
        [(SETTLES, None)],
        [("ce_type", b"\xff"), ("dlq-attempts", b"\xff")],
        None,
    ],
)
def test_whatever_a_letter_says_of_itself_it_is_listed_and_hides_no_other(headers: RecordHeaders | None) -> None:
    """A record of somebody else's making, too."""
    odd = Received(b"key", None, headers, "dead", 0, 1, timestamp=1)
    assert places(letter(0, 7), odd, letter(2, 8)) == ["0:0", "0:1", "0:2"]


def test_a_letter_of_an_older_release_may_carry_what_looks_like_a_settlement() -> None:
    headers = [(SETTLES, b"0:0"), ("dlq-reason", b"poison")]
    assert places(letter(0, 7), Received(b"key", b"{", headers, "dead", 0, 1, timestamp=1)) == ["0:0", "0:1"]


def test_a_settlement_of_no_letter_settles_nothing() -> None:
    nonsense = Received(b"key", None, [(SETTLES, b"\xff")], "dead", 0, 1, timestamp=1)
    assert places(letter(0, 7), nonsense) == ["0:0"]
