"""What is handed to the relay is taken once, and never more than fits."""

from chassis.relay.handed import Handed
from chassis.relay.published import Published

ROW = {"id": "e"}


def test_what_was_kept_is_taken_once() -> None:
    handed = Handed(10)
    handed.keep("t1", [ROW], set())
    handed.keep("t2", [ROW, ROW], set())
    assert handed.take(["t0", "t2"]) == {"t2": [ROW, ROW]}
    assert handed.take(["t2"]) == {}


def test_what_does_not_fit_is_left_to_the_store_until_there_is_room_again() -> None:
    handed = Handed(3)
    handed.keep("t1", [ROW, ROW], set())
    handed.keep("t2", [ROW, ROW], set())
    handed.keep("t3", [ROW], set())
    assert handed.take(["t1", "t2", "t3"]).keys() == {"t1", "t3"}
    handed.keep("t4", [ROW] * 3, set())
    assert handed.take(["t4"]).keys() == {"t4"}


def test_who_does_not_publish_keeps_nothing() -> None:
    handed = Handed(3)
    handed.keep("t1", [ROW] * 3, set())
    handed.forget()
    assert handed.take(["t1"]) == {}
    handed.keep("t2", [ROW] * 3, set())
    assert handed.take(["t2"]).keys() == {"t2"}


def test_free_is_what_has_nothing_before_it_that_is_not_out() -> None:
    handed = Handed(10)
    handed.keep("t1", [ROW], {"t0"})
    handed.keep("t2", [ROW], {"t1"})
    handed.keep("t3", [ROW], {"elsewhere"})
    handed.keep("t4", [ROW], {"t1", "t3"})
    assert handed.free(()) == []
    assert handed.free({"t0"}) == ["t1", "t2"]
    assert handed.waits({"t0"})
    assert not handed.waits({"t0", "elsewhere"})


def test_the_newest_that_are_out_are_remembered() -> None:
    published = Published(2)
    published.add(["t1", "t2"])
    published.add(["t3"])
    assert [id for id in ("t1", "t2", "t3") if id in published] == ["t2", "t3"]
