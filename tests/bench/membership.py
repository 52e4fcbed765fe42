"""How long until a killed process that is started again handles events, with and without static membership.

`python -m tests.bench.membership [--rounds 5]` prints one JSON line: medians and all values in seconds.

Alternating in one run on one broker and store. Two processes of the toy service; one is killed and started again at
once. `restart`: from its start until an event of each account is handled, whichever partitions they are on. `ready`:
until it says so. `takeover`: from the kill of one that does not come back until the other has handled all.
`leave`: the same after a clean stop.
"""

import argparse
import asyncio
import json
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from chassis.ids import new_id
from chassis.mongo import Store
from deploy.local.topics import delete_topics
from tests.support.backing import Backing, running_backing
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited
from tests.support.toy.harness import Toy, feed, make_topics, raw
from tests.support.toy.service import Account

ACCOUNTS = [f"account-{number}" for number in range(24)]
PATIENCE = 60.0
Values = dict[str, list[float]]


@dataclass
class Pair:
    """Two processes of the toy service, and what was fed to them."""

    backing: Backing
    name: str
    store: Store
    toys: list[Toy]
    fed: int = 0
    values: Values = field(default_factory=dict)

    async def feed(self) -> None:
        """One deposit more on each account."""
        self.fed += 1
        await feed(self.backing, self.name, [raw(Deposited(account=a, number=self.fed, amount=1)) for a in ACCOUNTS])

    async def handled(self) -> bool:
        """Whether all that was fed has been handled."""
        accounts = await self.store.find(Account, {})
        return len(accounts) == len(ACCOUNTS) and all(account.balance == self.fed for account in accounts)

    async def measure(self, what: str, begin: Callable[[], None], end: Callable[[], Awaitable[bool]]) -> None:
        """Note the seconds from `begin` until `end` is true."""
        begun = time.monotonic()
        begin()
        await eventually(end, within=PATIENCE, interval=0.02)
        self.values.setdefault(what, []).append(time.monotonic() - begun)

    async def settle(self) -> None:
        """Both are up, and nothing waits."""
        for toy in self.toys:
            await eventually(toy.ready, within=PATIENCE)
        await self.feed()
        await eventually(self.handled, within=PATIENCE)


async def play(pair: Pair) -> None:
    """One round."""
    first, second = pair.toys
    for toy in pair.toys:
        toy.start()
        await eventually(toy.ready, within=PATIENCE)
    await pair.settle()
    first.kill()
    await pair.feed()
    await pair.measure("restart", first.start, pair.handled)
    await pair.settle()
    first.kill()
    await pair.measure("ready", first.start, first.ready)
    await pair.settle()
    await pair.measure("takeover", first.kill, _fed_again(pair))
    first.start()
    await pair.settle()
    await pair.measure("leave", lambda: first.signal(signal.SIGTERM), _fed_again(pair))
    second.kill()


def _fed_again(pair: Pair) -> Callable[[], Awaitable[bool]]:
    fed = False

    async def check() -> bool:
        nonlocal fed
        if not fed:
            fed = True
            await pair.feed()
        return await pair.handled()

    return check


async def measure(backing: Backing, static: bool, folder: Path) -> Values:
    """The figures of one round."""
    name = f"m{new_id()[-8:]}"
    topics = await make_topics(backing, name)
    store = Store(backing.mongo, f"{name}_toy")
    toys = [Toy(backing, name, folder, f"toy-{number}", static_membership=static) for number in (1, 2)]
    pair = Pair(backing, name, store, toys)
    try:
        await play(pair)
    finally:
        for toy in toys:
            toy.kill()
        store.close()
        await delete_topics(backing.kafka, topics)
    return pair.values


async def compare(backing: Backing, rounds: int, folder: Path) -> dict[str, Values]:
    """All rounds, alternating."""
    found: dict[str, Values] = {"static": {}, "dynamic": {}}
    for number in range(rounds):
        for mode in ("static", "dynamic") if number % 2 else ("dynamic", "static"):
            place = folder / f"{mode}-{number}"
            place.mkdir()
            for what, values in (await measure(backing, mode == "static", place)).items():
                found[mode].setdefault(what, []).extend(values)
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, running_backing(Path(folder) / "stack") as backing:
        found = asyncio.run(compare(backing, rounds, Path(folder)))
    line = {
        "bench": "membership",
        "store": "SecantusDB",
        "rounds": rounds,
        "median_seconds": {
            mode: {what: round(statistics.median(each), 2) for what, each in values.items()}
            for mode, values in found.items()
        },
        "seconds": {
            mode: {what: [round(each, 2) for each in several] for what, several in values.items()}
            for mode, values in found.items()
        },
    }
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
