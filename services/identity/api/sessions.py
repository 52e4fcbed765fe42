"""Sessions: log in, go on, log out."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field, SecretStr

from chassis.ids import new_id
from chassis.web import Answer, AuthenticatedCall, Call, OpenCall, Staged, refusals
from services.identity.api.endings import over
from services.identity.domain.account import Account
from services.identity.domain.log_in import WrongCredentials
from services.identity.domain.session import (
    ACCESS_LIFE,
    EndSession,
    RefreshSession,
    Session,
    SessionOver,
    StartSession,
)
from services.identity.password_check import Proven, prove_password
from services.identity.queries import account_by_address
from services.identity.subkeys import comparable
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["sessions"])

LOOKS = 3
"""So often a password is checked again because the account changes under a log-in."""


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


@router.post("/sessions", status_code=201, response_model=Tokens, responses=refusals(400, 401, 413, 422, 429, 503))
async def log_in(body: Credentials, call: OpenCall) -> Response:
    """Log in. Wrong, unknown and unconfirmed look alike; after five failures the next attempts have to wait."""
    key, password = comparable(body.email), body.password.get_secret_value()
    for _ in range(LOOKS):
        account = await account_by_address(call.runtime.store, key)
        proven = await prove_password(call, account, key, password)
        try:
            return await _start(proven, password, call)
        except WrongCredentials:
            continue  # the account or its hash changed since: this password is judged (and counted) against that
    raise WrongCredentials


@router.post("/sessions/refreshes", response_model=Tokens, responses=refusals(400, 401, 413, 422, 503))
async def refresh_session(body: Refresh, call: OpenCall) -> Response:
    """New tokens for a refresh token, once. One that was used before ends the session (but for two tabs at once)."""
    proven = tools_of(call.runtime).refresh.read(body.refresh_token.get_secret_value())
    session = await call.runtime.store.get(Session, proven.session_id) if proven is not None else None
    account = await call.runtime.store.get(Account, session.account_id) if session is not None else None
    if proven is None or account is None:
        raise SessionOver
    tokens = await _tokens(call, account, proven.session_id, proven.generation + 1)

    def answer(staged: Staged) -> Answer:
        reused = any(state.ended is not None for state in staged.all(Session))
        return Answer(401) if reused else Answer(200, tokens)

    command = RefreshSession(proven.session_id, proven.generation)
    try:
        response = await call.execute(command, answer, keep_answer=False, actor=account.id)
    except SessionOver:
        return await over(call.request, proven.session_id)
    return response if response.status_code != SessionOver.status else await over(call.request, proven.session_id)


@router.delete("/sessions/current", status_code=204, responses=refusals(401, 503))
async def log_out(call: AuthenticatedCall) -> Response:
    """Log out: the tokens of this session are dead at once."""
    assert call.actor is not None
    command = EndSession(call.actor.session_id, call.account_id, "logout")
    return await call.execute(command, keep_answer=False)


async def _start(proven: Proven, password: str, call: Call) -> Response:
    """Raises WrongCredentials when the password that was checked is not the account's any more."""
    passwords = tools_of(call.runtime).passwords
    command = StartSession(
        session_id=new_id(),
        account_id=proven.account.id,
        attempts_id=proven.attempts_id,
        checked_hash=proven.checked_hash,
        new_hash=await passwords.hash(password) if passwords.outdated(proven.checked_hash) else None,
    )
    tokens = await _tokens(call, proven.account, command.session_id, 1)
    return await call.execute(command, lambda _: Answer(201, tokens), keep_answer=False, actor=proven.account.id)


async def _tokens(call: Call, account: Account, session_id: str, generation: int) -> dict[str, object]:
    tools = tools_of(call.runtime)
    return {
        "access_token": await tools.access.issue(account.id, session_id, account.language, call.runtime.clock()),
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "refresh_token": tools.refresh.make(session_id, generation),
    }
