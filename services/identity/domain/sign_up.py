"""Signing up: a new account, or an answer to the owner of a known address that the asker cannot tell from it."""

from dataclasses import dataclass

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.identity import AccountCreated, AccountStatus, RegistrationRepeated
from contracts.links import LinkPurpose
from services.identity.domain.account import Account, AddressTaken
from services.identity.domain.confirmation import expiry_of, renewed
from services.identity.domain.link import MailedLink
from services.identity.domain.quota import Quota, reached, used_again
from services.identity.domain.registration import Person

DEFAULT_TIMEZONE = "Europe/Brussels"
"""Until the person says otherwise: where the system is run from."""


@dataclass(frozen=True, slots=True, repr=False)
class SignUp:
    """Somebody sent the form. `account_id` is the account with this address, or a new id; `kid` signs the link.

    `captcha_answered`: whether the answer is the right one for this captcha. The address is counted under `quota_id`,
    known or not; `limit` is how many mails an hour its owner gets of it.
    """

    account_id: str
    person: Person
    kid: str
    captcha_id: str
    captcha_answered: bool
    quota_id: str
    limit: int


@dataclass(frozen=True, slots=True, repr=False)
class Bootstrap:
    """The operator of the system wants this person to have an account (no captcha, any good address)."""

    account_id: str
    person: Person
    kid: str


def sign_up(account: Account | None, command: SignUp, ctx: Context, quota: Quota | None) -> Change[Account]:
    """Create the account; a known address renews an unused link or tells the owner (rule A10). Raises AddressTaken.

    AddressTaken means that `account_id` was looked up too early: look again. Nobody's mailbox can be filled by signing
    up again and again: beyond the limit nothing is mailed, and the asker cannot tell.
    """
    if account is None:
        return _created(command, ctx)
    if account.address_key != command.person.address.key:
        raise AddressTaken
    if reached(quota, command.limit, ctx.now):
        return UNCHANGED
    if account.status in (AccountStatus.PENDING, AccountStatus.EXPIRED):
        return renewed(account, command.kid, ctx)
    return Change(account, [RegistrationRepeated(account_id=account.id, account=account.public())])


def count_sign_up(quota: Quota | None, command: SignUp, ctx: Context) -> Change[Quota]:
    """Every sign-up of an address counts up to the limit, also the one that creates the account."""
    if reached(quota, command.limit, ctx.now):
        return UNCHANGED
    return Change(used_again(quota, command.quota_id, ctx.now))


def bootstrap(account: Account | None, command: Bootstrap, ctx: Context) -> Change[Account]:
    """Create the account unless it is there; only a link that ran out is renewed. Raises AddressTaken as above."""
    if account is None:
        return _created(command, ctx)
    if account.address_key != command.person.address.key:
        raise AddressTaken
    return renewed(account, command.kid, ctx) if account.status is AccountStatus.EXPIRED else UNCHANGED


def _created(command: SignUp | Bootstrap, ctx: Context) -> Change[Account]:
    link = MailedLink.made(ctx.new_id(), command.kid, LinkPurpose.CONFIRM, ctx.now)
    account = Account(
        id=command.account_id,
        status=AccountStatus.PENDING,
        first_name=command.person.first_name,
        last_name=command.person.last_name,
        email=command.person.address.written,
        address_key=command.person.address.key,
        language=command.person.language,
        timezone=DEFAULT_TIMEZONE,
        created_at=ctx.now,
        link=link,
    )
    event = AccountCreated(account_id=account.id, account=account.public(), link=link.public())
    return Change(account, [event], timers=[expiry_of(account.id, link)])
