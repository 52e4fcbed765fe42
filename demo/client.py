"""The HTTP client of the demo: what got lost on the way is sent again, under the same idempotency key."""

import asyncio
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

import httpx

AGAIN = frozenset({429, 502, 503, 504})
"""Answers that ask to come back later; none of them says that anything was refused."""

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
"""Seconds between attempts when the answer does not say: doubled each time, with jitter."""


class GaveUp(Exception):
    """No answer within the client's patience."""


class Refused(Exception):
    """An answer that nobody expected. `status` and `code` are those of the problem document."""

    def __init__(self, request: str, status: int, body: Any) -> None:
        self.status = status
        self.code = str(body.get("code", "")) if isinstance(body, dict) else ""
        super().__init__(f"{request} answered {status} {body}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `attempts` counts how often it was sent; `replayed`: the stored answer of an earlier attempt."""

    status: int
    body: Any
    attempts: int
    replayed: bool


class Client:
    """Talks to the public API and waits patiently. `patience` is in seconds, for one request with its repetitions."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        patience: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._patience = patience
        self._sleep = sleep
        self._monotonic = monotonic
        self.repeated = 0
        """How many times something had to be sent again."""

    async def ask(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        params: dict[str, str] | None = None,
        token: str | None = None,
        key: str | None = None,
        expect: Collection[int] = (),
    ) -> Answer:
        """Send a request until it is answered. A POST always has an idempotency key: `key`, or one of its own.

        Raises Refused for an answer that is neither a success nor one of `expect`, GaveUp when there is none.
        """
        request = self._http.build_request(method, path, json=json, params=params, headers=_headers(method, token, key))
        response, attempts = await self.deliver(lambda: self._http.send(request))
        if not response.is_success and response.status_code not in expect:
            raise Refused(f"{method} {path}", response.status_code, _body(response))
        replayed = response.headers.get("idempotency-replayed") == "true"
        return Answer(response.status_code, _body(response), attempts, replayed)

    async def deliver(self, send: Callable[[], Awaitable[httpx.Response]]) -> tuple[httpx.Response, int]:
        """Call `send` until it brings an answer that is final; return it and the number of calls. Raises GaveUp."""
        deadline = self._monotonic() + self._patience
        attempts = 0
        while True:
            attempts += 1
            try:
                response = await send()
            except httpx.TransportError as error:
                trouble, wanted = repr(error), None
            else:
                if response.status_code not in AGAIN:
                    return response, attempts
                trouble, wanted = f"{response.status_code} {response.text[:300]}", _retry_after(response)
            if self._monotonic() > deadline:
                raise GaveUp(f"no answer within {self._patience:.0f} s; the last attempt met {trouble}")
            self.repeated += 1
            await self._sleep(_pause(attempts) if wanted is None else wanted)


def _headers(method: str, token: str | None, key: str | None) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if method == "POST":
        headers["Idempotency-Key"] = key or str(uuid.uuid4())
    return headers


def _pause(attempts: int) -> float:
    return min(FIRST_PAUSE * 2.0 ** min(attempts - 1, 10), LONGEST_PAUSE) * random.uniform(0.5, 1.0)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that the answer asks for (RFC 9110 section 10.2.3); our services never send a date."""
    value = response.headers.get("retry-after", "")
    return float(value) if value.isdecimal() else None


def _body(response: httpx.Response) -> Any:
    try:
        return response.json() if response.content else None
    except ValueError:
        return response.text
