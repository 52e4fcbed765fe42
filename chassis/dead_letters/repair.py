"""Repair: look at the letters of a service, send them back, or let them be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from chassis.broker.connection import Broker
from chassis.dead_letters.letters import SETTLED, SETTLES, Letter, Seen, Settlement, letter_of, seen_of, waiting
from chassis.pace import Pace
from chassis.producer import Producer
from chassis.reader import read_topic
from chassis.records import Record
from contracts.topics import dead_letter_topic, retry_topic


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: all that fit every condition given. `type` is an event's name or its whole CloudEvents type."""

    type: str | None = None
    since: datetime | None = None
    places: tuple[str, ...] = ()
    limit: int | None = None

    def of(self, letters: Sequence[Letter]) -> list[Letter]:
        """The letters that fit, oldest first."""
        fitting = [letter for letter in letters if self._fits(letter)]
        return fitting if self.limit is None else fitting[: self.limit]

    def _fits(self, letter: Letter) -> bool:
        if self.type is not None and self.type != letter.type and f".{self.type}." not in letter.type:
            return False
        if self.since is not None and letter.at < self.since:
            return False
        return not self.places or letter.place in self.places


class ValueLeftOut(Exception):
    """A letter cannot be sent back: it does not hold what its original held."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(
            f"{letter.service} {letter.place} cannot be replayed: its value ({letter.left_out} bytes) was too large"
            f" to be set aside. As long as it is kept, the original is {letter.origin} (topic:partition:offset)."
        )


class Repair:
    """The dead letters of one service."""

    def __init__(self, broker: Broker, service: str, topic_prefix: str = "") -> None:
        self._broker = broker
        self._service = service
        self._letters = topic_prefix + dead_letter_topic(service).name
        self._retry = topic_prefix + retry_topic(service).name

    async def waiting(self, wanted: Wanted) -> list[Letter]:
        """The letters that wait for somebody, oldest first."""
        records = read_topic(self._broker, self._letters)
        return wanted.of(await waiting(records, partial(letter_of, self._service)))

    async def seen(self) -> list[Seen]:
        """All that wait, oldest first, without what they hold."""
        return await waiting(read_topic(self._broker, self._letters), partial(seen_of, self._service))

    async def replay(
        self, letters: Sequence[Letter], *, rate: float | None = None, told: Callable[[Letter], None] = lambda _: None
    ) -> None:
        """Send letters back to the service, at most `rate` a second, with the same event id, and settle each.

        Safe to repeat: when it stops between the two, the letter still waits, and a second replay is absorbed.
        Raises ValueLeftOut, before anything is sent, and TooLarge for what the service's topic does not take.
        """
        for letter in letters:
            if letter.left_out is not None:
                raise ValueLeftOut(letter)
        await self._each(letters, Settlement.REPLAYED, rate, told)

    async def drop(
        self, letters: Sequence[Letter], *, rate: float | None = None, told: Callable[[Letter], None] = lambda _: None
    ) -> None:
        """Let letters be, at most `rate` a second: they stay on the topic and do not wait any more."""
        await self._each(letters, Settlement.DROPPED, rate, told)

    async def _each(
        self, letters: Sequence[Letter], settlement: Settlement, rate: float | None, told: Callable[[Letter], None]
    ) -> None:
        producer = Producer(self._broker)
        pace = Pace(rate)
        try:
            for letter in letters:
                await pace.turn()
                if settlement is Settlement.REPLAYED:
                    await producer.send([Record(self._retry, letter.key, letter.value, list(letter.headers))])
                await producer.send([self._settlement(letter, settlement)])
                told(letter)
        finally:
            await producer.close()

    def _settlement(self, letter: Letter, settlement: Settlement) -> Record:
        headers = [(SETTLES, letter.place.encode()), (SETTLED, settlement.value.encode())]
        return Record(self._letters, letter.key, b"", headers)
