"""Orders in which events may come: kept per subject, some of them more than once, mails sent at any moment."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.unit.notify.guide import Delivery


@st.composite
def interleaved(draw: st.DrawFn, histories: Sequence[Sequence[Delivery]]) -> list[Delivery]:
    """All events, order kept per subject, some of them again later."""
    turns = draw(st.permutations([turn for turn, events in enumerate(histories) for _ in events]))
    waiting = [list(events) for events in histories]
    result = [waiting[turn].pop(0) for turn in turns]
    for again in draw(st.lists(st.sampled_from(result), max_size=5)):
        result.insert(draw(st.integers(result.index(again) + 1, len(result))), again)
    return result


@st.composite
def shuffled(draw: st.DrawFn, histories: Sequence[Sequence[Delivery]]) -> list[Delivery]:
    """All events in any order, as when dead letters are replayed late."""
    return list(draw(st.permutations([event for events in histories for event in events])))
