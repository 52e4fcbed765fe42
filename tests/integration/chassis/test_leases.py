"""A lease is held by one at a time, and passes on without comparing clocks (design section 5, relay)."""

from collections.abc import AsyncIterator

import pytest

from chassis.leases import EXPIRY_SECONDS, LEASES, Lease
from chassis.mongo import Store
from tests.support.backing import Backing

pytestmark = pytest.mark.moment("leases")


class Monotonic:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def opened(backing: Backing, isolation: str) -> AsyncIterator[Store]:
    store = Store(backing.mongo, f"{isolation}_leases")
    await store.prepare({LEASES: ()})
    yield store
    store.close()


@pytest.fixture
def clock() -> Monotonic:
    return Monotonic()


async def test_the_first_gets_it_and_the_second_waits_until_it_has_been_silent(opened: Store, clock: Monotonic) -> None:
    first = Lease(opened, "relay", "toy-1", monotonic=clock)
    second = Lease(opened, "relay", "toy-2", monotonic=clock)
    assert await first.hold()
    assert not await second.hold()
    clock.now += EXPIRY_SECONDS
    assert not first.held
    assert not await second.hold()
    clock.now += 0.1
    assert await second.hold()
    assert second.token == first.token + 1


async def test_a_heartbeat_keeps_it(opened: Store, clock: Monotonic) -> None:
    first = Lease(opened, "relay", "toy-1", monotonic=clock)
    second = Lease(opened, "relay", "toy-2", monotonic=clock)
    for _ in range(20):
        assert await first.hold()
        assert not await second.hold()
        clock.now += 1


async def test_who_was_overtaken_loses_it_by_its_token(opened: Store, clock: Monotonic) -> None:
    first = Lease(opened, "relay", "toy-1", monotonic=clock)
    second = Lease(opened, "relay", "toy-2", monotonic=clock)
    await first.hold()
    await second.hold()
    clock.now += EXPIRY_SECONDS + 0.1
    assert await second.hold()
    assert not await first.hold()
    assert not first.held
    await first.release()
    assert await second.hold()


async def test_given_back_it_is_free_at_once(opened: Store, clock: Monotonic) -> None:
    first = Lease(opened, "relay", "toy-1", monotonic=clock)
    second = Lease(opened, "relay", "toy-2", monotonic=clock)
    await first.hold()
    await first.release()
    assert not first.held
    assert await second.hold()


async def test_the_same_slot_started_again_resumes_at_once_under_a_higher_token(
    opened: Store, clock: Monotonic
) -> None:
    killed = Lease(opened, "relay", "toy-1", monotonic=clock)
    await killed.hold()
    again = Lease(opened, "relay", "toy-1", monotonic=clock)
    assert await again.hold()
    assert again.token == killed.token + 1
    assert not await killed._renew()
