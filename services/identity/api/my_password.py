"""Changing one's password while logged in."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field, SecretStr

from chassis.web import refusals
from services.identity.api.endings import ended
from services.identity.api.live import LiveCall
from services.identity.domain.account import Account
from services.identity.domain.log_in import WrongCredentials
from services.identity.domain.password_change import ChangePassword, CurrentPasswordWrong
from services.identity.domain.passwords import check_password, normal_password
from services.identity.domain.session import SessionOver
from services.identity.password_check import prove_password
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["passwords"])


class NewPassword(BaseModel):
    """The present password, and the one that takes its place."""

    current_password: SecretStr = Field(max_length=1000)
    password: SecretStr = Field(max_length=1000, description="10 to 128 characters of four classes (rule A9)")


@router.put("/me/password", status_code=204, responses=refusals(400, 401, 413, 422, 429, 503))
async def change_my_password(body: NewPassword, call: LiveCall) -> Response:
    """Change it: all other sessions end. A wrong present password counts like a log-in that failed."""
    assert call.actor is not None
    password = normal_password(body.password.get_secret_value())
    check_password(password)
    account = await call.runtime.store.get(Account, call.account_id)
    if account is None or account.address_key is None:
        raise SessionOver
    try:
        proven = await prove_password(call, account, account.address_key, body.current_password.get_secret_value())
    except WrongCredentials:
        raise CurrentPasswordWrong from None
    command = ChangePassword(
        account_id=account.id,
        session_id=call.actor.session_id,
        attempts_id=proven.attempts_id,
        checked_hash=proven.checked_hash,
        password_hash=await tools_of(call.runtime).passwords.hash(password),
    )
    return await call.execute(command, ended, keep_answer=False)
