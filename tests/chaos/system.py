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
async def running_system(folder: Path) -> AsyncIterator[System]:
    """Start everything below `folder`, stop it in the end."""
    ports = Ports()
    door_port, mailbox_port = ports.take(purpose="door"), ports.take(purpose="mailbox's SMTP")
    door = Door(mailbox_port)
    server = await door.open(door_port)
    mail = ("env", f"SMTP_PORT={door_port}", f"SMTP_SECONDS={SMTP_SECONDS}")
    specs = tuple(
        ServiceSpec(each.name, (*mail, *each.argv) if each.name == "notify" else each.argv) for each in real_services()
    )
    try:
        async with Stack(Options(folder, specs, spares=1, smtp_port=mailbox_port)) as stack:
            yield System(stack, door)
    finally:
        server.close()
