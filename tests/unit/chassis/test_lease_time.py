"""A lease is ours only as long as nobody else can have taken it, counted from before we asked (ADR 0004)."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from chassis.leases import EXPIRY_SECONDS, Lease

pytestmark = pytest.mark.moment("leases")


@dataclass
class Monotonic:
    """A clock that a test turns; in seconds."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    """What the store says of an update."""

    matched_count: int


@dataclass
class Store:
    """Holds one lease, and takes `seconds` for each answer; or is away."""

    clock: Monotonic
    seconds: float = 0.0
    away: bool = False
    row: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, _: str) -> "Store":
        return self

    async def find_one(self, _: Any) -> dict[str, Any] | None:
        return dict(self.row) or None

    async def insert(self, _: str, row: dict[str, Any]) -> None:
        self.clock.now += self.seconds
        self.row = row

    async def update_one(self, query: dict[str, Any], change: dict[str, Any]) -> Answer:
        if self.away:
            raise ConnectionError
        self.clock.now += self.seconds
        if any(self.row.get(name) != value for name, value in query.items()):
            return Answer(0)
        self.row |= change.get("$set", {})
        for name, by in change.get("$inc", {}).items():
            self.row[name] += by
        return Answer(1)


@pytest.fixture
def clock() -> Monotonic:
    return Monotonic()


@pytest.fixture
def store(clock: Monotonic) -> Store:
    return Store(clock)


@pytest.fixture
def lease(store: Store, clock: Monotonic) -> Lease:
    return Lease(store, "relay", "toy-1", monotonic=clock)  # type: ignore[arg-type]


async def test_it_is_ours_for_five_seconds_less_what_the_store_took(
    lease: Lease, store: Store, clock: Monotonic
) -> None:
    store.seconds = 3.0
    assert await lease.hold()
    assert clock.now == 103.0
    clock.now = 100.0 + EXPIRY_SECONDS - 0.001
    assert lease.held
    clock.now = 100.0 + EXPIRY_SECONDS
    assert not lease.held


async def test_an_answer_that_took_longer_than_the_lease_gives_nothing(lease: Lease, store: Store) -> None:
    store.seconds = EXPIRY_SECONDS
    await lease.hold()
    assert not lease.held


async def test_while_the_store_is_away_it_runs_out_and_is_ours_again_when_nobody_took_it(
    lease: Lease, store: Store, clock: Monotonic
) -> None:
    await lease.hold()
    store.away = True
    clock.now += 2
    with pytest.raises(ConnectionError):
        await lease.hold()
    still_ours = lease.held
    assert still_ours
    clock.now += EXPIRY_SECONDS - 2
    assert not lease.held
    store.away = False
    assert await lease.hold()
    assert (lease.held, lease.token) == (True, 1)


async def test_who_was_suspended_for_an_hour_finds_the_successor_and_not_itself(
    lease: Lease, store: Store, clock: Monotonic
) -> None:
    other = Lease(store, "relay", "toy-2", monotonic=clock)  # type: ignore[arg-type]
    await lease.hold()
    await other.hold()
    clock.now += 3600
    assert not lease.held
    assert await other.hold()
    assert not await lease.hold()
    assert (other.held, other.token) == (True, 2)
