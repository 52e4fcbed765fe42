"""What the judge says about deadlines of a case: one day's reminder, two days' due date, three days' escalation."""

from datetime import datetime, timedelta

from tests.chaos.checker.deadlines import LATE, OUTAGE, deadlines_fire_once
from tests.chaos.hurried import WORKING_DAY
from tests.unit.chaos.past import NOON, Past

SECOND = timedelta(seconds=1)
DUE = NOON - 10 * WORKING_DAY
"""Long ago: all three deadlines have passed by noon."""
COMES = {"RequestReminded": DUE - WORKING_DAY, "RequestOverdue": DUE, "RequestEscalated": DUE + WORKING_DAY}


def opened(due_at: datetime = DUE, status: str = "OPEN") -> Past:
    """A case that waits, or whose state is another by now."""
    past = Past()
    past.happens("validation", "RequestRouted", "r1", now=due_at - 2 * WORKING_DAY, case={"due_at": due_at.isoformat()})
    past.keep("validation", "requests", "r1", status=status)
    return past


def fire(past: Past, *but: str) -> None:
    """All deadlines, a second after they came."""
    for type, comes in COMES.items():
        if type not in but:
            past.happens("validation", type, "r1", now=comes + SECOND)


def said(past: Past) -> list[str]:
    return [str(violation) for violation in deadlines_fire_once(past.history())]


def test_each_fired_once_when_it_had_come() -> None:
    past = opened()
    fire(past)
    assert said(past) == []


def test_one_that_never_fired_is_lost() -> None:
    past = opened()
    fire(past, "RequestOverdue")
    assert said(past) == [f"lost: RequestOverdue of r1, due {DUE}, never fired"]


def test_one_that_has_just_come_may_take_a_moment() -> None:
    assert said(opened(due_at=NOON + WORKING_DAY - LATE)) == []
    assert said(opened(due_at=NOON + WORKING_DAY - LATE - SECOND)) != []


def test_one_that_fired_again_is_doubled() -> None:
    past = opened()
    fire(past)
    past.happens("validation", "RequestOverdue", "r1")
    assert said(past) == [f"doubled: RequestOverdue of r1, due {DUE}, fired 2 times"]


def test_one_that_fired_too_early_is_strange() -> None:
    past = opened()
    past.happens("validation", "RequestReminded", "r1", now=COMES["RequestReminded"])
    fire(past, "RequestReminded")
    assert said(past) == [f"strange: RequestReminded of r1 fired at {DUE - WORKING_DAY}, before {DUE - WORKING_DAY}"]


def test_what_was_settled_before_fires_no_more() -> None:
    past = opened(status="VALIDATED")
    past.happens("validation", "RequestValidated", "r1", now=DUE - WORKING_DAY)
    assert said(past) == []
    past.happens("validation", "RequestReminded", "r1", now=DUE)
    assert said(past) == ["strange: RequestReminded of r1, which did not wait any more"]


def test_what_was_moved_fires_by_the_new_date_only() -> None:
    past = opened(due_at=DUE - 5 * WORKING_DAY)
    for type in COMES:
        past.happens("validation", type, "r1", now=DUE - 3 * WORKING_DAY)
    past.happens("validation", "InformationRequested", "r1", now=DUE - 3 * WORKING_DAY)
    past.happens("validation", "RequestReopened", "r1", now=DUE - 2 * WORKING_DAY, case={"due_at": DUE.isoformat()})
    fire(past)
    assert said(past) == []


def test_what_was_settled_in_an_outage_need_not_have_fired() -> None:
    for settled, found in ((COMES["RequestReminded"] + OUTAGE, 0), (COMES["RequestReminded"] + OUTAGE + SECOND, 1)):
        past = opened(status="REJECTED")
        past.happens("validation", "RequestRejected", "r1", now=settled)
        assert len(said(past)) == found


def test_what_its_operators_end_closed_without_a_word_need_not_fire() -> None:
    assert said(opened(status="REJECTED")) == []
