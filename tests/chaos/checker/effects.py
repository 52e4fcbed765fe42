"""Checks on effects: every event is settled by every service that handles it, and has each consequence once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from tests.chaos.checker.history import History
from tests.chaos.checker.violation import Kind, Violation


@cache
def handled_by() -> Mapping[str, frozenset[str]]:
    """Names of the event types that each service says it handles, in its table of contents."""
    from services.notify.service import service as notify
    from services.registry.service import service as registry
    from services.validation.service import service as validation

    services = (registry, validation, notify)
    return {each.name: frozenset(event.__name__ for event in each.handles) for each in services}


def each_event_is_settled(history: History) -> Iterator[Violation]:
    """Every event has its inbox row in each service that handles it; a row of an event says which."""
    for service, types in handled_by().items():
        inbox = history.documents(service, "inbox")
        for event in history.of_type(*types):
            row = inbox.get(event.id)
            if row is None:
                yield Violation(Kind.LOST, f"{event.type} {event.id} was never settled by {service}")
        for id, row in inbox.items():
            if "topic" in row and id not in history.events:
                yield Violation(Kind.STRANGE, f"{service} settled {id}, which nobody published")


def no_cause_has_an_effect_twice(history: History) -> Iterator[Violation]:
    """What one event or command set off is set off once for each subject."""
    counts = Counter((event.causation, event.type, event.subject) for event in history.events.values())
    for (cause, type, subject), count in counts.items():
        if count > 1:
            yield Violation(Kind.DOUBLED, f"{cause} caused {type} of {subject} {count} times")


def each_request_has_one_case(history: History) -> Iterator[Violation]:
    """Every AuthorisationRequested is routed, once."""
    routed = Counter(event.subject for event in history.of_type("RequestRouted"))
    for event in history.of_type("AuthorisationRequested"):
        count = routed.pop(event.at("request_id"), 0)
        if count != 1:
            kind = Kind.DOUBLED if count else Kind.LOST
            yield Violation(kind, f"request {event.at('request_id')} was routed {count} times")
    for request_id in routed:
        yield Violation(Kind.STRANGE, f"request {request_id} was routed, but never made")
