"""A reader who does not read holds no memory, and learns later that hints were missed."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

from services.gateway.live.journal import MOST_WAITING, Journal
from services.gateway.live.stream import Stream
from tests.integration.gateway.conftest import Running, Start, Tokens
from tests.integration.gateway.live.following import note
from tests.integration.gateway.live.telling import ANNA
from tests.support.eventually import eventually

MOST_EVENTS = 500_000
"""More than the buffers of any connection hold."""
TURNS = 1000
"""Of the event loop; a stream that is not held up needs a dozen."""


@contextlib.asynccontextmanager
async def not_reading(running: Running, bearer: dict[str, str]) -> AsyncIterator[asyncio.StreamReader]:
    """A connection that has asked for a stream, with small buffers; nothing is read unless the test does."""
    asked = socket.socket()
    asked.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asked.setblocking(False)
    host, port = running.url.removeprefix("http://").split(":")
    await asyncio.get_running_loop().sock_connect(asked, (host, int(port)))
    reader, writer = await asyncio.open_connection(sock=asked, limit=4096)
    head = f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer['Authorization']}\r\n\r\n"
    writer.write(head.encode())
    await eventually(lambda: len(running.gateway.live.streams) == 1)
    try:
        yield reader
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def flooded(running: Running) -> None:
    """So much happens that the buffers of the connection are full, and then more than may wait for anybody."""
    (stream,), journal = running.gateway.live.streams, running.gateway.live.journal
    while await keeps_up(stream, journal):
        assert journal.position < MOST_EVENTS, "somebody reads"
        happen(running, MOST_WAITING)
    happen(running, MOST_WAITING + 1)


def happen(running: Running, events: int) -> None:
    journal = running.gateway.live.journal
    for _ in range(events):
        note(running, f"event-{journal.position + 1}", ANNA)


async def keeps_up(stream: Stream, journal: Journal) -> bool:
    """Whether the stream, given turns enough, gets to the end of the journal."""
    for _ in range(TURNS):
        if stream.position == journal.position:
            return True
        await asyncio.sleep(0)
    return False


async def test_it_is_told_to_look_for_itself_once_it_reads(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running, not_reading(running, tokens.bearer(ANNA)) as reader:
        await flooded(running)
        newest = running.gateway.live.journal.newest_id or ""
        async with asyncio.timeout(30):
            while b"event: reset" not in await reader.readline():
                pass
        note(running, "afterwards", ANNA)
        async with asyncio.timeout(30):
            while b"afterwards" not in (line := await reader.readline()):
                assert b"event-" not in line or newest.encode() in line


async def test_the_end_does_not_wait_for_it(quiet: Start, tokens: Tokens) -> None:
    async with quiet() as running, not_reading(running, tokens.bearer(ANNA)):
        await flooded(running)
        running.gateway.ended.add("session")
        await eventually(lambda: len(running.gateway.live.streams) == 0, within=5)
