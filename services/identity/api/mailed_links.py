"""What routes behind a mailed link have in common: proving the token, and answering who asks for a link."""

from fastapi.responses import Response
from pydantic import BaseModel, Field, SecretStr

from chassis.web import Answer, Call
from contracts.links import LinkPurpose, parse_token, verify_token
from services.identity.domain.account import Account
from services.identity.domain.link import LinkUnknown, MailedLink, check_usable
from services.identity.domain.mail_link import MailLink
from services.identity.domain.passwords import check_password, normal_password
from services.identity.domain.quota import QuotaReached
from services.identity.queries import account_by_address, account_by_link
from services.identity.subkeys import comparable
from services.identity.tools import tools_of


class ChosenPassword(BaseModel):
    """The token of the link, and the password chosen."""

    token: SecretStr = Field(max_length=1000)
    password: SecretStr = Field(max_length=1000, description="10 to 128 characters of four classes (rule A9)")


class MailWanted(BaseModel):
    """Whom a link is to be mailed to."""

    email: str = Field(max_length=320)


async def prove_link(body: ChosenPassword, purpose: LinkPurpose, call: Call) -> tuple[Account, MailedLink, str]:
    """The account, its link, and the hash of the (good) password. Nothing is used up yet.

    Raises LinkUnknown, LinkExpired, PasswordWeak, Unavailable.
    """
    account, link = await _signed_by_us(body.token.get_secret_value(), call)
    check_usable(link, link.link_id, purpose, call.runtime.clock())
    password = normal_password(body.password.get_secret_value())
    check_password(password)
    return account, link, await tools_of(call.runtime).passwords.hash(password)


async def ask_for_link(body: MailWanted, asked: type[MailLink], counted_as: str, limit: int, call: Call) -> Response:
    """202 in any case: whether the address is known, waits, or has had its mails of this hour."""
    tools, key = tools_of(call.runtime), comparable(body.email)
    account = await account_by_address(call.runtime.store, key)
    command = asked(
        quota_id=tools.hashes.of(counted_as, key),
        account_id=account.id if account is not None else None,
        kid=(await tools.links.fresh()).current,
        limit=limit,
    )
    try:
        return await call.execute(command, lambda _: Answer(202), keep_answer=False)
    except QuotaReached:
        return Response(status_code=202)


async def _signed_by_us(token: str, call: Call) -> tuple[Account, MailedLink]:
    """The account and its link, if the token is one we signed for exactly that. Raises LinkUnknown."""
    parsed = parse_token(token)
    account = await account_by_link(call.runtime.store, parsed.link_id) if parsed is not None else None
    if parsed is None or account is None or account.link is None or account.link.kid != parsed.kid:
        raise LinkUnknown
    keys = await tools_of(call.runtime).links.fresh(wanted=lambda known: parsed.kid in known.keys)
    if not verify_token(keys.keys, parsed, account.link.claims(account.id)):
        raise LinkUnknown
    return account, account.link
