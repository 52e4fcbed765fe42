"""The link in the first mail: it proves the address and leads to choosing the password (rules A8, A9)."""

from fastapi import APIRouter
from fastapi.responses import Response

from chassis.web import OpenCall, refusals
from contracts.links import LinkPurpose
from services.identity.api.mailed_links import ChosenPassword, MailWanted, ask_for_link, prove_link
from services.identity.domain.confirmation import Confirm, RenewConfirmation
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["accounts"])


@router.post("/accounts/confirmations", status_code=204, responses=refusals(400, 404, 410, 413, 422, 503))
async def confirm_account(body: ChosenPassword, call: OpenCall) -> Response:
    """Confirm the address and set the password. A refused password burns nothing; a used link is unknown."""
    account, link, password_hash = await prove_link(body, LinkPurpose.CONFIRM, call)
    command = Confirm(account.id, link.link_id, password_hash)
    return await call.execute(command, keep_answer=False, actor=account.id)


@router.post(
    "/accounts/confirmations/renewals", status_code=202, response_class=Response, responses=refusals(400, 413, 422, 503)
)
async def renew_confirmation(body: MailWanted, call: OpenCall) -> Response:
    """Send the link again, if there is an account that waits for it; the answer is the same if not."""
    limit = tools_of(call.runtime).settings.renewal_limit
    return await ask_for_link(body, RenewConfirmation, "confirmation", limit, call)
