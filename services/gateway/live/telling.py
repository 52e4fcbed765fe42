"""What one stream says, from its first word to its last."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from services.gateway.live import frames
from services.gateway.live.caller import Sight
from services.gateway.live.journal import Entry, Journal, Lost
from services.gateway.live.metrics import HINTS, RESETS
from services.gateway.live.stream import End, Stream
from services.gateway.live.streams import OpenStreams

AGAIN_SECONDS = 5.0
"""Between two questions to registry while it does not answer."""
RETRY_MS = (1000, 3000)
"""When readers come back: not all at once."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`until` is when the stream ends (time of the loop), `why` what it says then, `heartbeat` its longest silence."""

    until: float
    why: End
    heartbeat: float


class Telling:
    """Tells a stream that has begun what concerns it. `ask` brings what its owner is told at present."""

    def __init__(
        self,
        stream: Stream,
        journal: Journal,
        streams: OpenStreams,
        ask: Callable[[], Awaitable[Sight]],
        bounds: Bounds,
    ) -> None:
        self._stream = stream
        self._journal = journal
        self._streams = streams
        self._ask = ask
        self._bounds = bounds
        self._asked_at = 0
        self._ask_again = 0.0
        self._silent_since = 0.0

    async def frames(self, last_event_id: str | None) -> AsyncIterator[bytes]:
        """All of it. `last_event_id` is where the reader left off, if he did."""
        yield frames.opening(random.randint(*RETRY_MS))
        await self._look()
        yield self._resumed(last_event_id)
        while self._goes_on():
            said = await self._more() or self._sign_of_life()
            if said:
                yield said
            else:
                await self._wait()
        yield frames.closing(self._stream.end or self._bounds.why)

    def _goes_on(self) -> bool:
        if self._stream.end is None and _now() >= self._bounds.until:
            self._stream.end = self._bounds.why
        return self._stream.end is None

    def _resumed(self, last_event_id: str | None) -> bytes:
        """Go back to where the reader left off. Without that, begin here; the reader learns the place."""
        if last_event_id is None:
            return self._here()
        try:
            last = self._journal.find(last_event_id)
            told = self._streams.was_told(self._stream.caller.actor.session_id, last.position)
            again = [] if told else self._journal.again(last, self._stream.sight.keys)
        except Lost:
            return self._reset()
        self._stream.begin(last.position)
        return self._hints(again) or frames.heartbeat(last.event_id)

    async def _more(self) -> bytes:
        """What has come since, as far as it concerns the reader; empty when nothing has."""
        unsure = not self._stream.sight.known and _now() >= self._ask_again
        if unsure and await self._look():
            return self._reset()
        try:
            found = self._journal.after(self._stream.position, self._stream.keys)
        except Lost:
            return self._reset()
        if not found:
            self._stream.position = self._journal.position
        seen = []
        for entry in found:
            if stirred := self._stirs(entry):
                await self._look()
            if not entry.address.keys.isdisjoint(self._stream.sight.keys):
                seen.append(entry)
            self._stream.position = entry.position
            if stirred:
                break
        return self._hints(seen)

    def _stirs(self, entry: Entry) -> bool:
        """Whether the reader's rights may be others since this event; what was asked after it says so already."""
        return entry.position > self._asked_at and not entry.address.stirs.isdisjoint(self._stream.sight.stirs)

    async def _look(self) -> bool:
        """Learn what the reader may be told, now; whether that is known. While it is not, only what is his own."""
        self._asked_at = self._journal.position
        self._streams.see(self._stream, await self._ask())
        self._ask_again = _now() + AGAIN_SECONDS
        return self._stream.sight.known

    async def _wait(self) -> None:
        """Until there may be something to say."""
        if self._stream.position < self._journal.position:
            return
        self._stream.woken.clear()
        due = [self._bounds.until, self._silent_since + self._bounds.heartbeat]
        if not self._stream.sight.known:
            due.append(self._ask_again)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stream.woken.wait(), max(0.0, min(due) - _now()))

    def _sign_of_life(self) -> bytes:
        """A heartbeat when there was nothing to say for long; empty otherwise."""
        silent = _now() - self._silent_since
        return self._here() if silent >= self._bounds.heartbeat else b""

    def _here(self) -> bytes:
        """The reader has everything up to here; but not while it is unknown what everything is."""
        self._silent_since = _now()
        complete = self._stream.sight.known and self._stream.position == self._journal.position
        return frames.heartbeat(self._journal.newest_id if complete else None)

    def _reset(self) -> bytes:
        self._silent_since = _now()
        self._stream.begin(self._journal.position)
        RESETS.inc()
        return frames.reset(self._journal.newest_id)

    def _hints(self, entries: Sequence[Entry]) -> bytes:
        if entries:
            self._silent_since = _now()
            HINTS.inc(len(entries))
        return b"".join(frames.hint(entry) for entry in entries)


def _now() -> float:
    return asyncio.get_running_loop().time()
