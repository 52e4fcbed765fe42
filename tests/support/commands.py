"""What a store of ours is asked while something runs, as the driver sends it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent, register

OF_THE_DRIVER = {"hello", "ismaster", "ping", "endSessions"}

Command = Mapping[str, Any]

_listening: list[Callable[[str, Command], None]] = []


class _Listener(CommandListener):
    def started(self, event: CommandStartedEvent) -> None:
        for hear in _listening:
            hear(event.command_name, event.command)

    def succeeded(self, event: CommandSucceededEvent) -> None: ...

    def failed(self, event: CommandFailedEvent) -> None: ...


register(_Listener())
"""For all clients that are made from here on; the driver offers it for one client as an option only."""


@contextmanager
def commands() -> Iterator[list[str]]:
    """Names of the commands that clients made after this module was imported send within the block, in order."""
    sent: list[str] = []

    def hear(name: str, _: Command) -> None:
        if name not in OF_THE_DRIVER:
            sent.append(name)

    with _heard_by(hear):
        yield sent


@contextmanager
def read_concerns() -> Iterator[list[tuple[str, str]]]:
    """Collection and read concern of each `find` within the block, in order."""
    asked: list[tuple[str, str]] = []

    def hear(name: str, command: Command) -> None:
        if name == "find":
            asked.append((command["find"], command["readConcern"]["level"]))

    with _heard_by(hear):
        yield asked


@contextmanager
def _heard_by(hear: Callable[[str, Command], None]) -> Iterator[None]:
    _listening.append(hear)
    try:
        yield
    finally:
        _listening.remove(hear)
