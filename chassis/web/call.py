"""Call: what a route needs to turn a request into a command."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response

from chassis.auth import Actor
from chassis.errors import FieldError, RuleBroken, Unauthenticated
from chassis.ids import new_id
from chassis.runtime import Runtime
from chassis.unit_of_work import Answer, Staged, Work
from chassis.web.tracing import correlation_id, traceparent

ANONYMOUS = "anonymous"
KEY_HEADER = "idempotency-key"
LONGEST_VERSION = 18
"""Digits."""
REPLAYED_HEADER = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request, on its way to a command or a query."""

    request: Request
    runtime: Runtime
    actor: Actor | None

    @property
    def account_id(self) -> str:
        """Account of the caller. Raises Unauthenticated when there is none."""
        if self.actor is None:
            raise Unauthenticated
        return self.actor.account_id

    @property
    def if_match(self) -> int | None:
        """The version that `If-Match` names, None without one (or with `*`). Raises RuleBroken for another shape."""
        sent = self.request.headers.get("if-match")
        if sent is None or sent == "*":
            return None
        value = sent.removeprefix("W/").strip('"')
        if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_VERSION):
            raise RuleBroken("If-Match does not name a version of ours.")
        return int(value)

    async def execute(
        self,
        command: Any,
        answer: Callable[[Staged], Answer] | None = None,
        *,
        keep_answer: bool = True,
        actor: str | None = None,
    ) -> Response:
        """Run the command's steps as one transaction and answer; 204 when no `answer` is given.

        With an `Idempotency-Key` the answer is kept in that transaction and given again to the same request;
        `keep_answer=False` is for answers that hold secrets. Raises what the decisions raise, and after 10 s
        Unavailable, or OutcomeUnknown when the commit may have happened.
        """
        key = self.idempotency_key() if keep_answer else None
        work = Work(
            id=key or new_id(),
            message=command,
            steps=self.runtime.service.commands[type(command)],
            actor=actor or (self.actor.account_id if self.actor else f"system:{ANONYMOUS}"),
            correlation_id=correlation_id(self.request),
            traceparent=traceparent(self.request),
            answer=answer or (lambda _: Answer(204)),
            keep_answer=key is not None,
            fingerprint=self.fingerprint(await self.request.body()) if key else None,
        )
        given = await self.runtime.unit_of_work.command(work)
        headers = dict(given.headers)
        if given.replayed:
            headers[REPLAYED_HEADER] = "true"
        if given.body is None:
            return Response(status_code=given.status, headers=headers)
        return JSONResponse(given.body, status_code=given.status, headers=headers)

    def idempotency_key(self) -> str | None:
        """What the caller's `Idempotency-Key` stands for on this path; None without one. Raises RuleBroken."""
        key = self.request.headers.get(KEY_HEADER)
        if key is None:
            return None
        if not 1 <= len(key) <= 255 or not key.isprintable():
            problem = FieldError("/headers/Idempotency-Key", "idempotency-key", "1 to 255 printable characters")
            raise RuleBroken("The idempotency key cannot be used.", errors=(problem,))
        caller = self.actor.account_id if self.actor else ANONYMOUS
        parts = json.dumps([caller, self.request.method, self.request.url.path, key])
        return hashlib.sha256(parts.encode()).hexdigest()

    def fingerprint(self, content: bytes) -> str:
        """A keyed hash of what was sent, whatever the order of its members: it may hold personal data."""
        secret = self.runtime.settings.idempotency_secret.get_secret_value().encode()
        return hmac.new(secret, _canonical(content), hashlib.sha256).hexdigest()


def _canonical(raw: bytes) -> bytes:
    """JSON with its members in order; anything else (a route without a body takes what it gets) as it is."""
    try:
        return json.dumps(json.loads(raw), sort_keys=True).encode()
    except (ValueError, RecursionError):
        return raw


async def anonymous(request: Request) -> Call:
    """Dependency of open routes: nobody need be logged in."""
    return Call(request, request.app.state.runtime, None)


async def authenticated(request: Request) -> Call:
    """Dependency of all other routes: a valid access token. Raises Unauthenticated."""
    runtime: Runtime = request.app.state.runtime
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    return Call(request, runtime, await runtime.verifier.verify(token))


OpenCall = Annotated[Call, Depends(anonymous)]
AuthenticatedCall = Annotated[Call, Depends(authenticated)]
