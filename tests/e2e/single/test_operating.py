"""The system as people on duty see it, and what they may do to it while it works."""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from demo.play import Report
from tests.e2e.invariants import OURS, check_invariants, delivered, no_subject_has_a_gap
from tests.e2e.records import Record, read_all
from tests.e2e.running import PROJECT, RunningStack
from tests.support.eventually import eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]


def traces_access(running: RunningStack, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "--stack", str(running.layout.stack_file), *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, text=True)


def status(running: RunningStack) -> dict[str, Any]:
    said = traces_access(running, "status", "--json")
    found: dict[str, Any] = json.loads(said.stdout)
    assert said.returncode == bool(found["findings"])
    return found


def alerts(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each["service"], each["alert"]) for each in found["findings"]}


def events(running: RunningStack) -> list[Record]:
    return [record for record in read_all(running.about()["kafka"]) if OURS.match(record.topic)]


async def absorbed(running: RunningStack) -> float:
    total = 0.0
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        for url in running.about()["services"].values():
            lines = (await client.get(f"{url}/metrics")).text.splitlines()
            total += sum(
                float(line.rpartition(" ")[2])
                for line in lines
                if line.startswith("traces_events_handled_total{") and 'outcome="duplicate"' in line
            )
    return total


def test_nothing_hangs_where_nothing_was_disturbed(running: RunningStack, undisturbed: Report) -> None:
    assert undisturbed.ok
    found = status(running)
    assert found["findings"] == []
    notify = next(report for report in found["services"] if report["service"] == "notify")
    assert notify["store"]["mails"]["by_state"]["SENT"] > 0
    assert traces_access(running, "topics", "plan").returncode == 0


async def test_everything_published_again_changes_nothing(running: RunningStack, undisturbed: Report) -> None:
    """Consumers absorb it; and a consumer that begins now has everything, each subject in order and without a gap."""
    before, mails = events(running), await delivered(running.about()["mailbox"])
    since = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S")
    sent = traces_access(running, "outbox", "republish", "--since", since, "--json")
    assert sent.returncode == 0, sent.stderr
    ids = {record.header("ce_id") for record in before}
    assert sum(json.loads(line)["events"] for line in sent.stdout.splitlines()) == len(ids)

    async def all_read() -> bool:
        return all(report["broker"].get("group", {"lag": 0})["lag"] == 0 for report in status(running)["services"])

    await eventually(all_read, within=60)
    after = events(running)
    known = {(record.topic, record.partition, record.offset) for record in before}
    again = [record for record in after if (record.topic, record.partition, record.offset) not in known]
    assert Counter(record.header("ce_id") for record in again) == dict.fromkeys(ids, 1)
    no_subject_has_a_gap(again)
    await check_invariants(running.about())
    assert len(await delivered(running.about()["mailbox"])) == len(mails)
    assert await absorbed(running) > len(ids) / 2


async def test_a_service_that_is_down_is_named_with_what_to_do(running: RunningStack, undisturbed: Report) -> None:
    await running.hold("registry")
    found = status(running)
    assert alerts(found) == {("registry", "NobodyConsumes"), ("registry", "NobodyPublishes")}
    assert all(each["next"].startswith("start a worker of registry") for each in found["findings"])
    await running.release("registry")
    await running.all_ready()
    assert status(running)["findings"] == []
