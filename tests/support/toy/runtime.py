"""The toy service's unit of work in this process, on a database of its own."""

from collections.abc import Callable
from typing import Any

from pydantic import SecretStr

from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.settings import Settings
from chassis.unit_of_work import Answer, Staged, Work
from tests.support.backing import Backing
from tests.support.toy.events import Deposited
from tests.support.toy.harness import envelope_of
from tests.support.toy.service import service


def toy_runtime(backing: Backing, isolation: str) -> Runtime:
    """A runtime without HTTP, consumer and relay."""
    return Runtime(
        service, Settings(slot="toy-1", mongo_uri=SecretStr(backing.mongo), mongo_database=f"{isolation}_toy")
    )


def event_work(event: Deposited) -> Work:
    """The work of a consumed event."""
    envelope = envelope_of(event)
    return Work(
        envelope.id, event, service.handles[Deposited], envelope.actor, envelope.correlation_id, envelope=envelope
    )


def command_work(
    command: Any, answer: Callable[[Staged], Answer] = lambda _: Answer(204), *, id: str | None = None, body: str = ""
) -> Work:
    """The work of an API command; with an `id` as if it came with an idempotency key."""
    return Work(
        id or new_id(),
        command,
        service.commands[type(command)],
        "tester",
        new_id(),
        answer=answer,
        keep_answer=id is not None,
        fingerprint=body if id else None,
    )
