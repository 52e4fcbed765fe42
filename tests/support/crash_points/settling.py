"""Points of the unit of work. `of` says whose: a batch, a lone event, a command, timers that fire, settled mails."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from chassis.mongo import Store, committing
from chassis.unit_of_work import UnitOfWork, Work
from chassis.unit_of_work.workspace import Workspace
from tests.support.crash_points.dying import after, after_blocking, before

Of = Callable[[Sequence[Work]], bool]

_in_hand: ContextVar[Sequence[Work]] = ContextVar("in_hand", default=())


def _remember() -> None:
    """Let what lies deeper in the call know which works it is for."""
    original = UnitOfWork._attempt

    async def interposed(self: UnitOfWork, works: Sequence[Work], *args: Any, look_up: bool) -> Any:
        _in_hand.set(works)
        return await original(self, works, *args, look_up=look_up)

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
        before(Workspace, "preload", _ids(of))

    def before_the_transaction() -> None:
        _remember()
        before(Store, "transact", _ids(of))

    def before_the_commit() -> None:
        _remember()
        after_blocking(committing, "write_all", _ids(of))

    def after_the_commit() -> None:
        _remember()
        after(Store, "transact", _ids(of))

    return {
        f"{name}: before the read": before_reading,
        f"{name}: after the read": before_the_transaction,
        f"{name}: before the commit": before_the_commit,
        f"{name}: after the commit": after_the_commit,
    }
