"""Confirming the address: the link is used, renewed, or runs out (rule A8)."""

from dataclasses import dataclass

from chassis.decider import UNCHANGED, Change, Context, Timer, TimerFired
from contracts.events.identity import AccountActivated, AccountExpired, AccountStatus, ConfirmationRenewed
from contracts.links import LinkPurpose
from services.identity.domain.account import Account
from services.identity.domain.link import LinkUnknown, MailedLink, check_usable
from services.identity.domain.mail_link import MailLink

EXPIRY_TIMER = "confirmation-expires"
_UNCONFIRMED = (AccountStatus.PENDING, AccountStatus.EXPIRED)


@dataclass(frozen=True, slots=True, repr=False)
class Confirm:
    """The link was used (its token is proven) and a good password chosen; `password_hash` is argon2id's."""

    account_id: str
    link_id: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class RenewConfirmation(MailLink):
    """Somebody asks for a new confirmation link for an address."""


def confirm(account: Account | None, command: Confirm, ctx: Context) -> Change[Account]:
    """The address is proven and the password set; the link is used up. Raises LinkUnknown, LinkExpired."""
    if account is None:
        raise LinkUnknown
    check_usable(account.link, command.link_id, LinkPurpose.CONFIRM, ctx.now)
    active = account.moved(AccountStatus.ACTIVE, password_hash=command.password_hash, link=None)
    event = AccountActivated(account_id=active.id, account=active.public())
    return Change(active, [event], cancelled=[EXPIRY_TIMER])


def renew(account: Account | None, command: MailLink, ctx: Context) -> Change[Account]:
    """A new link for an address that was never confirmed; nothing for any other."""
    if account is None or account.status not in _UNCONFIRMED:
        return UNCHANGED
    return renewed(account, command.kid, ctx)


def renewed(account: Account, kid: str, ctx: Context) -> Change[Account]:
    """A new link, which ends the older one and changes nothing else; an expired account waits again."""
    link = MailedLink.made(ctx.new_id(), kid, LinkPurpose.CONFIRM, ctx.now)
    if account.status is AccountStatus.EXPIRED:
        waiting = account.moved(AccountStatus.PENDING, link=link)
    else:
        waiting = account.changed(link=link)
    event = ConfirmationRenewed(account_id=waiting.id, account=waiting.public(), link=link.public())
    return Change(waiting, [event], timers=[expiry_of(waiting.id, link)])


def expire(account: Account | None, fired: TimerFired, ctx: Context) -> Change[Account]:
    """The link ran out unused. It is kept, so that who comes too late is told so; a renewed one has its own timer."""
    if account is None or account.status is not AccountStatus.PENDING:
        return UNCHANGED
    if account.link is None or account.link.expires_at > ctx.now:
        return UNCHANGED
    expired = account.moved(AccountStatus.EXPIRED)
    return Change(expired, [AccountExpired(account_id=expired.id, account=expired.public())])


def expiry_of(account_id: str, link: MailedLink) -> Timer:
    """The deadline of a link."""
    return Timer(EXPIRY_TIMER, account_id, link.expires_at)
