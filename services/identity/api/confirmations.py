"""The link in the mail: it proves the address and leads to choosing the password (rules A8, A9)."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field, SecretStr

from chassis.web import Answer, Call, OpenCall, refusals
from contracts.link_keys import LinkKeys
from contracts.links import LinkPurpose, parse_token, verify_token
from services.identity.domain.account import Account
from services.identity.domain.confirmation import Confirm, RenewConfirmation
from services.identity.domain.link import LinkUnknown, MailedLink, check_usable
from services.identity.domain.passwords import check_password, normal_password
from services.identity.domain.quota import QuotaReached
from services.identity.queries import account_by_address, account_by_link
from services.identity.subkeys import comparable
from services.identity.tools import tools_of

router = APIRouter(prefix="/api/v1", tags=["accounts"])


class Confirmation(BaseModel):
    """The token of the link, and the password chosen."""

    token: SecretStr = Field(max_length=1000)
    password: SecretStr = Field(max_length=1000, description="10 to 128 characters of four classes (rule A9)")


class Renewal(BaseModel):
    """Whose link is to be sent again."""

    email: str = Field(max_length=320)


@router.post("/accounts/confirmations", status_code=204, responses=refusals(404, 410, 422, 503))
async def confirm_account(body: Confirmation, call: OpenCall) -> Response:
    """Confirm the address and set the password. A refused password burns nothing; a used link is unknown."""
    tools, now = tools_of(call.runtime), call.runtime.clock()
    account, link = await _proven(body.token.get_secret_value(), tools.links, call)
    check_usable(link, link.link_id, LinkPurpose.CONFIRM, now)
    password = normal_password(body.password.get_secret_value())
    check_password(password)
    command = Confirm(account.id, link.link_id, await tools.passwords.hash(password))
    return await call.execute(command, keep_answer=False, actor=account.id)


@router.post("/accounts/confirmations/renewals", status_code=202, responses=refusals(422, 503))
async def renew_confirmation(body: Renewal, call: OpenCall) -> Response:
    """Send the link again, if there is an account that waits for it; the answer is the same if not."""
    tools, key = tools_of(call.runtime), comparable(body.email)
    account = await account_by_address(call.runtime.store, key)
    command = RenewConfirmation(
        quota_id=tools.hashes.of("confirmation", key),
        account_id=account.id if account is not None else None,
        kid=tools.links.current,
        limit=tools.settings.renewal_limit,
    )
    try:
        return await call.execute(command, lambda _: Answer(202), keep_answer=False)
    except QuotaReached:
        return Response(status_code=202)


async def _proven(token: str, keys: LinkKeys, call: Call) -> tuple[Account, MailedLink]:
    """The account and its link, if the token is one we signed for exactly that. Raises LinkUnknown."""
    parsed = parse_token(token)
    account = await account_by_link(call.runtime.store, parsed.link_id) if parsed is not None else None
    if parsed is None or account is None or account.link is None or account.link.kid != parsed.kid:
        raise LinkUnknown
    if not verify_token(keys.keys, parsed, account.link.claims(account.id)):
        raise LinkUnknown
    return account, account.link
