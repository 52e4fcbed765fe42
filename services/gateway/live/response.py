"""The HTTP answer that a stream is: counted while it goes on, over at its time at the latest."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from services.gateway.live.stream import GRACE_SECONDS, Stream
from services.gateway.live.streams import OpenStreams

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""Neither kept nor, by nginx, held back."""

log = structlog.get_logger(__name__)


class LiveResponse(StreamingResponse):
    """Sends `frames` while the stream is one of `streams`, and until `until` (time of the loop) plus a moment.

    The moment is for a reader who does not read: what is sent to him waits, and cannot end by itself.
    (FastAPI's own EventSourceResponse cannot be bounded or counted from here.)
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        streams: OpenStreams,
        stream: Stream,
        begin: Callable[[Stream], Awaitable[None]],
        frames: AsyncIterator[bytes],
        until: float,
    ) -> None:
        """`begin` is awaited before the reader knows that the stream is open: he may do something at once."""
        super().__init__(frames, headers=HEADERS)
        self._begin = begin
        self._streams = streams
        self._stream = stream
        self._until = until

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer. Raises, before anything is sent, what `OpenStreams.joined` raises."""
        with self._streams.joined(self._stream):
            await self._begin(self._stream)
            try:
                async with asyncio.timeout_at(self._until + GRACE_SECONDS) as cut:
                    self._stream.cut = cut
                    await super().__call__(scope, receive, send)
            except TimeoutError:
                log.warning("live.cut", end=self._stream.end)
