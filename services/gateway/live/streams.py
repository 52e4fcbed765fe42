"""All open streams of this process: counted, woken by what concerns them, ended together."""

import contextlib
from collections import Counter, deque
from collections.abc import Iterator

from chassis.errors import TooManyRequests, Unavailable
from services.gateway.ended_sessions import EndedSessions
from services.gateway.errors import SessionHasEnded
from services.gateway.live.caller import Sight
from services.gateway.live.journal import Entry, Journal
from services.gateway.live.metrics import CLOSED, OPEN
from services.gateway.live.stream import End, Stream

RETRY_SECONDS = 5
MOST_REMEMBERED = 10_000
"""Streams that are over."""


class OpenStreams:
    """Who listens. It also remembers which part of the journal was told to which session, as long as that is kept."""

    def __init__(self, journal: Journal, ended: EndedSessions, most_per_account: int) -> None:
        self._journal = journal
        self._ended = ended
        self._most = most_per_account
        self._streams: set[Stream] = set()
        self._by_key: dict[str, set[Stream]] = {}
        self._by_account: Counter[str] = Counter()
        self._told: deque[tuple[str, int, int]] = deque(maxlen=MOST_REMEMBERED)
        self._closed = False
        ended.heard.append(self.end_session)

    @contextlib.contextmanager
    def joined(self, stream: Stream) -> Iterator[None]:
        """While the block runs, the stream is one of ours.

        Raises SessionHasEnded, TooManyRequests (of one account), Unavailable (this process is stopping).
        """
        actor = stream.caller.actor
        if actor.session_id in self._ended:
            raise SessionHasEnded
        if self._closed:
            raise Unavailable("This replica is stopping.")
        if self._by_account[actor.account_id] >= self._most:
            raise TooManyRequests("You have too many streams open.", retry_after=RETRY_SECONDS)
        self._add(stream)
        try:
            yield
        finally:
            self._remove(stream)

    def see(self, stream: Stream, sight: Sight) -> None:
        """From now on the stream is told what this sight allows."""
        self._unlist(stream)
        stream.sight = sight
        self._list(stream)

    def tell(self, entry: Entry) -> None:
        """Wake whom this concerns."""
        for key in entry.keys:
            for stream in self._by_key.get(key, ()):
                stream.woken.set()

    def end_session(self, session_id: str) -> None:
        """The session is over, and so are its streams."""
        for stream in self._streams:
            if stream.caller.actor.session_id == session_id:
                stream.stop(End.SESSION_ENDED)

    def close(self) -> None:
        """End all, and let nobody in any more."""
        self._closed = True
        for stream in self._streams:
            stream.stop(End.SHUTDOWN)

    def was_told(self, session_id: str, position: int) -> bool:
        """Whether a stream of this session, over by now, told what there was at this position, from this journal."""
        return any(whose == session_id and first <= position <= last for whose, first, last in self._told)

    def __len__(self) -> int:
        return len(self._streams)

    def __iter__(self) -> Iterator[Stream]:
        return iter(self._streams)

    def _add(self, stream: Stream) -> None:
        self._streams.add(stream)
        self._by_account[stream.caller.actor.account_id] += 1
        self._list(stream)
        OPEN.inc()

    def _remove(self, stream: Stream) -> None:
        self._unlist(stream)
        self._streams.remove(stream)
        account_id = stream.caller.actor.account_id
        self._by_account[account_id] -= 1
        if not self._by_account[account_id]:
            del self._by_account[account_id]
        OPEN.dec()
        CLOSED.labels(stream.end or End.LEFT).inc()
        self._remember(stream)

    def _remember(self, stream: Stream) -> None:
        while self._told and self._told[0][2] < self._journal.first:
            self._told.popleft()
        if stream.sight.known:
            self._told.append((stream.caller.actor.session_id, stream.first, stream.position))

    def _list(self, stream: Stream) -> None:
        for key in stream.keys:
            self._by_key.setdefault(key, set()).add(stream)

    def _unlist(self, stream: Stream) -> None:
        for key in stream.keys:
            streams = self._by_key[key]
            streams.discard(stream)
            if not streams:
                del self._by_key[key]
