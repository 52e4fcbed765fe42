"""Desk: a running validation service, seen from both of its sides."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from chassis.auth import AUDIENCE
from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.unit_of_work import Outcome, Work
from chassis.unit_of_work.outbox import OUTBOX
from chassis.web.app import create_app
from services.validation.domain.request import Request
from tests.support.interleaving import Delivery

ISSUER = "tests"
LIFE_SECONDS = 300


class TestKeys:
    """A key pair of this test's own."""

    __test__ = False

    def __init__(self) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": new_id()}, private=True)

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The public half."""
        return KeySet.import_key_set({"keys": [self._key.as_dict(private=False)]})

    def token(self, account_id: str) -> str:
        """An access token as identity makes it."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": account_id,
            "sid": new_id(),
            "iat": now,
            "exp": now + LIFE_SECONDS,
        }
        return jwt.encode({"alg": "EdDSA", "kid": self._key.kid}, claims, self._key, algorithms=["EdDSA"])


@dataclass
class Desk:
    """The service and the keys that its callers' tokens are signed with."""

    runtime: Runtime
    keys: TestKeys

    def client(self, account_id: str) -> httpx.AsyncClient:
        """HTTP as this person."""
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(create_app(self.runtime)),
            base_url="http://validation/api/v1",
            headers={"Authorization": f"Bearer {self.keys.token(account_id)}"},
        )

    async def get(self, account_id: str, path: str, **params: Any) -> httpx.Response:
        """GET as this person."""
        async with self.client(account_id) as client:
            return await client.get(path, params=params or None)

    async def post(
        self, account_id: str, path: str, body: Any, *, key: str | None = None, version: str | None = None
    ) -> httpx.Response:
        """POST as this person; `key` is an idempotency key, `version` what `If-Match` names."""
        named = {"Idempotency-Key": key, "If-Match": version}
        headers = {name: value for name, value in named.items() if value is not None}
        async with self.client(account_id) as client:
            return await client.post(path, json=body, headers=headers)

    async def decide(self, account_id: str, request_id: str, *, key: str | None = None, **body: Any) -> httpx.Response:
        """POST a decision as this person; `key` is an idempotency key."""
        return await self.post(account_id, f"/work-items/{request_id}/decision", body, key=key)

    async def hear(self, deliveries: Iterable[Delivery]) -> list[Outcome]:
        """Handle events in one batch, as the consumer does."""
        works = [
            Work(
                id=envelope.id,
                message=event,
                steps=self.runtime.service.handles[type(event)],
                actor=envelope.actor,
                correlation_id=envelope.correlation_id,
                envelope=envelope,
            )
            for envelope, event in deliveries
        ]
        return [result.outcome for result in await self.runtime.unit_of_work.batch(works)]

    async def request(self, request_id: str) -> Request:
        """The case as it is kept."""
        found = await self.runtime.store.get(Request, request_id)
        assert found is not None
        return found

    async def published(self) -> list[tuple[str, str]]:
        """(event, subject) of all outbox rows, by transaction."""
        documents = [document async for document in self.runtime.store[OUTBOX].find({})]
        rows = [row for document in sorted(documents, key=lambda d: str(d["_id"])) for row in document["rows"]]
        return [(str(row["type"]).split(".")[-2], str(row["subject"])) for row in rows]
