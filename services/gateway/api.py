"""The public API: each request goes to the service that owns its path."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from chassis.errors import NotFound
from services.gateway.admission import admit, caller_address
from services.gateway.body import read_body
from services.gateway.forwarding import pass_on
from services.gateway.gateway import gateway_of
from services.gateway.headers import to_service
from services.gateway.owners import PREFIX, destination
from services.gateway.upstream import Incoming, Outgoing

router = APIRouter(include_in_schema=False)


@router.api_route(PREFIX + "/{path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
async def forward(request: Request) -> Response:
    """Judge, pass on, pass back.

    Metrics and logs name the area of the path: as many as the table of owners has, whatever is asked for.
    """
    to = destination(request.method, request.scope["path"])
    if to is None:
        raise NotFound("There is nothing at this path.")
    request.state.route = PREFIX + to.area
    gateway = gateway_of(request)
    address = caller_address(request, gateway)
    actor = await admit(gateway, to, request.headers.get("authorization", ""), address)
    body = await read_body(request)
    outgoing = Outgoing(request.method, target_of(request), to_service(request, address), body)
    return to_response(await pass_on(gateway, to, outgoing, actor), head=request.method == "HEAD")


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
