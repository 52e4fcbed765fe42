"""One service as the gateway reaches it: its addresses in turn, a pooled connection, patience within bounds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

import aiohttp
import structlog
from yarl import URL

from chassis.errors import OutcomeUnknown, Unavailable
from services.gateway.errors import UpstreamTimeout
from services.gateway.headers import RawHeaders, to_caller

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
IDEMPOTENT = SAFE | {"PUT", "DELETE"}
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
ROUNDS = 3
PAUSE_SECONDS = 0.2
CONNECT_SECONDS = 2.0
KEEP_ALIVE_SECONDS = 3.0
"""Less than the time after which our services close an idle connection, so that none is met just closing."""

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


def pooled_client() -> aiohttp.ClientSession:
    """The client that all services share: it adds nothing, keeps no cookies, and heeds no proxies of the environment.

    It repeats nothing by itself either: it would not say that the first time may have arrived.
    """
    client = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=400, keepalive_timeout=KEEP_ALIVE_SECONDS, use_dns_cache=False),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("accept", "accept-encoding", "content-type", "user-agent"),
        auto_decompress=False,
    )
    client._retry_connection = False
    return client


class Upstream:
    """A service behind one or more addresses, asked in turn."""

    def __init__(self, name: str, addresses: Sequence[str], client: aiohttp.ClientSession, seconds: float) -> None:
        self.name = name
        self._addresses = addresses
        self._turn = cycle(addresses)
        self._client = client
        self._seconds = seconds

    async def send(self, outgoing: Outgoing, *, once: bool = False) -> Incoming:
        """Ask, and ask another address while nobody accepts the connection.

        A request that may have been sent is repeated only if its method is idempotent (RFC 9110 section 9.2.2), and
        not if it takes effect only `once`, whatever its method promises.
        Raises Unavailable (nothing was done), OutcomeUnknown, UpstreamTimeout.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._try_all(outgoing, repeatable=outgoing.method in IDEMPOTENT and not once)
        except TimeoutError as error:
            log.warning("upstream.timeout", upstream=self.name, method=outgoing.method)
            raise UpstreamTimeout from error

    async def _try_all(self, outgoing: Outgoing, *, repeatable: bool) -> Incoming:
        maybe_sent = False
        for attempt in range(ROUNDS * len(self._addresses)):
            if attempt and attempt % len(self._addresses) == 0:
                await asyncio.sleep(PAUSE_SECONDS)
            address = next(self._turn)
            try:
                return await self._once(address, outgoing)
            except aiohttp.ClientError as error:
                log.warning("upstream.unreachable", upstream=self.name, address=address, error=repr(error))
                maybe_sent = maybe_sent or not isinstance(error, NOT_SENT)
                if maybe_sent and not repeatable:
                    raise OutcomeUnknown from error
        if maybe_sent and outgoing.method not in SAFE:
            raise OutcomeUnknown
        raise Unavailable(f"{self.name} does not answer; nothing was done.")

    async def _once(self, address: str, outgoing: Outgoing) -> Incoming:
        async with self._client.request(
            outgoing.method,
            URL(address + _text(outgoing.target), encoded=True),
            headers=[(_text(name), _text(value)) for name, value in outgoing.headers],
            data=outgoing.body or None,
            allow_redirects=False,
        ) as response:
            return Incoming(response.status, to_caller(response.raw_headers), await response.read())


def _text(sent: bytes) -> str:
    """For the client, which writes UTF-8: that arrives byte for byte; a byte of anything else is spelled out."""
    return sent.decode("utf-8", "backslashreplace")
