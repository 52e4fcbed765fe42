"""A way to the store that breaks: at once, or while a commit is under way, which may happen and nobody hears of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

COMMIT = b"commitTransaction"


class Severed:
    """`uri` leads to the store through here. After `sever` the next commit goes through, and then nothing any more."""

    def __init__(self, uri: str, port: int) -> None:
        parts = urlsplit(uri)
        self._host, self._port = str(parts.hostname), parts.port or 27017
        who, at, _ = parts.netloc.rpartition("@")
        options = {name: value for name, value in parse_qsl(parts.query) if name != "replicaSet"}
        query = urlencode({**options, "directConnection": "true"})
        self.uri = urlunsplit(parts._replace(netloc=f"{who}{at}127.0.0.1:{port}", query=query))
        self._armed = False
        self._cut = False

    def sever(self) -> None:
        """Break with the next commit."""
        self._armed = True

    def cut(self) -> None:
        """Break now: no answer comes any more, and nobody gets a connection."""
        self._cut = True

    def mend(self) -> None:
        """Let everything through again."""
        self._armed = self._cut = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        if self._cut:
            writer.close()
            return
        there_reader, there = await asyncio.open_connection(self._host, self._port)
        with suppress(OSError):
            await asyncio.gather(self._forth(reader, there), self._back(there_reader, writer))
        writer.close()
        there.close()

    async def _forth(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while block := await source.read(65_536):
            self._cut = self._cut or (self._armed and COMMIT in block)
            sink.write(block)
            await sink.drain()
        sink.close()

    async def _back(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while (block := await source.read(65_536)) and not self._cut:
            sink.write(block)
            await sink.drain()
        sink.close()


@asynccontextmanager
async def severed(uri: str, port: int) -> AsyncIterator[Severed]:
    """Listen on the port while the block runs."""
    way = Severed(uri, port)
    async with await asyncio.start_server(way.serve, "127.0.0.1", port):
        yield way
