"""A service as the gateway sees it: notes what it is asked and answers what it was told to."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from services.gateway.headers import RawHeaders


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes

    def header(self, name: bytes) -> bytes | None:
        return next((value for key, value in self.headers if key == name), None)


@dataclass
class FakeService:
    """Answers `{"service": name}` with 200, or what `answers` has for (method, path).

    `hang` holds every answer back until it is set; `drop` breaks that many connections in the middle of the answer.
    """

    name: str
    answers: dict[tuple[str, str], Callable[[], Response]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    hang: asyncio.Event | None = None
    drop: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        self.asked.append(Asked(request.method, scope["raw_path"] + query, list(scope["headers"]), body))
        if self.drop > 0:
            self.drop -= 1
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
            return
        if self.hang is not None:
            await self.hang.wait()
        make = self.answers.get((request.method, request.url.path), lambda: JSONResponse({"service": self.name}))
        await make()(scope, receive, send)

    @property
    def last(self) -> Asked:
        return self.asked[-1]

    def last_json(self) -> Any:
        return json.loads(self.last.body)
