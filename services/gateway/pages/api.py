"""Our own API as a page asks it for its visitor: the same admission, the same limits, the same forwarding.

Pages never reach a service or a store in another way, so they can do nothing that a program could not.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from chassis.auth import Actor
from chassis.errors import DomainError, NotFound
from services.gateway.admission import admit
from services.gateway.forwarding import pass_on
from services.gateway.gateway import Gateway
from services.gateway.headers import RawHeaders, made_headers
from services.gateway.owners import PREFIX, Destination, destination
from services.gateway.pages.problem import Problem
from services.gateway.upstream import Outgoing

Query = Mapping[str, str | int | None]

LONGEST = 255
"""Characters of an Idempotency-Key (chassis.web.call); an ETag of ours is shorter."""

DAMAGED = "idempotency-key"
"""The code whose sentence is that the form is damaged."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API said: its JSON (None without a body), and the version for a later `If-Match`."""

    status: int
    body: Any
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Api:
    """Requests of one visit. `token` is the access token, empty for who is not logged in."""

    gateway: Gateway
    request: Request
    address: str
    language: str
    token: str = ""

    async def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: Query | None = None,
        key: str = "",
        version: str = "",
    ) -> Answer:
        """Ask the owner of `path` (without the prefix; parts that come from outside through `segment`).

        `key` makes a repetition harmless (Idempotency-Key), `version` refuses to overwrite a newer state (If-Match).
        Raises Problem for every answer that is no success, and for a key or version that no page of ours has written.
        """
        to, actor = await self._admitted(method, path)
        headers = self._headers(body, key, version)
        return await self._passed_on(to, actor, Outgoing(method, _target(path, query), headers, _written(body)))

    async def get_kept(self, path: str, query: Query | None, fits: Callable[[Any], bool]) -> Any:
        """The JSON of a GET that everybody who is admitted is answered alike, at most a minute old.

        An answer that does not `fit` is not kept. Raises Problem, which is never kept.
        """
        to, actor = await self._admitted("GET", path)
        outgoing = Outgoing("GET", _target(path, query), self._headers(None, "", ""))

        async def ask() -> Any:
            return (await self._passed_on(to, actor, outgoing)).body

        return await self.gateway.kept_answers.answer((self.language, outgoing.target), ask, fits)

    async def get(self, path: str, **query: str | int | None) -> Any:
        """The JSON of a GET. Raises Problem."""
        return (await self.ask("GET", path, query=query)).body

    async def post(self, path: str, body: Any = None, *, key: str = "") -> Any:
        """The JSON of a POST. Raises Problem."""
        return (await self.ask("POST", path, {} if body is None else body, key=key)).body

    async def _admitted(self, method: str, path: str) -> tuple[Destination, Actor | None]:
        to = destination(method, PREFIX + path)
        try:
            if to is None:
                raise NotFound(f"{path} is nobody's.")
            credentials = f"Bearer {self.token}" if self.token else ""
            return to, await admit(self.gateway, to, credentials, self.address)
        except DomainError as error:
            raise Problem.of(error) from error

    async def _passed_on(self, to: Destination, actor: Actor | None, outgoing: Outgoing) -> Answer:
        try:
            answered = await pass_on(self.gateway, to, outgoing, actor)
        except DomainError as error:
            raise Problem.of(error) from error
        if answered.status >= HTTPStatus.BAD_REQUEST:
            raise Problem.refused(answered)
        etag = next((value.decode() for name, value in answered.headers if name == b"etag"), "")
        return Answer(answered.status, json.loads(answered.body) if answered.body else None, etag)

    def _headers(self, body: Any, key: str, version: str) -> RawHeaders:
        sent: dict[bytes, str] = {b"accept": "application/json", b"accept-language": self.language}
        if self.token:
            sent[b"authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent[b"content-type"] = "application/json"
        if key:
            sent[b"idempotency-key"] = _whole(key)
        if version:
            sent[b"if-match"] = _whole(version)
        return [*((name, value.encode()) for name, value in sent.items()), *made_headers(self.request, self.address)]


def segment(value: str) -> str:
    """A value as one segment of a path, whatever signs it has."""
    return quote(value, safe="")


def _whole(hidden: str) -> str:
    """What a hidden field brings for a header. Raises Problem for what could not be one."""
    if len(hidden) > LONGEST or not hidden.isprintable():
        raise Problem(422, DAMAGED)
    return hidden


def _target(path: str, query: Query | None) -> bytes:
    full_path = PREFIX + path
    given = {name: value for name, value in (query or {}).items() if value not in (None, "")}
    return f"{full_path}?{urlencode(given)}".encode() if given else full_path.encode()


def _written(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()
