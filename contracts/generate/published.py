"""The events that are published to others."""

from contracts import events
from contracts.event import REGISTERED, Event


def published() -> list[type[Event]]:
    """All events of the contracts, by module and in the order they are written; what tests register is none of them."""
    return [event for event in REGISTERED.values() if event.__module__.startswith(f"{events.__name__}.")]
