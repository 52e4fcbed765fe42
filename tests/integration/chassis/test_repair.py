"""Dead letters come back, or are let be, by the operator's command (design section 5)."""

import json
import os
import subprocess
import sys
from typing import Any

import httpx
import pytest

from chassis.dead_letters import Repair, Wanted
from chassis.mongo import Store
from contracts.topics import dead_letter_topic
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited
from tests.support.toy.harness import Toy, envelope_of, feed, raw, read_all
from tests.support.toy.service import Account

NAMELESS = Deposited(account="anna", number=1, amount=7, trouble="nameless")
ENVELOPE = envelope_of(NAMELESS)


@pytest.fixture
async def repair(backing: Backing, isolation: str, toy: Toy) -> Repair:
    """One letter waits."""
    await feed(backing, isolation, [raw(NAMELESS, ENVELOPE)])
    mending = Repair(backing.broker, "toy", f"{isolation}-")
    await eventually(lambda: mending.waiting(Wanted()), within=20)
    return mending


async def mend(toy: Toy) -> None:
    """Take the cause of the trouble away."""
    async with httpx.AsyncClient(base_url=toy.url, trust_env=False, timeout=30) as client:
        (await client.post("/api/v1/accounts/anna/nickname", json={"nickname": "mouse"})).raise_for_status()


async def balance(store: Store) -> int:
    account = await store.get(Account, "anna")
    return account.balance if account else 0


async def test_a_letter_tells_what_and_why(repair: Repair) -> None:
    (letter,) = await repair.waiting(Wanted())
    assert (letter.event_id, letter.type, letter.reason) == (ENVELOPE.id, NAMELESS.type, "poison")
    assert letter.exception.startswith("ZeroDivisionError at ")
    assert (letter.key, letter.value) == raw(NAMELESS, ENVELOPE)[:2]
    assert list(letter.headers) == ENVELOPE.to_headers()


async def test_replayed_it_takes_effect_once_however_often(repair: Repair, toy: Toy, store: Store) -> None:
    letters = await repair.waiting(Wanted())
    await mend(toy)
    await repair.replay(letters)
    await repair.replay(letters)

    async def handled_and_absorbed() -> bool:
        return await toy.metric('traces_events_handled_total{outcome="duplicate"') == 1

    await eventually(handled_and_absorbed, within=20)
    assert await balance(store) == 7
    assert await repair.waiting(Wanted()) == []


async def test_what_waits_is_a_metric_until_nobody_has_to_care(repair: Repair, toy: Toy) -> None:
    async def waiting() -> bool:
        return await toy.metric("traces_dead_letters_waiting") == 1

    await eventually(waiting, within=20)
    await repair.drop(await repair.waiting(Wanted()))

    async def gone() -> bool:
        return await toy.metric("traces_dead_letters_waiting") == 0

    await eventually(gone, within=20)


async def test_replayed_too_early_it_is_set_aside_again(
    repair: Repair, backing: Backing, isolation: str, store: Store
) -> None:
    letters = await repair.waiting(Wanted())
    await repair.replay(letters)

    async def again() -> bool:
        waiting = await repair.waiting(Wanted())
        return [letter.event_id for letter in waiting] == [ENVELOPE.id] and waiting[0].place != letters[0].place

    await eventually(again, within=20)
    assert await balance(store) == 0


async def test_dropped_it_stays_readable_and_waits_no_more(repair: Repair, backing: Backing, isolation: str) -> None:
    await repair.drop(await repair.waiting(Wanted()))
    assert await repair.waiting(Wanted()) == []
    kept = await read_all(backing, isolation, dead_letter_topic("toy"))
    assert raw(NAMELESS, ENVELOPE)[1] in [value for _, value, _ in kept]


async def test_only_what_is_wanted(repair: Repair) -> None:
    (letter,) = await repair.waiting(Wanted(type="Deposited"))
    assert await repair.waiting(Wanted(type=letter.type)) == [letter]
    assert await repair.waiting(Wanted(type="Withdrawn")) == []
    assert await repair.waiting(Wanted(since=letter.at)) == [letter]
    assert await repair.waiting(Wanted(places=("9:9",))) == []


def command(backing: Backing, isolation: str, *words: str) -> list[dict[str, Any]]:
    """What `traces-access dead-letters … --json` says."""
    done = subprocess.run(
        [sys.executable, "-m", "cli", "dead-letters", *words, "--json"],
        cwd=PROJECT,
        env={**os.environ, "KAFKA_BOOTSTRAP": backing.kafka, "TOPIC_PREFIX": f"{isolation}-"},
        capture_output=True,
        check=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


async def test_the_command(backing: Backing, isolation: str, topic_prefix: str) -> None:
    """On registry's letters, as the toy is none of the system's services."""
    topic = dead_letter_topic("registry")
    headers = [*ENVELOPE.to_headers(), ("dlq-reason", b"poison"), ("dlq-attempts", b"3")]
    await feed(backing, isolation, [(b"key", b"{}", headers), (b"key", b"{}", headers)], topic)
    listed = command(backing, isolation, "list")
    assert [(row["service"], row["event_id"], row["attempts"]) for row in listed] == [("registry", ENVELOPE.id, 3)] * 2
    assert [row["headers"]["ce_id"] for row in command(backing, isolation, "show")] == [ENVELOPE.id] * 2
    assert command(backing, isolation, "show", "--since", listed[0]["at"][:19])[0]["value"] == "{}"
    assert command(backing, isolation, "list", "--since", "2100-01-01") == []
    assert len(command(backing, isolation, "replay", "--dry-run")) == 2
    assert len(command(backing, isolation, "drop", "--dry-run")) == 2
    assert len(command(backing, isolation, "list")) == 2
    (dropped,) = command(backing, isolation, "drop", "--service", "registry", "--place", listed[0]["place"])
    assert dropped["done"] == "dropped"
    (replayed,) = command(backing, isolation, "replay", "--type", "Deposited", "--limit", "1", "--rate", "5")
    assert replayed["place"] == listed[1]["place"]
    assert command(backing, isolation, "list") == []
