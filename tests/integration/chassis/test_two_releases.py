"""Two releases of a service on one store, as during a rolling upgrade: neither takes from the other (ADR 25)."""

from typing import Any

from chassis.clock import utc_now
from chassis.decider import Aggregate, Change, Context, Part
from chassis.ids import new_id
from chassis.mongo import Store
from chassis.runtime import Runtime
from chassis.steps import on
from chassis.unit_of_work import Answer, UnitOfWork, Work
from contracts.event import Record


class Owner(Part):
    name: str


class Street(Record):
    street: str


class Purse(Aggregate):
    """As release N knows it."""

    collection = "purses"

    owner: Owner
    coins: int = 0
    streets: tuple[Street, ...] = ()


class NextOwner(Owner):
    born: int | None = None


class NextStreet(Street):
    region: str | None = None


class NextPurse(Purse):
    """As release N+1 knows it: a field more on every level."""

    owner: NextOwner
    streets: tuple[NextStreet, ...] = ()
    limit: int | None = None


def fill(purse: NextPurse | None, coins: int, ctx: Context) -> Change[NextPurse]:
    streets = (NextStreet(street="Rue 1", region="FR-IDF"), NextStreet(street="Rue 2"))
    return Change(NextPurse(id="p", owner=NextOwner(name="Anna", born=1970), coins=coins, streets=streets, limit=9))


def spend(purse: Purse, coins: int, ctx: Context) -> Change[Purse]:
    return Change(purse.changed(coins=purse.coins - coins))


async def decide(store: Store, aggregate: type[Aggregate], do: Any, coins: int) -> None:
    """A command of a process of the release that has this aggregate."""
    work = Work(
        new_id(), coins, [on(aggregate, key=lambda _: "p", do=do)], "tester", new_id(), answer=lambda _: Answer(204)
    )
    await UnitOfWork(store, "/services/toy", [aggregate], utc_now).command(work)


async def test_what_the_newer_keeps_outlives_the_writes_of_the_older(runtime: Runtime) -> None:
    await decide(runtime.store, NextPurse, fill, 5)
    written = await runtime.store.get(NextPurse, "p")
    await decide(runtime.store, Purse, spend, 2)
    read = await runtime.store.get(NextPurse, "p")
    assert written is not None
    assert read is not None
    assert read == written.changed(coins=3, revision=2)
    assert (read.limit, read.owner.born, read.streets[0].region) == (9, 1970, "FR-IDF")
