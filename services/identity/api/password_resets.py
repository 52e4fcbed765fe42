"""A way in for who lost the password (rule A12). The first answer says nothing about whether an address is known."""

from fastapi import APIRouter
from fastapi.responses import Response

from chassis.web import OpenCall, refusals
from contracts.links import LinkPurpose
from services.identity.api.endings import ended
from services.identity.api.mailed_links import ChosenPassword, MailWanted, ask_for_link, prove_link
from services.identity.domain.password_change import RequestReset, ResetPassword
from services.identity.password_check import attempts_of
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["passwords"])


@router.post("/password-resets", status_code=202, response_class=Response, responses=refusals(400, 413, 422, 503))
async def ask_for_reset(body: MailWanted, call: OpenCall) -> Response:
    """Mail a reset link, good for 90 minutes, if there is an account; who never confirmed gets that link again."""
    return await ask_for_link(body, RequestReset, "password-reset", tools_of(call.runtime).settings.reset_limit, call)


@router.post("/password-resets/confirmations", status_code=204, responses=refusals(400, 404, 410, 413, 422, 503))
async def reset_password(body: ChosenPassword, call: OpenCall) -> Response:
    """Choose another password: all sessions end and a lock is taken off. A refused password burns nothing."""
    account, link, password_hash = await prove_link(body, LinkPurpose.RESET, call)
    command = ResetPassword(account.id, link.link_id, attempts_of(call, account.address_key or ""), password_hash)
    return await call.execute(command, ended, keep_answer=False, actor=account.id)
