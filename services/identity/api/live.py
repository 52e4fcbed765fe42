"""LiveCall: an access token whose session has not ended. Identity knows at once; others learn it from the topic."""

from typing import Annotated

from fastapi import Depends

from chassis.web import AuthenticatedCall, Call
from services.identity.domain.session import Session, SessionOver


async def live(call: AuthenticatedCall) -> Call:
    """Dependency. Raises Unauthenticated, SessionOver."""
    assert call.actor is not None
    session = await call.runtime.store.get(Session, call.actor.session_id)
    if session is None or not session.alive(call.runtime.clock()):
        raise SessionOver
    return call


LiveCall = Annotated[Call, Depends(live)]
