"""The services' documents: fetched when somebody asks, kept a while, and kept on while a service is away."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from chassis.errors import DomainError
from services.gateway.openapi.components import Document
from services.gateway.openapi.merge import merge
from services.gateway.owners import Owner
from services.gateway.upstream import Outgoing, Upstream

FRESH_SECONDS = 60.0
RETRY_SECONDS = 5.0
"""How soon a document that lacks a service is made again."""

log = structlog.get_logger(__name__)


class Documents:
    """The merged document, never older than a minute while all services answer."""

    def __init__(
        self, upstreams: Mapping[Owner, Upstream], server: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._upstreams = upstreams
        self._server = server
        self._clock = clock
        self._parts: dict[Owner, Document] = {}
        self._merged: Document = {}
        self._good_until = float("-inf")
        self._lock = asyncio.Lock()

    async def merged(self, own: Document) -> Document:
        """The whole API; a service that has never answered yet is missing from it. `own` is the gateway's part."""
        async with self._lock:
            if self._clock() >= self._good_until:
                await self._refresh(own)
            return self._merged

    async def _refresh(self, own: Document) -> None:
        owners = list(self._upstreams)
        fetched = await asyncio.gather(*(self._fetch(owner) for owner in owners))
        found = {owner: part for owner, part in zip(owners, fetched, strict=True) if part is not None}
        self._parts = {owner: part for owner in owners if (part := found.get(owner) or self._parts.get(owner))}
        self._merged = merge(self._parts, self._server, own)
        complete = len(found) == len(owners)
        self._good_until = self._clock() + (FRESH_SECONDS if complete else RETRY_SECONDS)

    async def _fetch(self, owner: Owner) -> Document | None:
        try:
            answered = await self._upstreams[owner].send(Outgoing("GET", b"/openapi.json", []))
            document: Any = json.loads(answered.body)
        except (DomainError, ValueError) as error:
            log.warning("openapi.unreachable", upstream=owner, error=repr(error))
            return None
        return document if answered.status == 200 and isinstance(document, dict) else None
