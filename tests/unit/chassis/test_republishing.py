"""In which order kept rows go out again."""

from chassis.republishing import Kept, counted, in_order

TYPE = "eu.traces-access.toy.BalanceChanged.v1"


def kept(subject: str, sequence: int) -> Kept:
    return Kept(f"{subject}-{sequence}", 0, TYPE, subject, sequence)


def test_a_subject_keeps_its_order_whatever_the_clocks_said() -> None:
    by_time = [kept("anna", 2), kept("bert", 1), kept("anna", 1), kept("anna", 3), kept("bert", 2)]
    assert [(row.subject, row.sequence) for row in in_order(by_time)] == [
        ("anna", 1),
        ("bert", 1),
        ("anna", 2),
        ("anna", 3),
        ("bert", 2),
    ]


def test_events_are_counted_by_name() -> None:
    assert counted([kept("anna", 1), kept("bert", 1)]) == {"BalanceChanged": 2}
