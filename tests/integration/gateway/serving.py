"""Real HTTP on loopback: an ASGI application under uvicorn on a free port."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Sequence

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.support.running_process import free_port


class PromptServer(uvicorn.Server):
    """Ends at once when told to: uvicorn itself looks every tenth of a second, and then waits another one."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.over = asyncio.Event()
        self.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.over.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """Serve until the block ends; yields the base URL. A chosen `port` is for coming up at a known address."""
    async with serving_all([app], port) as urls:
        yield urls[0]


@contextlib.asynccontextmanager
async def serving_all(apps: Sequence[ASGIApp], port: int = 0) -> AsyncIterator[list[str]]:
    """Serve each application at an address of its own."""
    listeners = [_listener(port) for _ in apps]
    by_port = {listener.getsockname()[1]: app for listener, app in zip(listeners, apps, strict=True)}

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        await by_port[scope["server"][1]](scope, receive, send)

    config = uvicorn.Config(dispatch, log_config=None, lifespan="off", proxy_headers=False, server_header=False)
    server = PromptServer(config)
    task = asyncio.create_task(server.serve(sockets=listeners))
    try:
        yield [f"http://127.0.0.1:{each}" for each in by_port]
    finally:
        server.over.set()
        await task


def _listener(port: int) -> socket.socket:
    """A socket whose connections send at once: asyncio sees to that only for sockets that name their protocol."""
    listener = socket.create_server(("127.0.0.1", port))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def closed_address() -> str:
    """An address where nobody listens."""
    return f"http://127.0.0.1:{free_port()}"
