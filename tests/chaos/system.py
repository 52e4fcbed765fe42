"""The embedded stack as the nemesis wants it: a door before the mailbox, a second place for every process.

When it is divided, the API and the worker of a service are processes of their own.
"""

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from deploy.local.options import Options
from deploy.local.ports import Ports
from deploy.local.service_spec import NAMES, ServiceSpec, real_services
from deploy.local.stack import Stack
from tests.chaos.door import Door
from tests.chaos.load.losing import Losing

BACKING = ("kafka", "mongo", "mailbox")
DIVISIBLE, WORKER = frozenset(NAMES) - {"gateway"}, "-worker"
"""The gateway consumes nothing in a group, so it has no worker."""

HURRIED = "tests.chaos.hurried"
"""How validation is run: deadlines come within seconds."""
SMTP_SECONDS = "4"
"""Notify's patience with the mail server: shorter than a stall of the nemesis, so that it is seen to run out."""


class System:
    """A running stack, its door, and the way that people take to it."""

    def __init__(self, stack: Stack, door: Door, divided: bool = False) -> None:
        self.way = Losing()
        self.divided = divided
        self.stack = stack
        self.door = door

    @property
    def ready(self) -> bool:
        """Whether every process that should run says that it does its work: all but the spares, and those that run."""
        wanted = {*(part for name in NAMES for part in self.parts(name)), *BACKING, *self.stack.processes}
        return all(self.stack.process(name).is_ready for name in wanted)

    def parts(self, service: str) -> tuple[str, ...]:
        """The processes that a service consists of, its worker last."""
        return (service, service + WORKER) if self.divided and service in DIVISIBLE else (service,)

    def one_of(self, service: str, seed: int) -> str:
        """One of them."""
        return Random(seed).choice(self.parts(service))


@contextlib.asynccontextmanager
async def running_system(folder: Path, code: Path | None = None, divided: bool = False) -> AsyncIterator[System]:
    """Start everything below `folder`, stop it in the end. `code`: where the services' code lies, if not here."""
    ports = Ports()
    door_port, mailbox_port = ports.take(purpose="door"), ports.take(purpose="mailbox's SMTP")
    door = Door(mailbox_port)
    server = await door.open(door_port)
    specs = tuple(_placed(_changed(each, door_port), code) for each in _services(divided))
    try:
        async with Stack(Options(folder, specs, spares=1, smtp_port=mailbox_port)) as stack:
            yield System(stack, door, divided)
    finally:
        server.close()


def _services(divided: bool) -> Iterator[ServiceSpec]:
    for spec in real_services():
        if divided and spec.name in DIVISIBLE:
            *how, _ = spec.argv
            yield replace(spec, argv=(*how, "api"))
            yield ServiceSpec(spec.name + WORKER, (*how, "worker"), part_of=spec.name)
        else:
            yield spec


def _changed(spec: ServiceSpec, door_port: int) -> ServiceSpec:
    """Notify takes its mails to the door, validation is in a hurry."""
    python, module, _, *rest = spec.argv
    if spec.service == "notify":
        return replace(spec, argv=("env", f"SMTP_PORT={door_port}", f"SMTP_SECONDS={SMTP_SECONDS}", *spec.argv))
    return replace(spec, argv=(python, module, HURRIED, *rest)) if spec.service == "validation" else spec


def _placed(spec: ServiceSpec, code: Path | None) -> ServiceSpec:
    return replace(spec, argv=("sh", "-c", f'cd "{code}" && exec "$@"', "sh", *spec.argv)) if code else spec
