"""`/live`: hints for the script of our pages, which has a cookie where programs have a token (`GET /api/v1/events`)."""

from typing import Annotated

from fastapi import Header, Query
from fastapi.responses import Response

from chassis.errors import Unauthenticated
from services.gateway.admission import admit_known
from services.gateway.headers import made_headers
from services.gateway.live.caller import Caller
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody, LogInFirst

NO_CONTENT = 204
"""Tells EventSource not to come back (HTML section 9.2.3)."""

LastEventId = Annotated[str | None, Header(alias="Last-Event-ID")]
After = Annotated[str | None, Query()]

router = page_router()


@router.get("/live")
async def live(visit: Anybody, last_event_id: LastEventId = None, after: After = None) -> Response:
    """The stream of this visitor, bound as that of the API; over for good when nobody is logged in any more.

    `after` is what had been heard when the page was made: nothing that happens until the stream is open gets lost.
    """
    if visit.session is None:
        return Response(status_code=NO_CONTENT)
    api = await visit.api()
    bearer = f"Bearer {api.token}"
    try:
        actor = await admit_known(visit.gateway, bearer, visit.address)
    except Unauthenticated as error:
        visit.keep_session(None)
        raise LogInFirst from error
    caller = Caller(actor, [(b"authorization", bearer.encode()), *made_headers(visit.request, visit.address)])
    return visit.gateway.live.answer(visit.request, caller, last_event_id or after)
