"""`python -m deploy.compose.door PORT HOST:PORT`: hand every connection on. It lets the demo's consumer reach Kafka.

Kafka is not published. This runs in a container beside it, and its port is open on the loopback, while somebody
watches the topics from this machine; then it is gone.
"""

import asyncio
import contextlib
import signal
import sys

CHUNK = 64 * 1024


async def serve(port: int, host: str, target: int) -> None:
    """Listen on all addresses of the container until SIGTERM."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_connection(host, target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(_pass_on(reader, inner_writer), _pass_on(inner_reader, writer))

    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with await asyncio.start_server(connected, "0.0.0.0", port):
        await stopped.wait()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy one direction until its end, then close the other side."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    host, _, target = sys.argv[2].partition(":")
    asyncio.run(serve(int(sys.argv[1]), host, int(target)))
