"""Sessions: log in, go on, log out."""

from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field, SecretStr

from chassis.ids import new_id
from chassis.web import Answer, AuthenticatedCall, Call, OpenCall, Page, Staged, refusals
from contracts.envelope import format_time
from services.identity.api.live import LiveCall
from services.identity.domain.account import Account
from services.identity.domain.attempts import Attempts, CountFailure, check_blocked
from services.identity.domain.log_in import WrongCredentials, may_log_in
from services.identity.domain.session import (
    ACCESS_LIFE,
    EndSession,
    RefreshSession,
    Session,
    SessionOver,
    StartSession,
)
from services.identity.queries import account_by_address, living_sessions
from services.identity.subkeys import comparable
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["sessions"])


class Credentials(BaseModel):
    """Address and password."""

    email: str = Field(max_length=320)
    password: SecretStr = Field(max_length=1000)


class Refresh(BaseModel):
    """The newest refresh token of a session."""

    refresh_token: SecretStr = Field(max_length=1000)


class Tokens(BaseModel):
    """`expires_in` is the life of the access token in seconds; the refresh token is good for one use."""

    access_token: str
    token_type: str
    expires_in: int
    refresh_token: str


class SessionShown(BaseModel):
    """A session of mine; `current` is the one that asks."""

    session_id: str
    started_at: datetime
    last_used_at: datetime
    current: bool


@router.post("/sessions", status_code=201, response_model=Tokens, responses=refusals(401, 422, 429, 503))
async def log_in(body: Credentials, call: OpenCall) -> Response:
    """Log in. Wrong, unknown and unconfirmed look alike; after five failures the next attempts have to wait."""
    tools, store, key = tools_of(call.runtime), call.runtime.store, comparable(body.email)
    attempts_id = tools.hashes.of("log-in", key)
    check_blocked(await store.get(Attempts, attempts_id), call.runtime.clock())
    account = await account_by_address(store, key)
    kept = account.password_hash if account is not None and may_log_in(account) else None
    password = body.password.get_secret_value()
    if not await tools.passwords.matches(password, kept) or account is None or kept is None:
        await call.execute(CountFailure(attempts_id, account.id if account else None), keep_answer=False)
        raise WrongCredentials
    command = StartSession(
        session_id=new_id(),
        account_id=account.id,
        attempts_id=attempts_id,
        checked_hash=kept,
        new_hash=await tools.passwords.hash(password) if tools.passwords.outdated(kept) else None,
    )
    tokens = _tokens(call, account, command.session_id, 1)
    return await call.execute(command, lambda _: Answer(201, tokens), keep_answer=False, actor=account.id)


@router.post("/sessions/refreshes", response_model=Tokens, responses=refusals(401, 422, 503))
async def refresh_session(body: Refresh, call: OpenCall) -> Response:
    """New tokens for a refresh token, once. One that was used before ends the session (but for two tabs at once)."""
    proven = tools_of(call.runtime).refresh.read(body.refresh_token.get_secret_value())
    session = await call.runtime.store.get(Session, proven.session_id) if proven is not None else None
    account = await call.runtime.store.get(Account, session.account_id) if session is not None else None
    if proven is None or account is None:
        raise SessionOver
    tokens = _tokens(call, account, proven.session_id, proven.generation + 1)

    def answer(staged: Staged) -> Answer:
        reused = any(state.ended is not None for state in staged.all(Session))
        return Answer(401) if reused else Answer(200, tokens)

    command = RefreshSession(proven.session_id, proven.generation)
    response = await call.execute(command, answer, keep_answer=False, actor=account.id)
    if response.status_code == SessionOver.status:
        raise SessionOver
    return response


@router.delete("/sessions/current", status_code=204, responses=refusals(401, 503))
async def log_out(call: AuthenticatedCall) -> Response:
    """Log out: the tokens of this session are dead at once."""
    assert call.actor is not None
    command = EndSession(call.actor.session_id, call.account_id, "logout")
    return await call.execute(command, keep_answer=False)


@router.get("/sessions", response_model=Page[SessionShown], responses=refusals(401, 503))
async def list_sessions(call: LiveCall) -> Response:
    """Where I am logged in, the latest first."""
    assert call.actor is not None
    current = call.actor.session_id
    found = await living_sessions(call.runtime.store, call.account_id, call.runtime.clock())
    return JSONResponse({"items": [_shown(session, current) for session in found], "next_cursor": None})


@router.delete("/sessions/{id}", status_code=204, responses=refusals(401, 404, 503))
async def end_session(id: str, call: LiveCall) -> Response:
    """End a session of mine, for example on a computer I left."""
    return await call.execute(EndSession(id, call.account_id, "ended-by-owner"), keep_answer=False)


def _tokens(call: Call, account: Account, session_id: str, generation: int) -> dict[str, object]:
    tools = tools_of(call.runtime)
    return {
        "access_token": tools.access.issue(account.id, session_id, account.language, call.runtime.clock()),
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "refresh_token": tools.refresh.make(session_id, generation),
    }


def _shown(session: Session, current: str) -> dict[str, object]:
    return {
        "session_id": session.id,
        "started_at": format_time(session.started_at),
        "last_used_at": format_time(session.refreshed_at),
        "current": session.id == current,
    }
