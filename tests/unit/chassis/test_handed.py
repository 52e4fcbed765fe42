"""What is handed to the relay is taken once, and never more than fits."""

from chassis.relay.handed import Handed

ROW = {"id": "e"}


def test_what_was_kept_is_taken_once() -> None:
    handed = Handed(10)
    handed.keep("t1", [ROW])
    handed.keep("t2", [ROW, ROW])
    assert handed.take(["t0", "t2"]) == {"t2": [ROW, ROW]}
    assert handed.take(["t2"]) == {}


def test_what_does_not_fit_is_left_to_the_store_until_there_is_room_again() -> None:
    handed = Handed(3)
    handed.keep("t1", [ROW, ROW])
    handed.keep("t2", [ROW, ROW])
    handed.keep("t3", [ROW])
    assert handed.take(["t1", "t2", "t3"]).keys() == {"t1", "t3"}
    handed.keep("t4", [ROW] * 3)
    assert handed.take(["t4"]).keys() == {"t4"}


def test_who_does_not_publish_keeps_nothing() -> None:
    handed = Handed(3)
    handed.keep("t1", [ROW] * 3)
    handed.forget()
    assert handed.take(["t1"]) == {}
    handed.keep("t2", [ROW] * 3)
    assert handed.take(["t2"]).keys() == {"t2"}
