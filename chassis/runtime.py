"""Runtime: a service with its connections. What routes, background tasks and console commands get."""

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from chassis.auth import RemoteKeys, TokenVerifier
from chassis.clock import Clock, utc_now
from chassis.decider import Index
from chassis.ids import new_id
from chassis.mongo import Document, Store
from chassis.service import Service
from chassis.settings import Settings
from chassis.unit_of_work import Answer, Staged, UnitOfWork, Work
from chassis.unit_of_work.transaction import CHASSIS_COLLECTIONS
from chassis.unit_of_work.unit import OnCommit
from contracts.event import REGISTERED, Event


@dataclass
class Runtime:
    """A running service. `settings` are of the service's own class; `state` is for what `start` prepared.

    `committed` holds who wants to know of a commit that emitted events (id and rows of its outbox document,
    and the documents that must be published before it),
    `written` who wants to know of any commit.
    `closers` close what `start` opened, when nobody is served any more.
    `ready_checks` say whether traffic should come here, `live_checks` whether only a restart helps.
    """

    service: Service
    settings: Any
    clock: Clock = utc_now
    state: dict[str, Any] = field(default_factory=dict)
    committed: list[OnCommit] = field(default_factory=list)
    written: list[Callable[[], None]] = field(default_factory=list)
    closers: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    ready_checks: dict[str, Callable[[], bool]] = field(default_factory=dict)
    live_checks: dict[str, Callable[[], bool]] = field(default_factory=dict)

    @cached_property
    def store(self) -> Store:
        """This service's database. Made inside the running loop."""
        settings: Settings = self.settings
        return Store(settings.mongo_uri.get_secret_value(), settings.mongo_database or self.service.name)

    @cached_property
    def unit_of_work(self) -> UnitOfWork:
        """The way every change of state goes."""
        return UnitOfWork(
            self.store, self.service.source, self.service.aggregates, self.clock, self._on_commit, self._on_write
        )

    @cached_property
    def verifier(self) -> TokenVerifier:
        """Checks access tokens by the keys that identity publishes."""
        return TokenVerifier(RemoteKeys(self.settings.jwks_url), self.settings.token_issuer)

    async def prepare(self) -> None:
        """Collections and indexes first, then what the service itself wants done before it is ready."""
        if self.service.aggregates:
            await self.store.prepare(self.indexes)
        if self.service.start is not None:
            await self.service.start(self)

    @property
    def indexes(self) -> Mapping[str, Sequence[Index]]:
        """Every collection of the service with its indexes."""
        wanted: dict[str, list[Index]] = {name: list(indexes) for name, indexes in CHASSIS_COLLECTIONS.items()}
        for aggregate in self.service.aggregates:
            wanted.setdefault(aggregate.collection, []).extend(aggregate.indexes)
        return wanted

    async def execute(
        self, command: Any, answer: Callable[[Staged], Answer], *, actor: str, id: str | None = None
    ) -> Answer:
        """Run a command that no HTTP request asked for. With an `id` it takes effect once."""
        work = Work(
            id=id or new_id(),
            message=command,
            steps=self.service.commands[type(command)],
            actor=actor,
            correlation_id=new_id(),
            answer=answer,
            keep_answer=id is not None,
            fingerprint=None,
        )
        return await self.unit_of_work.command(work)

    def handled_types(self) -> Mapping[str, type[Event]]:
        """Event classes this service handles, by their CloudEvents type."""
        return {event.type: event for event in self.service.handles if event.type in REGISTERED}

    async def end(self) -> None:
        """Close everything that was opened, by whomever."""
        for close in self.closers:
            await close()
        self.close()

    def close(self) -> None:
        """Close what the chassis opened."""
        if "store" in self.__dict__:
            self.store.close()

    def _on_commit(self, id: str, rows: Sequence[Document], after: Set[str]) -> None:
        for tell in self.committed:
            tell(id, rows, after)

    def _on_write(self) -> None:
        for wake in self.written:
            wake()
