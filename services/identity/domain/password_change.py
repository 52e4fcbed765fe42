"""Getting in without the password, and choosing another one (rule A12). Either way the older sessions end.

A log-in that was checked against the older password cannot slip in: it writes the account, too (`log_in.enter`), so
that one of the two meets the other's change and is judged again.
"""

from dataclasses import dataclass

from chassis.decider import Change, Context
from chassis.errors import FieldError, RuleBroken
from contracts.events.identity import AccountStatus, PasswordChanged, PasswordResetRequested
from contracts.links import LinkPurpose
from services.identity.domain.account import Account
from services.identity.domain.confirmation import renew
from services.identity.domain.link import LinkUnknown, MailedLink, check_usable
from services.identity.domain.mail_link import MailLink

_OPEN = (AccountStatus.ACTIVE, AccountStatus.LOCKED)


class CurrentPasswordWrong(RuleBroken):
    """The present password is another one. It counts like a log-in that failed (domain section 3)."""

    code = "current-password-wrong"
    title = "This is not your present password."

    def __init__(self) -> None:
        """Name the field."""
        super().__init__(errors=(FieldError("/current_password", self.code, self.title),))


@dataclass(frozen=True, slots=True)
class RequestReset(MailLink):
    """Somebody lost the password of an address."""


@dataclass(frozen=True, slots=True, repr=False)
class ResetPassword:
    """A reset link was used (its token is proven) and a good password chosen; `password_hash` is argon2id's."""

    account_id: str
    link_id: str
    attempts_id: str
    password_hash: str


@dataclass(frozen=True, slots=True, repr=False)
class ChangePassword:
    """The owner chose another password: the present one was right for `checked_hash`. `session_id` goes on."""

    account_id: str
    session_id: str
    attempts_id: str
    checked_hash: str
    password_hash: str


def request_reset(account: Account | None, command: RequestReset, ctx: Context) -> Change[Account]:
    """A reset link for who can log in; who never confirmed gets the confirmation link again; nobody else anything."""
    if account is None or account.status not in _OPEN:
        return renew(account, command, ctx)
    link = MailedLink.made(ctx.new_id(), command.kid, LinkPurpose.RESET, ctx.now)
    asked: Account = account.at(ctx.now).changed(link=link)
    event = PasswordResetRequested(account_id=asked.id, account=asked.public(), link=link.public())
    return Change(asked, [event])


def reset_password(account: Account | None, command: ResetPassword, ctx: Context) -> Change[Account]:
    """The link is used up, the password is the new one, a lock is taken off. Raises LinkUnknown, LinkExpired."""
    if account is None or account.status not in _OPEN:
        raise LinkUnknown
    check_usable(account.link, command.link_id, LinkPurpose.RESET, ctx.now)
    if account.status is AccountStatus.LOCKED:
        account = account.moved(AccountStatus.ACTIVE, locked_until=None)
    return _with_password(account, command.password_hash)


def change_password(account: Account | None, command: ChangePassword, ctx: Context) -> Change[Account]:
    """The password is the new one; a reset link that waits is good no more. Raises CurrentPasswordWrong."""
    if account is None or account.status not in _OPEN or account.password_hash != command.checked_hash:
        raise CurrentPasswordWrong
    return _with_password(account.at(ctx.now), command.password_hash)


def _with_password(account: Account, password_hash: str) -> Change[Account]:
    changed = account.changed(password_hash=password_hash, link=None)
    return Change(changed, [PasswordChanged(account_id=changed.id, account=changed.public())])
