"""Something between a client and a service that loses one answer and kills the process that gave it.

So the effect is there for certain, the answer never arrives, and nobody is left who could send it again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

CHUNK = 65_536


class Swallower:
    """What was swallowed: the whole answer, as bytes of HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.swallowed = b""

    @property
    def body(self) -> bytes:
        """The body of the answer."""
        return self.swallowed.partition(b"\r\n\r\n")[2]

    @property
    def status(self) -> int:
        """Its status."""
        return int(self.swallowed.split(b" ", 2)[1])


@asynccontextmanager
async def swallowing(service: str, kill: Callable[[], None]) -> AsyncIterator[Swallower]:
    """Listen in front of `service` (a URL); kill it when it has answered one request, and hang up."""
    target = urlsplit(service)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream_writer = await asyncio.open_connection(target.hostname, target.port)
        upstream_writer.write(await _message(reader))
        answer = await _message(upstream_reader)
        kill()
        swallower.swallowed = answer
        upstream_writer.close()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    swallower = Swallower(f"http://{host}:{port}")
    async with server:
        yield swallower


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One HTTP/1.1 message with a Content-Length: all that our services and httpx send."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line)
    return head + await reader.readexactly(int(fields.get(b"content-length", b"0")))
