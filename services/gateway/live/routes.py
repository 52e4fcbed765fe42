"""`GET /events`: the one path of the public API that the gateway answers itself."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request

from services.gateway.admission import admit_known, caller_address
from services.gateway.gateway import gateway_of
from services.gateway.headers import made_headers
from services.gateway.live.caller import Caller
from services.gateway.live.response import LiveResponse
from services.gateway.owners import PREFIX

EXAMPLE = """retry: 1834

id: 01987c3e-8f6a-7c51-a0d2-5b8e3f6a1c90
data: {"type": "eu.traces-access.validation.RequestRouted.v1", "request_id": "01987c3e-8d02-7e11-9b7f-1c2d3e4f5a6b"}

"""

ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A stream. Each message is a hint, JSON of `type` (what happened, a CloudEvents type of the "
        "topics) and `request_id`; `id` is the id of that event. An event named `reset` says that hints were missed.",
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}

LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", description="Go on after this event; sent by EventSource itself.")
]
SameInQuery = Annotated[
    str | None, Query(alias="last_event_id", description="The same, for a first connection. The header goes before.")
]

router = APIRouter(prefix=PREFIX, tags=["gateway"])


@router.get("/events", status_code=200, response_class=LiveResponse, responses=ANSWER)
async def live_updates(request: Request, last_event_id: LastEventId = None, after: SameInQuery = None) -> LiveResponse:
    """Hints that something happened to a request which the caller may see (server-sent events).

    A hint carries no state: read the request again. The stream ends with the access token, after ten minutes, or with
    the session; come back with a new token and the last `id`, up to five minutes later.
    """
    gateway = gateway_of(request)
    address = caller_address(request, gateway)
    authorization = request.headers.get("authorization", "")
    actor = await admit_known(gateway, authorization, address)
    bearer = (b"authorization", authorization.encode("latin-1"))
    caller = Caller(actor, [bearer, *made_headers(request, address)])
    return gateway.live.answer(request, caller, last_event_id or after)
