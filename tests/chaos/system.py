"""The embedded stack as the nemesis wants it: a door before the mailbox, a second place for every service."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from deploy.local.options import Options
from deploy.local.ports import Ports
from deploy.local.service_spec import NAMES, ServiceSpec, real_services
from deploy.local.stack import Stack
from tests.chaos.door import Door
from tests.chaos.load.losing import Losing

BACKING = ("kafka", "mongo", "mailbox")
HURRIED = "tests.chaos.hurried"
"""How validation is run: deadlines come within seconds."""
SMTP_SECONDS = "4"
"""Notify's patience with the mail server: shorter than a stall of the nemesis, so that it is seen to run out."""


class System:
    """A running stack, its door, and the way that people take to it."""

    def __init__(self, stack: Stack, door: Door) -> None:
        self.way = Losing()
        self.stack = stack
        self.door = door

    @property
    def ready(self) -> bool:
        """Whether every process that should run says that it does its work: all but the spares, and those that run."""
        wanted = {*NAMES, *BACKING, *self.stack.processes}
        return all(self.stack.process(name).is_ready for name in wanted)


@contextlib.asynccontextmanager
async def running_system(folder: Path, code: Path | None = None) -> AsyncIterator[System]:
    """Start everything below `folder`, stop it in the end. `code`: where the services' code lies, if not here."""
    ports = Ports()
    door_port, mailbox_port = ports.take(purpose="door"), ports.take(purpose="mailbox's SMTP")
    door = Door(mailbox_port)
    server = await door.open(door_port)
    specs = tuple(_placed(_changed(each, door_port), code) for each in real_services())
    try:
        async with Stack(Options(folder, specs, spares=1, smtp_port=mailbox_port)) as stack:
            yield System(stack, door)
    finally:
        server.close()


def _changed(spec: ServiceSpec, door_port: int) -> ServiceSpec:
    """Notify takes its mails to the door, validation is in a hurry."""
    python, module, _, *rest = spec.argv
    if spec.name == "notify":
        return ServiceSpec(spec.name, ("env", f"SMTP_PORT={door_port}", f"SMTP_SECONDS={SMTP_SECONDS}", *spec.argv))
    return ServiceSpec(spec.name, (python, module, HURRIED, *rest)) if spec.name == "validation" else spec


def _placed(spec: ServiceSpec, code: Path | None) -> ServiceSpec:
    return ServiceSpec(spec.name, ("sh", "-c", f'cd "{code}" && exec "$@"', "sh", *spec.argv)) if code else spec
