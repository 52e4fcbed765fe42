"""An authority stops an account for a while, and lets it go on (domain section 2, account)."""

from dataclasses import dataclass

from chassis.decider import Change, Context
from chassis.errors import NotFound
from contracts.events.identity import AccountReinstated, AccountStatus, AccountSuspended
from services.identity.domain.account import Account


class AccountUnknown(NotFound):
    """Nobody has this address."""

    title = "There is no account with this address."


@dataclass(frozen=True, slots=True, repr=False)
class SuspendAccount:
    """Nobody is to get in; `reason` is told to the owner."""

    account_id: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class ReinstateAccount:
    """The owner may log in again; `reason` is told to him."""

    account_id: str
    reason: str


def suspend(account: Account | None, command: SuspendAccount, ctx: Context) -> Change[Account]:
    """Stopped: a mailed link is good no more, a lock has nothing left to protect. Raises IllegalTransition.

    The password stays as it is. Who never confirmed has nothing that could be stopped.
    """
    if account is None:
        raise AccountUnknown
    stopped = account.at(ctx.now).moved(AccountStatus.SUSPENDED, link=None, locked_until=None)
    return Change(stopped, [AccountSuspended(account_id=stopped.id, account=stopped.public(), reason=command.reason)])


def reinstate(account: Account | None, command: ReinstateAccount, ctx: Context) -> Change[Account]:
    """Good again, with the password it had. Raises IllegalTransition."""
    if account is None:
        raise AccountUnknown
    if account.status is not AccountStatus.SUSPENDED:
        raise account.illegal(AccountStatus.ACTIVE)
    good = account.moved(AccountStatus.ACTIVE)
    return Change(good, [AccountReinstated(account_id=good.id, account=good.public(), reason=command.reason)])
