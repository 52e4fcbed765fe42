"""Orders in which events may come: kept per subject or not at all, each of them possibly more than once."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import strategies as st

from chassis.testing import NOON, envelope_for
from contracts.envelope import Envelope
from contracts.event import Event

Delivery = tuple[Envelope, Event]


def history(*events: Event, since: int = 0, actor: str = "anna") -> list[Delivery]:
    """The events of one subject, in order, an hour apart; `since` is the sequence of the one before them."""
    return [
        (envelope_for(event, sequence=number, time=NOON + timedelta(hours=number), actor=actor), event)
        for number, event in enumerate(events, since + 1)
    ]


@st.composite
def interleaved(draw: st.DrawFn, histories: Sequence[Sequence[Delivery]]) -> list[Delivery]:
    """All events, order kept per subject, some of them again later."""
    turns = draw(st.permutations([turn for turn, events in enumerate(histories) for _ in events]))
    waiting = [list(events) for events in histories]
    return draw(with_repeats([waiting[turn].pop(0) for turn in turns]))


@st.composite
def shuffled(draw: st.DrawFn, histories: Sequence[Sequence[Delivery]]) -> list[Delivery]:
    """All events in any order, as when dead letters are replayed late, some of them again later."""
    return draw(with_repeats(draw(st.permutations([event for events in histories for event in events]))))


@st.composite
def with_repeats(draw: st.DrawFn, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """These, some of them once more at some later place."""
    result = list(deliveries)
    for again in draw(st.lists(st.sampled_from(deliveries), max_size=5)):
        result.insert(draw(st.integers(result.index(again) + 1, len(result))), again)
    return result
