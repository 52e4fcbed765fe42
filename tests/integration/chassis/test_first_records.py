"""The first records of a partition, of which nothing is committed yet, are handled though they were thrown away.

While partitions are divided anew, Faust throws away what it has fetched, and goes back to what is committed.
"""

from pathlib import Path

from chassis.mongo import Store
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited
from tests.support.toy.harness import Toy, feed, raw
from tests.support.toy.service import Account

ACCOUNTS = [f"account-{number}" for number in range(8)]


async def test_what_is_thrown_away_is_read_again(
    backing: Backing, isolation: str, toy_topics: None, store: Store, tmp_path: Path
) -> None:
    toy = Toy(backing, isolation, tmp_path)
    toy.start("tests.support.toy.interrupted")
    try:
        await eventually(toy.ready, within=30)
        for number in (1, 2):
            await feed(backing, isolation, [raw(Deposited(account=each, number=number, amount=1)) for each in ACCOUNTS])

        async def all_handled() -> bool:
            return {each.id: each.balance for each in await store.find(Account, {})} == dict.fromkeys(ACCOUNTS, 2)

        await eventually(all_handled, within=20)
    finally:
        toy.kill()
