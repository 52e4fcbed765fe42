"""What a log-in and its failures do to the account: it is locked for a while, and a lock that passed is taken off."""

from chassis.decider import UNCHANGED, Change, Context
from chassis.errors import Unauthenticated
from contracts.events.identity import AccountLocked, AccountStatus
from services.identity.domain.account import Account
from services.identity.domain.attempts import Attempts, CountFailure
from services.identity.domain.session import StartSession


class WrongCredentials(Unauthenticated):
    """Unknown address, wrong password, not confirmed, not allowed: all look the same (no enumeration)."""

    code = "wrong-credentials"
    title = "The address or the password is wrong."


def may_log_in(account: Account | None) -> bool:
    """Whether a right password would let this account in, locks aside."""
    return account is not None and account.status in (AccountStatus.ACTIVE, AccountStatus.LOCKED)


def enter(account: Account | None, command: StartSession, ctx: Context) -> Change[Account]:
    """The password was right. Raises WrongCredentials if the account or its password changed since it was checked.

    The account is written even when nothing of it changes: so a password that is changed at the same moment conflicts
    with this log-in, and either ends its session or is seen here. No log-in with the older one survives.
    """
    if account is None or not may_log_in(account) or account.password_hash != command.checked_hash:
        raise WrongCredentials
    awake = account.at(ctx.now)
    return Change(awake if command.new_hash is None else awake.changed(password_hash=command.new_hash))


def lock(account: Account | None, command: CountFailure, ctx: Context, attempts: Attempts | None) -> Change[Account]:
    """Lock the account when this failure made its address wait; the owner is told each time."""
    until = attempts.blocked_until if attempts is not None else None
    if account is None or until is None or until <= ctx.now:
        return UNCHANGED
    if not may_log_in(account) or account.locked_until == until:
        return UNCHANGED
    locked = account.at(ctx.now)
    if locked.status is not AccountStatus.LOCKED:
        locked = locked.moved(AccountStatus.LOCKED)
    locked = locked.changed(locked_until=until)
    return Change(locked, [AccountLocked(account_id=locked.id, account=locked.public(), locked_until=until)])
