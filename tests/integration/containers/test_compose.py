"""docker-compose.yml: it comes up, plays the guide, shows little of itself, and stops cleanly."""

import json
import os
import socket
import subprocess
import sys
from typing import Any

import httpx
import pytest

from contracts.topics import SERVICES
from deploy.compose.accounts import IN_CONTAINERS
from tests.integration.containers.docker import ONCE, OURS, System
from tests.support.backing import PROJECT

pytestmark = pytest.mark.timeout(600)

BEHIND = ("kafka", "mongo", "mailpit")
READS_FOREIGN = """
import asyncio
from pathlib import Path
from chassis.mongo import PyMongoError, Store
async def look(name):
    store = Store(Path("/run/secrets/mongo_uri").read_text(), name)
    try:
        return len(await store.database.list_collection_names())
    except PyMongoError as error:
        return f"refused {error.code}"
for name in ("identity", "registry", "validation", "notify"):
    print(name, asyncio.run(look(name)))
"""
OPERATIONS = ("/healthz/live", "/healthz/ready", "/metrics")
ASKS_OPERATIONS = f"""
from urllib.request import urlopen
print(*[urlopen("http://127.0.0.1:8081" + path).status for path in {OPERATIONS}])
"""


def rows(system: System) -> list[dict[str, Any]]:
    return [json.loads(line) for line in system.compose("ps", "--format", "json").splitlines()]


def test_every_container_is_healthy_and_the_steps_before_them_are_done(system: System) -> None:
    assert {row["Service"]: row["Health"] for row in rows(system)} == dict.fromkeys((*OURS, *BEHIND), "healthy")
    assert {step: system.inspect(step)["State"]["ExitCode"] for step in ONCE} == dict.fromkeys(ONCE, 0)


def test_only_gateway_and_mailbox_page_are_published_and_on_this_machine_only(system: System) -> None:
    published = [
        (row["Service"], each["URL"], each["PublishedPort"])
        for row in rows(system)
        for each in row["Publishers"] or ()
        if each["PublishedPort"]
    ]
    assert sorted(published) == [
        ("gateway", "127.0.0.1", system.gateway),
        ("mailpit", "127.0.0.1", system.mailbox),
    ]


@pytest.mark.parametrize("service", [*OURS, *ONCE])
def test_our_containers_may_do_nothing_that_they_need_not(system: System, service: str) -> None:
    host = system.inspect(service)["HostConfig"]
    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert 0 < host["Memory"] <= 512 * 1024 * 1024
    assert 0 < host["PidsLimit"] <= 256
    assert host["Privileged"] is False


@pytest.mark.parametrize("service", BEHIND)
def test_what_they_stand_on_is_bounded_too(system: System, service: str) -> None:
    host = system.inspect(service)["HostConfig"]
    assert host["CapDrop"] == ["ALL"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert host["Memory"] > 0


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reads_its_own_database_only(system: System, service: str) -> None:
    """On the stand-in for mongo:8 this shows what SecantusDB does, not MongoDB."""
    seen = dict(line.split(" ", 1) for line in system.python(service, READS_FOREIGN).splitlines())
    own = seen.pop(service)
    assert int(own) > 0
    assert set(seen.values()) == {"refused 13"}


def test_no_secret_stands_in_the_environment_of_a_container(system: System) -> None:
    code = "import os; print(*[open(f'{r}/{n}').read() for r, _, ns in os.walk('/run/secrets') for n in ns], sep='\\n')"
    secrets = {line for service in OURS for line in system.python(service, code).splitlines() if len(line) >= 8}
    assert len(secrets) > 10
    shown = json.dumps([system.inspect(service)["Config"] for service in (*OURS, *ONCE, *BEHIND)])
    assert [secret for secret in secrets if secret in shown] == []


def test_health_and_metrics_are_not_on_the_published_port(system: System) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{system.gateway}", trust_env=False, timeout=30) as public:
        assert public.get("/").status_code == 200
        assert [public.get(path).status_code for path in OPERATIONS] == [404, 404, 404]
    for service in OURS:
        assert system.python(service, ASKS_OPERATIONS) == "200 200 200"


def test_people_on_duty_need_no_way_to_kafka_nor_to_the_store(system: System) -> None:
    status = subprocess.run(
        [sys.executable, "-m", "cli", "status", "--json"],
        cwd=PROJECT,
        env={**os.environ, **system.environment, "SERVICE_COMMAND": IN_CONTAINERS},
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(status.stdout)
    assert found["findings"] == [], status.stderr
    assert [report["service"] for report in found["services"]] == list(SERVICES)
    inside = ("exec", "-T", "registry", "python", "-m", "cli")
    assert system.compose(*inside, "topics", "plan") == "All 12 topics are as the contracts want them."
    assert system.compose(*inside, "dead-letters", "list", "--json") == ""


def test_the_guide_is_played_and_the_door_to_kafka_is_shut_again(system: System) -> None:
    played = system.demo()
    assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
    assert "each event and each mail exactly once" in played.stdout
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", system.door)) != 0


def test_a_second_start_keeps_secrets_and_data(system: System) -> None:
    before = system.compose("exec", "-T", "identity", "cat", "/run/secrets/refresh_key")
    system.compose("up", "--wait", "--force-recreate", "identity")
    assert system.compose("exec", "-T", "identity", "cat", "/run/secrets/refresh_key") == before


def test_each_service_stops_cleanly_when_told_to(system: System) -> None:
    system.compose("stop", *OURS)
    codes = {service: system.inspect(service)["State"]["ExitCode"] for service in OURS}
    assert codes == dict.fromkeys(OURS, 0)
