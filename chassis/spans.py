"""Spans: what took how long, because of which click. Nothing is measured or loaded unless an OTLP endpoint is set.

A span's `traceparent` (W3C) goes where work goes on: into outbox rows, headers and mails; so what a request sets off,
hours later and in other services, hangs in its trace.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from typing import Protocol

Attributes = Mapping[str, str | int | float | bool]


class Kind(Enum):
    """Which end of a call or a message a span is."""

    SERVER = auto()
    CLIENT = auto()
    CONSUMER = auto()
    PRODUCER = auto()


class Span(Protocol):
    """Something that takes time."""

    @property
    def traceparent(self) -> str | None:
        """What goes on from here is its child."""

    def tell(self, name: str, attributes: Attributes) -> None:
        """What it turned out to be."""


class Exporter(Protocol):
    """Where spans go. Times are in seconds since 1970."""

    def begin(self, name: str, kind: Kind, parent: str | None, at: float | None) -> "Ending":
        """A span that began at this time (None: now)."""

    def flush(self) -> None:
        """Send what waits, within a few seconds. Blocks."""


class Ending(Span, Protocol):
    """A span that can be ended."""

    def end(self, at: float | None = None) -> None:
        """It ended at this time (None: now)."""


class Unmeasured:
    """Stands for a span where nobody wants one: what goes on from here is the parent's child."""

    def __init__(self, parent: str | None) -> None:
        self.traceparent = parent

    def tell(self, name: str, attributes: Attributes) -> None:
        """Nobody listens."""


_exporter: Exporter | None = None


def configure(service: str, slot: str, endpoint: str) -> None:
    """Export this process's spans to an OTLP collector (HTTP, protobuf); with an empty `endpoint` to nobody."""
    global _exporter
    _exporter = None
    if endpoint:
        from chassis.otlp import Otlp

        _exporter = Otlp(service, slot, endpoint)


def measured() -> bool:
    """Whether anybody wants spans."""
    return _exporter is not None


def flush() -> None:
    """Send what waits, within a few seconds. Blocks."""
    if _exporter is not None:
        _exporter.flush()


@contextmanager
def span(name: str, kind: Kind, parent: str | None) -> Iterator[Span]:
    """What runs inside is a span below `parent` (None: the first of a trace)."""
    if _exporter is None:
        yield Unmeasured(parent)
        return
    begun = _exporter.begin(name, kind, parent, None)
    try:
        yield begun
    finally:
        begun.end()


def record(name: str, kind: Kind, parent: str | None, begun: float, ended: float, about: Attributes) -> None:
    """A span that is over: from `begun` to `ended`, seconds since 1970."""
    if _exporter is not None:
        over = _exporter.begin(name, kind, parent, begun)
        over.tell(name, about)
        over.end(ended)
