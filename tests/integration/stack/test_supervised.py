"""Processes are kept alive, with patience, unless they are held."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from deploy.local.backoff import Backoff
from deploy.local.children import end_left_behind, record
from deploy.local.process import Command
from deploy.local.supervised import Supervised
from deploy.trouble import StackTrouble
from tests.support.eventually import eventually, stays

RUNS = "import time; print('up', flush=True); time.sleep(600)"
DIES = "print('cannot start: no bread', flush=True); raise SystemExit(3)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"

Make = Callable[..., Supervised]


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    made: list[Supervised] = []

    def supervised(code: str, *, grace: float = 5.0) -> Supervised:
        log = tmp_path / f"{len(made)}.log"

        async def ready() -> bool:
            return log.exists() and log.read_text().count("up") > process.restarts

        command = Command("thing", (sys.executable, "-c", code), log)
        backoff = Backoff(first=0.05, longest=0.2)
        process = Supervised(command, ready, changed=lambda _: None, grace=grace, backoff=backoff)
        made.append(process)
        return process

    yield supervised
    for process in made:
        await process.stop()


async def test_a_killed_process_is_started_again(make: Make) -> None:
    process = make(RUNS)
    process.start()
    await process.wait_ready(10)
    first = process.pid
    process.kill()
    await eventually(lambda: process.pid not in (None, first) and process.is_ready)
    assert process.restarts == 1


async def test_a_spare_runs_when_it_is_released(make: Make) -> None:
    process = make(RUNS)
    process.start(held=True)
    await stays(lambda: process.pid is None)
    process.release()
    await process.wait_ready(10)
    await process.hold()
    assert process.pid is None


async def test_one_that_never_comes_up_is_reported_with_the_end_of_its_log(make: Make) -> None:
    process = make(DIES)
    process.start()
    with pytest.raises(StackTrouble, match=r"thing ended 5 times before it was ready(.|\n)*no bread"):
        await process.wait_ready(20)


async def test_one_that_is_too_slow_is_reported(make: Make) -> None:
    process = make("import time; time.sleep(600)")
    process.start()
    with pytest.raises(StackTrouble, match="thing was not ready within 0 s"):
        await process.wait_ready(0.3)


async def test_a_held_process_stays_stopped_until_it_is_released(make: Make) -> None:
    process = make(RUNS)
    process.start()
    await process.wait_ready(10)
    await process.hold()
    await stays(lambda: process.pid is None)
    process.release()
    await eventually(lambda: process.pid is not None)


async def test_holding_while_it_is_being_started_leaves_nothing_running(make: Make) -> None:
    process = make(RUNS)
    process.start()
    await asyncio.sleep(0)
    await process.hold()
    await stays(lambda: process.pid is None)


async def test_a_process_that_ignores_the_request_is_killed_after_its_grace(make: Make) -> None:
    process = make(DEAF, grace=0.3)
    process.start()
    await process.wait_ready(10)
    pid = process.pid
    await process.stop()
    assert pid is not None
    assert not psutil.pid_exists(pid)


async def test_a_frozen_process_can_be_stopped(make: Make) -> None:
    process = make(RUNS)
    process.start()
    await process.wait_ready(10)
    pid = process.pid
    assert pid is not None
    process.pause()
    await eventually(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    await process.stop()
    assert not psutil.pid_exists(pid)


async def test_children_do_not_outlive_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    code = f"""
import asyncio, sys
from pathlib import Path
from deploy.local.process import Command, spawn
async def main():
    child = await spawn(Command("child", (sys.executable, "-c", {RUNS!r}), Path({str(tmp_path / "child.log")!r})))
    print(child.pid, flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    record(tmp_path / "children.json", {"child": child})
    os.kill(parent.pid, signal.SIGKILL)
    await parent.wait()
    if sys.platform != "linux":  # there the kernel does not end them, but the next start or `make stop` does
        assert end_left_behind(tmp_path / "children.json") == 1
    await eventually(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)
