"""The picture of a mail's states and the table say the same."""

import re

from services.notify.domain import status
from services.notify.domain.status import TRANSITIONS, Status, allowed

ARROW = re.compile(r"^\s*(\[\*\]|[A-Z]+) --> (\[\*\]|[A-Z]+)$", re.MULTILINE)


def drawn() -> set[tuple[str, str]]:
    assert status.__doc__ is not None
    return set(ARROW.findall(status.__doc__))


def test_the_picture_shows_every_transition_and_no_other() -> None:
    table = {(before.value, after.value) for before, afters in TRANSITIONS.items() for after in afters}
    assert {arrow for arrow in drawn() if "[*]" not in arrow} == table


def test_the_picture_ends_where_nothing_follows() -> None:
    ends = {before for before, after in drawn() if after == "[*]"}
    assert ends == {state.value for state, afters in TRANSITIONS.items() if not afters}


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(Status)


def test_what_is_settled_stays_settled() -> None:
    assert not any(
        allowed(end, after) for end in (Status.SENT, Status.ABANDONED, Status.SPLIT, Status.MUTED) for after in Status
    )
