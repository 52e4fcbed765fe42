"""Session: one log-in of an account, from password to log-out. Refresh tokens rotate; a copied one ends it.

A refresh token names the session and a generation. Only the newest generation is good; the one before it is good
for ten seconds more and yields the same successor, because two tabs of a browser may refresh at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from chassis.decider import UNCHANGED, Aggregate, Change, Context, Index
from chassis.errors import NotFound, Unauthenticated
from contracts.events.identity import AccountStatus, SessionEnded
from services.identity.domain.account import Account
from services.identity.domain.password_change import ChangePassword, ResetPassword
from services.identity.domain.suspension import SuspendAccount

ACCESS_LIFE = timedelta(minutes=5)
"""Life of an access token (design section 10)."""

REFRESH_LIFE = timedelta(hours=12)
"""A session that is not refreshed for so long is over."""

SESSION_LIFE = timedelta(days=7)
"""After so long the password is asked again in any case."""

REPEAT_WINDOW = timedelta(seconds=10)


class SessionOver(Unauthenticated):
    """The session is unknown, ended or expired, or the token is an old copy: log in again."""

    code = "session-over"
    title = "This session is over; log in again."


class SessionUnknown(NotFound):
    """No such session of yours."""

    code = "session-unknown"


class Session(Aggregate):
    """A log-in. `refreshed_at` is when the present generation was made; `ended` says why, None while it lives."""

    collection: ClassVar[str] = "sessions"
    indexes: ClassVar[tuple[Index, ...]] = (
        Index("owner", (("account_id", 1),)),
        Index("expiry", (("expires_at", 1),), expire_after=0),
    )

    account_id: str
    generation: int
    started_at: datetime
    refreshed_at: datetime
    expires_at: datetime
    ended: str | None = None

    def alive(self, now: datetime) -> bool:
        """Whether it is still good."""
        return self.ended is None and now < self.expires_at


@dataclass(frozen=True, slots=True, repr=False)
class StartSession:
    """The password was right: `checked_hash` is what it was checked against, `new_hash` replaces that (None: stays)."""

    session_id: str
    account_id: str
    attempts_id: str
    checked_hash: str
    new_hash: str | None


@dataclass(frozen=True, slots=True)
class RefreshSession:
    """A refresh token of ours was shown (its signature is proven)."""

    session_id: str
    generation: int


@dataclass(frozen=True, slots=True)
class EndSession:
    """The owner ends a session; `reason` is `logout` or `ended-by-owner`."""

    session_id: str
    account_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class EndSessions:
    """The owner ends all sessions at once, the one that asks as well."""

    account_id: str


def start(session: Session | None, command: StartSession, ctx: Context) -> Change[Session]:
    """A session begins."""
    begun = Session(
        id=command.session_id,
        account_id=command.account_id,
        generation=1,
        started_at=ctx.now,
        refreshed_at=ctx.now,
        expires_at=ctx.now + REFRESH_LIFE,
    )
    return Change(begun)


def refresh(session: Session | None, command: RefreshSession, ctx: Context, account: Account | None) -> Change[Session]:
    """The next generation; nothing for a repetition within ten seconds; the end for an older token. Raises SessionOver.

    A session that this ends is told by SessionEnded, and whoever asked must get the same answer as SessionOver.
    """
    if session is None or not session.alive(ctx.now) or command.generation > session.generation:
        raise SessionOver
    if account is None or account.status not in (AccountStatus.ACTIVE, AccountStatus.LOCKED):
        raise SessionOver
    if command.generation == session.generation:
        until = min(ctx.now + REFRESH_LIFE, session.started_at + SESSION_LIFE)
        return Change(session.changed(generation=session.generation + 1, refreshed_at=ctx.now, expires_at=until))
    if command.generation == session.generation - 1 and ctx.now <= session.refreshed_at + REPEAT_WINDOW:
        return UNCHANGED
    return _ended(session, "refresh-token-reused")


def end(session: Session | None, command: EndSession, ctx: Context) -> Change[Session]:
    """End a session of one's own; once ended it stays so. Raises SessionUnknown for anybody else's."""
    if session is None or session.account_id != command.account_id:
        raise SessionUnknown
    return UNCHANGED if session.ended is not None else _ended(session, command.reason)


def end_for_password(session: Session | None, command: ChangePassword | ResetPassword, ctx: Context) -> Change[Session]:
    """Another password ends every living session but the one that chose it; a reset link belongs to none."""
    if session is None or not session.alive(ctx.now):
        return UNCHANGED
    if isinstance(command, ResetPassword):
        return _ended(session, "password-reset")
    return UNCHANGED if session.id == command.session_id else _ended(session, "password-changed")


def end_for_suspension(session: Session | None, command: SuspendAccount, ctx: Context) -> Change[Session]:
    """A suspended account is logged out everywhere."""
    return UNCHANGED if session is None or not session.alive(ctx.now) else _ended(session, "account-suspended")


def end_every(session: Session | None, command: EndSessions, ctx: Context) -> Change[Session]:
    """Log out everywhere: each living session of the owner ends."""
    return UNCHANGED if session is None or not session.alive(ctx.now) else _ended(session, "ended-by-owner")


def _ended(session: Session, reason: str) -> Change[Session]:
    event = SessionEnded(session_id=session.id, account_id=session.account_id, reason=reason)
    return Change(session.changed(ended=reason), [event])
