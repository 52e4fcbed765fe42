"""All services in memory, with a network between them that delivers when it likes (order kept per subject)."""

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from chassis.errors import DomainError
from chassis.testing import MemoryService
from contracts.envelope import Envelope
from contracts.event import Event
from services.identity.service import service as identity
from services.registry.service import service as registry
from services.validation.service import service as validation
from tests.unit.notify.outbox import Notify

Delivery = tuple[Envelope, Event]
Deed = Callable[["Network"], Awaitable[None]]

NOT_YET = {
    "not-found",
    "unknown-organisation",
    "unknown-request",
    "case-incomplete",
    "operator-not-valid",
    "operator-version-pending",
    "not-your-case",
}
"""What a deed is refused with while its causes are still under way."""


class Network:
    """Four services and what is under way between them, by consumer and subject."""

    def __init__(self, random: Random, repeats: int = 0) -> None:
        self.identity = MemoryService(identity)
        self.registry = MemoryService(registry)
        self.validation = MemoryService(validation)
        self.notify = Notify(self.identity.now)
        self._services = {service.service.name: service for service in self.services}
        self._under_way: dict[tuple[str, str], list[Delivery]] = {}
        self._delivered: list[tuple[str, Delivery]] = []
        self._taken = dict.fromkeys(self._services, 0)
        self._random = random
        self._repeats = repeats

    @property
    def services(self) -> tuple[MemoryService, ...]:
        """All of them."""
        return self.identity, self.registry, self.validation, self.notify

    async def play(self, deeds: list[Deed]) -> None:
        """Do every deed as soon as its causes have arrived, deliver everything, in an order that chance decides."""
        waiting, tried_in_vain = list(deeds), list[Deed]()
        while True:
            self._collect()
            worth_trying = [deed for deed in waiting if deed not in tried_in_vain]
            choices: list[Any] = [*(queue for queue in self._under_way if self._under_way[queue]), *worth_trying]
            if not choices:
                break
            chosen = self._random.choice(choices)
            if isinstance(chosen, tuple):
                await self._deliver(chosen)
                tried_in_vain.clear()
            elif await self._done(chosen):
                waiting.remove(chosen)
                tried_in_vain.clear()
            else:
                tried_in_vain.append(chosen)
        assert not waiting, f"{waiting} wait for something that never comes"
        await self.notify.send_due()

    def _collect(self) -> None:
        for name, service in self._services.items():
            fresh = service.published[self._taken[name] :]
            self._taken[name] += len(fresh)
            for envelope, event in fresh:
                for consumer in event.topic.consumers:
                    if consumer in self._services:
                        self._under_way.setdefault((consumer, envelope.subject), []).append((envelope, event))

    async def _deliver(self, queue: tuple[str, str]) -> None:
        consumer, delivery = queue[0], self._under_way[queue].pop(0)
        self._delivered.append((consumer, delivery))
        await self._services[consumer].handle(*delivery)
        if self._repeats and self._random.random() < 0.2:
            self._repeats -= 1
            again, late = self._random.choice(self._delivered)
            await self._services[again].handle(*late)

    async def _done(self, deed: Deed) -> bool:
        try:
            await deed(self)
        except DomainError as error:
            if error.code not in NOT_YET:
                raise
            return False
        return True

    def end(self) -> dict[Any, Any]:
        """All that is left: states (without how often they were stored), events by subject and sequence, mails."""
        states = {
            (service.service.name, *ref): state.model_dump(exclude={"revision"})
            for service in self.services
            for ref, state in service.states.items()
        }
        events = {
            (service.service.name, envelope.subject, envelope.sequence): (envelope.id, event)
            for service in self.services
            for envelope, event in service.published
        }
        return {**states, **events, "mails": sorted(self.notify.sent)}
