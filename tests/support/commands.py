"""What a store of ours is asked while something runs, as the driver sends it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent, register

OF_THE_DRIVER = {"hello", "ismaster", "ping", "endSessions"}

_listening: list[Callable[[str], None]] = []


class _Listener(CommandListener):
    def started(self, event: CommandStartedEvent) -> None:
        for hear in _listening:
            hear(event.command_name)

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


register(_Listener())
"""For all clients that are made from here on; the driver offers it for one client as an option only."""


@contextmanager
def commands() -> Iterator[list[str]]:
    """Names of the commands that clients made after this module was imported send within the block, in order."""
    sent: list[str] = []

    def hear(name: str) -> None:
        if name not in OF_THE_DRIVER:
            sent.append(name)

    _listening.append(hear)
    try:
        yield sent
    finally:
        _listening.remove(hear)
