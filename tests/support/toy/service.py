"""The toy service."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Response
from pydantic import BaseModel

from chassis.decider import ANY_TEXT, Aggregate, Change, Context, Index, Timer, TimerFired
from chassis.errors import Conflict, NotFound
from chassis.service import Service
from chassis.steps import on
from chassis.web import Answer, OpenCall
from tests.support.toy.events import BalanceChanged, Deposited


class NicknameTaken(Conflict):
    """Somebody else has this nickname."""

    code = "nickname-taken"


class AccountClosed(Conflict):
    """No deposits on a closed account."""

    code = "account-closed"


class Account(Aggregate):
    """A balance, and the numbers of the deposits that made it, in the order they were applied."""

    collection = "accounts"
    indexes = (Index("nickname", (("nickname", 1),), True, {"nickname": ANY_TEXT}, None, NicknameTaken),)

    balance: int = 0
    numbers: tuple[int, ...] = ()
    nickname: str | None = None
    interest_paid: int = 0


@dataclass(frozen=True)
class Name:
    """Give an account a nickname."""

    account: str
    nickname: str


@dataclass(frozen=True)
class PromiseInterest:
    """Pay interest once, at this time."""

    account: str
    due_at: datetime


def deposit(account: Account | None, event: Deposited, ctx: Context) -> Change[Account]:
    """Add the amount."""
    if event.trouble == "defect":
        raise ZeroDivisionError("a defect that this event meets")
    if event.trouble == "nameless" and (account is None or account.nickname is None):
        raise ZeroDivisionError("a defect that is mended by a name")
    if event.trouble == "refused":
        raise AccountClosed
    state = account or Account(id=event.account)
    state = state.changed(balance=state.balance + event.amount, numbers=(*state.numbers, event.number))
    changed = BalanceChanged(account=state.id, balance=state.balance, deposits=len(state.numbers))
    return Change(state, [changed])


def name(account: Account | None, command: Name, ctx: Context) -> Change[Account]:
    """Set the nickname, which nobody else may have."""
    state = (account or Account(id=command.account)).changed(nickname=command.nickname)
    return Change(state, [BalanceChanged(account=state.id, balance=state.balance, deposits=len(state.numbers))])


def promise(account: Account | None, command: PromiseInterest, ctx: Context) -> Change[Account]:
    """Set the deadline."""
    return Change(account or Account(id=command.account), timers=[Timer("interest", command.account, command.due_at)])


def pay_interest(account: Account | None, fired: TimerFired, ctx: Context) -> Change[Account]:
    """Pay one."""
    if account is None:
        raise NotFound
    state = account.changed(balance=account.balance + 1, interest_paid=account.interest_paid + 1)
    return Change(state, [BalanceChanged(account=state.id, balance=state.balance, deposits=len(state.numbers))])


router = APIRouter(prefix="/api/v1")


class Naming(BaseModel):
    """A nickname and, for tests, when to pay interest (seconds from now)."""

    nickname: str
    interest_in: float | None = None


@router.post("/accounts/{account}/nickname", status_code=201)
async def put_nickname(account: str, body: Naming, call: OpenCall) -> Response:
    """Name an account; with `interest_in` only promise interest."""
    if body.interest_in is not None:
        due_at = call.runtime.clock() + timedelta(seconds=body.interest_in)
        return await call.execute(PromiseInterest(account, due_at))
    return await call.execute(
        Name(account, body.nickname),
        lambda staged: Answer(
            201, {"nickname": staged.one(Account).nickname, "revision": staged.one(Account).revision}
        ),
    )


service = Service(
    name="toy",
    aggregates=[Account],
    commands={
        Name: [on(Account, key=lambda c: c.account, do=name)],
        PromiseInterest: [on(Account, key=lambda c: c.account, do=promise)],
    },
    handles={Deposited: [on(Account, key=lambda e: e.account, do=deposit)]},
    timers={"interest": [on(Account, key=lambda t: t.subject, do=pay_interest)]},
    routes=[router],
)
