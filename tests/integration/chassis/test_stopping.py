"""SIGTERM ends a process, whatever it is waiting for (design section 5, processes)."""

import os
import signal
from pathlib import Path

from chassis.mongo import Store
from tests.integration.chassis.test_process import deposits, settled
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import Toy, feed, free_port, raw


async def test_while_it_waits_for_a_store_that_is_not_there(backing: Backing, isolation: str, tmp_path: Path) -> None:
    toy = Toy(backing, isolation, tmp_path, mongo=f"mongodb://127.0.0.1:{free_port()}/")
    toy.start()
    try:
        await eventually(lambda: "prepare.retry" in toy.log.read_text(), within=20)
        toy.signal(signal.SIGTERM)
        assert toy.wait(10) == 0
    finally:
        toy.kill()


async def test_while_the_store_hangs_it_is_cut_off_and_nothing_is_lost(
    backing: Backing, isolation: str, toy: Toy, store: Store
) -> None:
    os.kill(backing.pid("mongo"), signal.SIGSTOP)
    try:
        await feed(backing, isolation, [raw(event) for event in deposits(5)])
        toy.signal(signal.SIGTERM)
        assert toy.wait(Toy.GRACE_SECONDS + 5) in (0, 1)
    finally:
        os.kill(backing.pid("mongo"), signal.SIGCONT)
    toy.start()
    await eventually(lambda: settled(store, 5), within=40)
