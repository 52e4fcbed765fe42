"""A person with an account, logged in at the public API."""

import base64
import json
import uuid
from collections.abc import Collection
from typing import Any

from demo.client import Answer, Client

UNAUTHORIZED = 401
SESSION_ENDED = "session-ended"


class Person:
    """One user. A token that has run out meanwhile is replaced by logging in again; the request keeps its key."""

    def __init__(self, client: Client, name: str, email: str, password: str, language: str = "en") -> None:
        self.name = name
        self.language = language
        """Of this person's mails."""
        self.email = email
        self.password = password
        self.account_id = ""
        self.session_id = ""
        self.secrets: set[str] = {password}
        """Everything that must not be found anywhere afterwards."""
        self._client = client
        self.token = ""
        """The access token, empty before the first log-in."""

    async def log_in(self) -> None:
        """Get tokens. Raises Refused for a wrong password."""
        credentials = {"email": self.email, "password": self.password}
        tokens = (await self._client.ask("POST", "/sessions", json=credentials)).body
        self.token = tokens["access_token"]
        self.secrets |= {tokens["access_token"], tokens["refresh_token"]}
        claims = claims_of(self.token)
        self.account_id, self.session_id = claims["sub"], claims["sid"]

    async def get(self, path: str, **params: str) -> Any:
        """Read something."""
        return (await self.ask("GET", path, params=params)).body

    async def post(self, path: str, body: dict[str, Any], *, expect: Collection[int] = ()) -> Answer:
        """Do something, once, however often it has to be sent."""
        return await self.ask("POST", path, json=body, expect=expect)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        params: dict[str, str] | None = None,
        expect: Collection[int] = (),
    ) -> Answer:
        """Ask as this person. Raises what Client.ask raises."""
        key = str(uuid.uuid4())

        async def once(allowed: Collection[int]) -> Answer:
            return await self._client.ask(
                method, path, json=json, params=params, token=self.token, key=key, expect=allowed
            )

        answer = await once({*expect, UNAUTHORIZED})
        if answer.status == UNAUTHORIZED and UNAUTHORIZED not in expect:
            await self.log_in()
            answer = await once(expect)
        return answer

    async def log_out(self) -> None:
        """End the session. An attempt whose answer got lost may have ended it already; a token may have run out."""
        answer = await self.ask("DELETE", "/sessions/current", expect=(UNAUTHORIZED,))
        if answer.status == UNAUTHORIZED and answer.body["code"] != SESSION_ENDED:
            await self.log_in()
            await self.ask("DELETE", "/sessions/current")

    async def is_refused(self, path: str) -> bool:
        """Whether the token opens nothing any more."""
        return (await self.ask("GET", path, expect=(UNAUTHORIZED,))).status == UNAUTHORIZED


def claims_of(token: str) -> dict[str, Any]:
    """What an access token says, unverified: whose it is and of which session."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims
