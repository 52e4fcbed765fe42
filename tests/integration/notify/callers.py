"""Whoever calls notify in a test, by name: what stands behind a token is identity's business."""

from typing import Any

import httpx

from chassis.auth import Actor
from chassis.errors import Unauthenticated
from chassis.runtime import Runtime
from chassis.web.app import create_app


class Callers:
    """Takes the token for the caller's account id."""

    async def verify(self, token: str) -> Actor:
        if not token.isalpha():
            raise Unauthenticated
        return Actor(token, "session", "en")


class Api:
    """Notify's HTTP API in this process."""

    def __init__(self, runtime: Runtime) -> None:
        runtime.verifier = Callers()  # type: ignore[assignment]
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(create_app(runtime)), base_url="http://notify")

    async def send(self, who: str, method: str, path: str, *, headers: Any = None, **more: Any) -> httpx.Response:
        """One request; by nobody when `who` is empty."""
        known = {"Authorization": f"Bearer {who}"} if who else {}
        return await self._client.request(method, f"/api/v1{path}", headers={**known, **(headers or {})}, **more)

    async def get(self, who: str, path: str, **more: Any) -> Any:
        """The body of an answer that must be there."""
        answer = await self.send(who, "GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()
