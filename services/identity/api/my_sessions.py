"""Where I am logged in: list and end my own sessions."""

from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from chassis.web import Cursor, Limit, Page, refusals
from contracts.envelope import format_time
from services.identity.api.endings import ended
from services.identity.api.live import LiveCall
from services.identity.api.pages import cut
from services.identity.domain.session import EndSession, EndSessions, Session, SessionUnknown
from services.identity.queries import living_sessions

router = APIRouter(prefix="/api/v1", tags=["sessions"])


class SessionShown(BaseModel):
    """A session of mine; `current` is the one that asks."""

    session_id: str
    started_at: datetime
    last_used_at: datetime
    current: bool


@router.get("/sessions", response_model=Page[SessionShown], responses=refusals(401, 422, 503))
async def list_sessions(call: LiveCall, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Where I am logged in, the latest first."""
    assert call.actor is not None
    current = call.actor.session_id
    found = await living_sessions(call.runtime.store, call.account_id, call.runtime.clock())
    return JSONResponse(cut([_shown(session, current) for session in found], "session_id", cursor, limit))


@router.get("/sessions/{id}", response_model=SessionShown, responses=refusals(401, 404, 503))
async def read_session(id: str, call: LiveCall) -> Response:
    """One session of mine that is still good."""
    assert call.actor is not None
    session = await call.runtime.store.get(Session, id)
    if session is None or session.account_id != call.account_id or not session.alive(call.runtime.clock()):
        raise SessionUnknown
    return JSONResponse(_shown(session, call.actor.session_id))


@router.delete("/sessions", status_code=204, responses=refusals(401, 503))
async def end_every_session(call: LiveCall) -> Response:
    """Log out everywhere, here as well."""
    return await call.execute(EndSessions(call.account_id), ended, keep_answer=False)


@router.delete("/sessions/{id}", status_code=204, responses=refusals(401, 404, 503))
async def end_session(id: str, call: LiveCall) -> Response:
    """End a session of mine, for example on a computer I left."""
    return await call.execute(EndSession(id, call.account_id, "ended-by-owner"), keep_answer=False)


def _shown(session: Session, current: str) -> dict[str, object]:
    return {
        "session_id": session.id,
        "started_at": format_time(session.started_at),
        "last_used_at": format_time(session.refreshed_at),
        "current": session.id == current,
    }
