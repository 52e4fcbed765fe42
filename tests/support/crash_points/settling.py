"""Points of the unit of work. `of` says whose: a batch of events, timers that fire, mails that are settled."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from chassis.mongo import Store
from chassis.unit_of_work import UnitOfWork, Work
from chassis.unit_of_work.transaction import Transaction
from tests.support.crash_points.dying import after, before

Of = Callable[[Sequence[Work]], bool]

_in_hand: ContextVar[Sequence[Work]] = ContextVar("in_hand", default=())


def _remember() -> None:
    """Let what lies deeper in the call know which works it is for."""
    original = UnitOfWork._attempt

    async def interposed(self: UnitOfWork, works: Sequence[Work], *args: Any) -> Any:
        _in_hand.set(works)
        return await original(self, works, *args)

    UnitOfWork._attempt = interposed  # type: ignore[assignment,method-assign]


def _ids(of: Of) -> Callable[..., list[str]]:
    def concerned(*_: Any, **__: Any) -> list[str]:
        works = _in_hand.get()
        return [work.id for work in works] if works and of(works) else []

    return concerned


def points(name: str, of: Of) -> Mapping[str, Callable[[], None]]:
    """The points of a unit of work, by name."""

    def before_reading() -> None:
        _remember()
        before(UnitOfWork, "_settled", _ids(of))

    def before_the_transaction() -> None:
        _remember()
        before(Store, "transact", _ids(of))

    def before_the_commit() -> None:
        _remember()
        after(Transaction, "write", _ids(of))

    def after_the_commit() -> None:
        _remember()
        after(Store, "transact", _ids(of))

    return {
        f"{name}: before the read": before_reading,
        f"{name}: after the read": before_the_transaction,
        f"{name}: before the commit": before_the_commit,
        f"{name}: after the commit": after_the_commit,
    }
