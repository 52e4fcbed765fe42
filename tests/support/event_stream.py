"""Reads server-sent events as a browser does (WHATWG HTML, section 9.2.6), one at a time."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE = 10.0


@dataclass(frozen=True)
class Said:
    """One dispatched event; `id` is the last id that was said up to here."""

    name: str
    data: Any
    id: str

    @property
    def type(self) -> str:
        """The short name of a hint's event type."""
        return str(self.data["type"]).split(".")[-2]


class Reader:
    """One connection. `last_id` is what a browser would send to go on; `comments` are all that were read."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.last_id = ""
        self.comments: list[str] = []
        self._lines = response.aiter_lines()

    async def next(self, *, within: float = PATIENCE) -> Said:
        """The next event. Raises TimeoutError, and StopAsyncIteration when the stream has ended."""
        async with asyncio.timeout(within):
            return await self._dispatched()

    async def next_comment(self, *, within: float = PATIENCE) -> str:
        """Read on to the end of the next block that has a comment but no data; the comment."""
        known = len(self.comments)
        async with asyncio.timeout(within):
            while len(self.comments) == known:
                name, value = _field(await anext(self._lines))
                self._note(name, value)
            while line := await anext(self._lines):
                self._note(*_field(line))
        return self.comments[-1]

    async def rest(self, *, within: float = PATIENCE) -> list[Said]:
        """Everything up to the end of the stream."""
        found: list[Said] = []
        with contextlib.suppress(StopAsyncIteration):
            while True:
                found.append(await self.next(within=within))
        return found

    async def _dispatched(self) -> Said:
        event = "message"
        data: list[str] = []
        while True:
            line = await anext(self._lines)
            if not line:
                if data:
                    return Said(event, json.loads("\n".join(data)), self.last_id)
                event = "message"
                continue
            name, value = _field(line)
            self._note(name, value)
            if name == "event":
                event = value
            elif name == "data":
                data.append(value)

    def _note(self, name: str, value: str) -> None:
        if name == "id":
            self.last_id = value
        elif not name:
            self.comments.append(value)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.removeprefix(" ")


@contextlib.asynccontextmanager
async def reading(
    http: httpx.AsyncClient, bearer: dict[str, str], *, after: str | None = None, path: str = "/api/v1/events"
) -> AsyncIterator[Reader]:
    """Open a stream, as somebody, to go on `after` an event."""
    headers = {**bearer, "Accept": "text/event-stream", **({} if after is None else {"Last-Event-ID": after})}
    async with http.stream("GET", path, headers=headers, timeout=httpx.Timeout(10, read=None)) as response:
        assert response.status_code == 200, await response.aread()
        yield Reader(response)
