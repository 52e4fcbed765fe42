"""Service: the one object a service declares. It is the service's table of contents."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter

from chassis.decider import Aggregate
from chassis.settings import Settings
from chassis.steps import Step
from contracts.event import Event

if TYPE_CHECKING:
    from chassis.mongo import Store
    from chassis.runtime import Runtime

Background = Callable[["Runtime"], Coroutine[Any, Any, None]]
Console = Callable[["Runtime", dict[str, Any]], Awaitable[dict[str, Any]]]
Figure = Callable[["Store", datetime], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Service:
    """Everything a service consists of.

    `aggregates` are its stored states. `commands`, `handles` and `timers` say which message runs which steps.
    `routes` is its HTTP API. `start` runs before it is ready (reference data), `background` while it works (a task
    that ends takes the process down), `console` are commands of `python -m services.<name> command <which>`;
    `figures` are what `traces-access status` shows of it beside what every service has.
    `behind_gateway`: the caller's address is what the gateway (uvicorn's FORWARDED_ALLOW_IPS) says it is.
    """

    name: str
    settings: type[Settings] = Settings
    aggregates: Sequence[type[Aggregate]] = ()
    commands: Mapping[type[Any], Sequence[Step]] = field(default_factory=dict)
    handles: Mapping[type[Event], Sequence[Step]] = field(default_factory=dict)
    timers: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    routes: Sequence[APIRouter] = ()
    start: Background | None = None
    background: Mapping[str, Background] = field(default_factory=dict)
    console: Mapping[str, Console] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    behind_gateway: bool = True

    @property
    def source(self) -> str:
        """CloudEvents `source` of its events."""
        return f"/services/{self.name}"

    @property
    def topics(self) -> tuple[str, ...]:
        """Names of the event topics it consumes."""
        return tuple(dict.fromkeys(event.topic.name for event in self.handles))

    def run(self) -> None:
        """Run as a process: `api`, `worker`, `all` (default), or `command <which>`. Does not return."""
        from chassis.main import main

        main(self)
