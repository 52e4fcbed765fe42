"""`outbox republish`: kept rows go out again, the same to the byte; what the relay has yet to send stays with it."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.clock import utc_now
from chassis.console import republish_kept
from chassis.mongo import Store
from chassis.republishing import TooOld
from chassis.runtime import Runtime
from chassis.unit_of_work.outbox import OUTBOX, PENDING
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.support.toy.events import BALANCES, Deposited
from tests.support.toy.harness import Raw, Toy, feed, raw, read_all
from tests.support.toy.runtime import event_work, toy_runtime

DEPOSITS = [Deposited(account=account, number=number, amount=1) for number in (1, 2) for account in ("anna", "bert")]


@pytest.fixture
async def published(backing: Backing, isolation: str, toy: Toy) -> list[Raw]:
    """Four changes of balance, as the relay has published them."""
    await feed(backing, isolation, [raw(event) for event in DEPOSITS])

    async def all_there() -> list[Raw]:
        found = await read_all(backing, isolation, BALANCES)
        assert len(found) == len(DEPOSITS)
        return found

    return await eventually(all_there, within=20)


def republish(backing: Backing, isolation: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The command; the toy stands where registry would."""
    environment = {
        **os.environ,
        "SERVICE_COMMAND": f"{sys.executable} -m tests.support.toy",
        "KAFKA_BOOTSTRAP": backing.kafka,
        "TOPIC_PREFIX": f"{isolation}-",
        "MONGO_URI": backing.mongo,
        "MONGO_DATABASE": f"{isolation}_toy",
    }
    command = [sys.executable, "-m", "cli", "outbox", "republish", "--service", "registry", *words]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=False, text=True)


async def test_the_same_bytes_again_and_nothing_when_it_is_dry(
    backing: Backing, isolation: str, published: list[Raw]
) -> None:
    dry = republish(backing, isolation, "--type", "BalanceChanged", "--dry-run", "--json")
    assert json.loads(dry.stdout)["types"] == {"BalanceChanged": 4}
    assert republish(backing, isolation, "--type", "Nothing").stdout == "toy: 0 events published again.\n"
    assert await read_all(backing, isolation, BALANCES) == published

    since = (utc_now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")
    sent = republish(backing, isolation, "--since", since, "--rate", "40")
    assert sent.stdout == "toy: 4 events published again (4 BalanceChanged).\n", sent.stderr
    twice = await read_all(backing, isolation, BALANCES)
    assert sorted(twice, key=repr) == sorted([*published, *published], key=repr)


def test_what_inboxes_have_forgotten_is_refused(backing: Backing, isolation: str, toy_topics: None) -> None:
    long_ago = (utc_now() - timedelta(days=91)).strftime("%Y-%m-%d")
    refused = republish(backing, isolation, "--since", long_ago)
    assert refused.returncode == 1
    assert "Refused: Inbox rows are kept for 90 days" in refused.stderr
    assert republish(backing, isolation).returncode == 2


@pytest.fixture
async def quiet(backing: Backing, isolation: str, toy_topics: None) -> AsyncIterator[Runtime]:
    """The toy without a relay: what is committed stays pending."""
    runtime = toy_runtime(backing, isolation)
    runtime.settings = runtime.settings.model_copy(
        update={"kafka_bootstrap": backing.kafka, "topic_prefix": f"{isolation}-"}
    )
    await runtime.prepare()
    yield runtime
    runtime.close()


async def test_what_is_pending_is_left_to_the_relay(quiet: Runtime, backing: Backing, isolation: str) -> None:
    await quiet.unit_of_work.batch([event_work(DEPOSITS[0])])
    await quiet.store[PENDING].delete_many({})
    await quiet.unit_of_work.batch([event_work(DEPOSITS[1])])
    answer = await republish_kept(quiet, {})
    assert answer["events"] == 1
    assert [key for key, _, _ in await read_all(backing, isolation, BALANCES)] == [b"anna"]


async def test_how_far_back_it_may_go(quiet: Runtime) -> None:
    await quiet.unit_of_work.batch([event_work(DEPOSITS[0])])
    await quiet.store[PENDING].delete_many({})
    await aged(quiet.store, utc_now() - timedelta(days=89))
    asked: dict[str, Any] = {"dry_run": True}
    since_89_days = (utc_now() - timedelta(days=89, hours=1)).isoformat()
    assert (await republish_kept(quiet, {**asked, "since": since_89_days}))["events"] == 1
    with pytest.raises(TooOld):
        await republish_kept(quiet, {**asked, "since": (utc_now() - timedelta(days=90)).isoformat()})
    await aged(quiet.store, utc_now() - timedelta(days=90))
    assert (await republish_kept(quiet, asked))["events"] == 0


async def aged(store: Store, at: datetime) -> None:
    await store[OUTBOX].update_many({}, {"$set": {"at": at}})
