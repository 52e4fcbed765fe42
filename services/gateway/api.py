"""The public API: each request goes to the service that owns its path."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from chassis.auth import Actor
from chassis.errors import NotFound
from services.gateway.admission import admit, caller_address
from services.gateway.body import read_body
from services.gateway.gateway import gateway_of
from services.gateway.headers import to_service
from services.gateway.owners import PREFIX, destination
from services.gateway.upstream import Incoming, Outgoing

SESSIONS = "/sessions/"
CURRENT = "current"

router = APIRouter(include_in_schema=False)


@router.api_route(PREFIX + "/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
async def forward(request: Request) -> Response:
    """Judge, pass on, pass back. The end of a session is known here before it is answered (design section 10)."""
    to = destination(request.method, request.scope["path"])
    if to is None:
        raise NotFound("There is nothing at this path.")
    gateway = gateway_of(request)
    address = caller_address(request, gateway)
    actor = await admit(request, gateway, to, address)
    body = await read_body(request)
    outgoing = Outgoing(request.method, target_of(request), to_service(request, address), body)
    answered = await gateway.upstreams[to.owner].send(outgoing)
    if actor is not None and request.method == "DELETE" and answered.status == HTTPStatus.NO_CONTENT:
        for session_id in ended_by(to.path, actor):
            gateway.ended.add(session_id)
    return to_response(answered, head=request.method == "HEAD")


def ended_by(path: str, actor: Actor) -> list[str]:
    """The session that a successful DELETE of this path has ended: the caller's own, or another of the same account."""
    name = path.removeprefix(SESSIONS)
    if name == path:
        return []
    return [actor.session_id if name == CURRENT else name]


def target_of(request: Request) -> bytes:
    """Path and query as they were sent, byte for byte."""
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return path + b"?" + query if query else path


def to_response(answered: Incoming, *, head: bool = False) -> Response:
    """A service's answer as ours: every header of it as often as it was there."""
    response = Response(answered.body, status_code=answered.status)
    own_length = [] if head else [(name, value) for name, value in response.raw_headers if name == b"content-length"]
    response.raw_headers = [*own_length, *answered.headers]
    return response
