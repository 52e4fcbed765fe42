"""One service as the gateway reaches it: its addresses in turn, a pooled connection, patience within bounds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import cycle

import httpx
import structlog

from chassis.errors import OutcomeUnknown, Unavailable
from services.gateway.errors import UpstreamTimeout
from services.gateway.headers import RawHeaders, to_caller

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
IDEMPOTENT = SAFE | {"PUT", "DELETE"}
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
ROUNDS = 3
PAUSE_SECONDS = 0.2
CONNECT_SECONDS = 2.0
KEEP_ALIVE_SECONDS = 3.0
"""Less than the five seconds after which our services close an idle connection, so that none is met just closing."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A request for a service. `target` is path and query exactly as the caller sent them."""

    method: str
    target: bytes
    headers: RawHeaders
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a service answered; `headers` are fit to be passed on."""

    status: int
    headers: RawHeaders
    body: bytes


def pooled_client() -> httpx.AsyncClient:
    """The client that all services share: no proxies of the environment, no redirects, no cookies kept."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
        limits=httpx.Limits(max_connections=400, max_keepalive_connections=100, keepalive_expiry=KEEP_ALIVE_SECONDS),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        trust_env=False,
    )


class Upstream:
    """A service behind one or more addresses, asked in turn."""

    def __init__(self, name: str, addresses: Sequence[str], client: httpx.AsyncClient, seconds: float) -> None:
        self.name = name
        self._addresses = addresses
        self._turn = cycle(addresses)
        self._client = client
        self._seconds = seconds

    async def send(self, outgoing: Outgoing) -> Incoming:
        """Ask, and ask another address while nobody accepts the connection.

        A request that may have been sent is repeated only if its method is idempotent (RFC 9110 section 9.2.2).
        Raises Unavailable (nothing was done), OutcomeUnknown, UpstreamTimeout.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._try_all(outgoing)
        except TimeoutError as error:
            log.warning("upstream.timeout", upstream=self.name, method=outgoing.method)
            raise UpstreamTimeout from error

    async def _try_all(self, outgoing: Outgoing) -> Incoming:
        maybe_sent = False
        for attempt in range(ROUNDS * len(self._addresses)):
            if attempt and attempt % len(self._addresses) == 0:
                await asyncio.sleep(PAUSE_SECONDS)
            address = next(self._turn)
            try:
                return await self._once(address, outgoing)
            except httpx.TransportError as error:
                log.warning("upstream.unreachable", upstream=self.name, address=address, error=repr(error))
                maybe_sent = maybe_sent or not isinstance(error, NOT_SENT)
                if maybe_sent and outgoing.method not in IDEMPOTENT:
                    raise OutcomeUnknown from error
        if maybe_sent and outgoing.method not in SAFE:
            raise OutcomeUnknown
        raise Unavailable(f"{self.name} does not answer; nothing was done.")

    async def _once(self, address: str, outgoing: Outgoing) -> Incoming:
        request = httpx.Request(
            outgoing.method,
            address,
            headers=[(b"host", httpx.URL(address).netloc), *outgoing.headers],
            content=outgoing.body,
            extensions={"target": outgoing.target},
        )
        response = await self._client.send(request, stream=True)
        try:
            body = b"".join([chunk async for chunk in response.aiter_raw()])
        finally:
            await response.aclose()
        return Incoming(response.status_code, to_caller(response.headers.raw), body)
