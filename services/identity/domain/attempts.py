"""Log-in attempts on one address, known or not: five wrong passwords, then growing waits, never for ever.

Counted by a keyed hash of the address, so that an unknown address behaves as a known one (design section 10).
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from chassis.decider import UNCHANGED, Aggregate, Change, Context, Index
from chassis.errors import TooManyRequests
from services.identity.domain.password_change import ChangePassword, ResetPassword
from services.identity.domain.session import StartSession

FREE_FAILURES = 5
"""The fifth failure is the first one that makes wait (domain section 3)."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
"""So long after the last failure it is as if there had been none."""


class LoginBlocked(TooManyRequests):
    """Too many wrong passwords; nothing is looked at before the wait is over."""

    code = "login-blocked"
    title = "Too many wrong passwords; wait before the next attempt."


class Attempts(Aggregate):
    """Failures in a row on one address. `blocked_until` is exclusive."""

    collection: ClassVar[str] = "login_attempts"
    indexes: ClassVar[tuple[Index, ...]] = (Index("expiry", (("expires_at", 1),), expire_after=0),)

    failures: int = 0
    blocked_until: datetime | None = None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CountFailure:
    """A log-in failed; `account_id` is None for an unknown address."""

    attempts_id: str
    account_id: str | None


def check_blocked(attempts: Attempts | None, now: datetime) -> None:
    """Whether an attempt is allowed now. Raises LoginBlocked with the seconds to wait."""
    if attempts is not None and attempts.blocked_until is not None and now < attempts.blocked_until:
        raise LoginBlocked(retry_after=math.ceil((attempts.blocked_until - now).total_seconds()))


def wait_after(failures: int) -> timedelta:
    """How long the next attempt has to wait: nothing, then 1, 2, 4, … minutes, an hour at most."""
    over = failures - FREE_FAILURES
    return timedelta(0) if over < 0 else min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT)


def count_failure(attempts: Attempts | None, command: CountFailure, ctx: Context) -> Change[Attempts]:
    """One failure more. Raises LoginBlocked for those that were under way when the wait began.

    They do not make it longer, and get the same answer as a right password among them (`admit`): whoever asks many
    at once learns no more than whoever asks one after the other.
    """
    check_blocked(attempts, ctx.now)
    if attempts is None:
        attempts = Attempts(id=command.attempts_id, expires_at=ctx.now + FORGOTTEN_AFTER)
    elif attempts.expires_at <= ctx.now:
        attempts = attempts.changed(failures=0, blocked_until=None)
    failures = attempts.failures + 1
    wait = wait_after(failures)
    counted = attempts.changed(
        failures=failures,
        blocked_until=ctx.now + wait if wait else None,
        expires_at=ctx.now + FORGOTTEN_AFTER,
    )
    return Change(counted)


def admit(attempts: Attempts | None, command: StartSession | ChangePassword, ctx: Context) -> Change[Attempts]:
    """A right password ends the row of failures; even that one waits. Raises LoginBlocked."""
    check_blocked(attempts, ctx.now)
    return _begun_anew(attempts)


def forgive(attempts: Attempts | None, command: ResetPassword, ctx: Context) -> Change[Attempts]:
    """A reset link proves the owner: no wait is left (rule A12)."""
    return _begun_anew(attempts)


def _begun_anew(attempts: Attempts | None) -> Change[Attempts]:
    if attempts is None or attempts.failures == 0:
        return UNCHANGED
    return Change(attempts.changed(failures=0, blocked_until=None))
