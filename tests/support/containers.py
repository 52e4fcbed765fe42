"""Kafka, MongoDB and Mailpit of one test run in containers, behind the same addresses as the embedded ones.

Every port is on the loopback and stays the same: what is killed comes back in its place, as in the embedded stack.
Killing needs an engine on this machine, whose processes we may signal.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, cast

import yaml
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer
from testcontainers.core.docker_client import DockerClient

from deploy.local.kafka_probe import kafka_acknowledges
from deploy.local.patience import until
from deploy.local.ports import HOST, Ports
from deploy.local.primary import is_primary
from deploy.local.probes import answers_ok
from tests.support.backing import PROJECT, Backing

OWNER = "traces-access.tests"
"""Label of our containers: the process id of the run. A run that was killed is swept by the next one."""

PATIENCE = 120.0
COMPOSED = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]
IMAGES = {name: str(COMPOSED[name]["image"]) for name in ("kafka", "mongo", "mailpit")}
"""The tests run on the very images that are deployed."""

STAND_IN = "offline-docker"
"""The label of an image that is none of its makers' (as SecantusDB behind the name of MongoDB)."""

STORE_PORT, SMTP_PORT, PAGE_PORT = 27017, 1025, 8025


class ContainerBacking(Backing):
    """The same, in containers."""

    def pid(self, name: str) -> int:
        """Process id, on this machine, of the container's first process at this moment; AssertionError if none runs."""
        found = _client().containers.list(filters={"label": [f"{OWNER}={os.getpid()}", f"{OWNER}.name={name}"]})
        pid = int(found[0].attrs["State"]["Pid"]) if found else 0
        assert pid, f"{name} does not run at this moment"
        return pid


@contextlib.contextmanager
def running_containers(folder: Path) -> Iterator[Backing]:
    """Start the three, yield their addresses, remove them and what they wrote."""
    _sweep()
    ports = Ports()
    taken = {name: ports.take(purpose=name) for name in ("kafka", "mongo", "smtp", "page", "door smtp", "door page")}
    containers = [_kafka(taken["kafka"]), _mongo(taken["mongo"]), _mailpit(taken["smtp"], taken["page"])]
    with contextlib.ExitStack() as stack:
        for container in containers:
            stack.enter_context(container)
        stack.enter_context(_door(taken, folder))
        backing = ContainerBacking(
            folder=folder,
            kafka=f"{HOST}:{taken['kafka']}",
            mongo=f"mongodb://{HOST}:{taken['mongo']}/?directConnection=true",
            smtp_host=HOST,
            smtp_port=taken["door smtp"],
            mailbox=f"http://{HOST}:{taken['door page']}",
        )
        asyncio.run(_all_ready(backing, taken["mongo"]))
        yield backing


async def _all_ready(backing: Backing, store_port: int) -> None:
    checks: dict[str, Callable[[], Awaitable[bool]]] = {
        "Kafka": lambda: kafka_acknowledges(backing.kafka),
        "MongoDB": lambda: is_primary(f"{HOST}:{store_port}", initiate=True),
        "Mailpit": lambda: answers_ok(f"{backing.mailbox}/readyz"),
    }
    for what, check in checks.items():
        await until(check, within=PATIENCE, what=what)


def _kafka(port: int) -> DockerContainer:
    """One broker, its own controller; the listener's port is the published one, so that it can say where it is."""
    settings = {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_LISTENERS": f"OUTSIDE://:{port},INSIDE://:9092,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"OUTSIDE://{HOST}:{port},INSIDE://localhost:9092",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "OUTSIDE:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "KAFKA_INTER_BROKER_LISTENER_NAME": "INSIDE",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS": "1000",
        "KAFKA_BROKER_SESSION_TIMEOUT_MS": "2000",
        "KAFKA_BROKER_HEARTBEAT_INTERVAL_MS": "500",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "4",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR": "1",
        "KAFKA_HEAP_OPTS": "-Xms128m -Xmx512m",
    }
    start = "chmod u+w /etc/kafka/docker/*; exec /etc/kafka/docker/run"  # as docker-compose.yml says
    made = DockerContainer(IMAGES["kafka"]).with_command(["bash", "-c", start]).with_envs(**settings)
    return _placed(made, "kafka", {port: port})


def _mongo(port: int) -> DockerContainer:
    options = ["--replSet", "rs0", "--bind_ip_all", "--wiredTigerCacheSizeGB", "0.25"]
    options += ["--setParameter", "transactionLifetimeLimitSeconds=5"]
    return _placed(DockerContainer(IMAGES["mongo"]).with_command(options), "mongo", {STORE_PORT: port})


def _mailpit(smtp: int, page: int) -> DockerContainer:
    made = DockerContainer(IMAGES["mailpit"]).with_envs(MP_MAX_MESSAGES="100000", MP_SMTP_DISABLE_RDNS="true")
    return _placed(made, "mailpit", {SMTP_PORT: smtp, PAGE_PORT: page})


def _placed(container: DockerContainer, name: str, published: dict[int, int]) -> DockerContainer:
    """Publish on the loopback, label, and have the engine start it again when it is killed."""
    ports = cast("dict[str, Any]", container.ports)
    ports.update({f"{inner}/tcp": (HOST, outer) for inner, outer in published.items()})
    labels = {OWNER: str(os.getpid()), f"{OWNER}.name": name}
    return container.with_kwargs(labels=labels, restart_policy={"Name": "always"})


@contextlib.contextmanager
def _door(taken: dict[str, int], folder: Path) -> Iterator[None]:
    options = ["--smtp-port", taken["door smtp"], "--http-port", taken["door page"]]
    options += ["--mailpit-smtp", taken["smtp"], "--mailpit-http", taken["page"]]
    command = [sys.executable, "-m", "tests.support.mail_door", *map(str, options)]
    with (folder / "mail_door.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def store_is_a_stand_in() -> bool:
    """Whether the store's image on this machine is a stand-in; one that is not here yet will be the original."""
    return any(STAND_IN in image.labels for image in _client().images.list(IMAGES["mongo"]))


def _sweep() -> None:
    """Remove what killed runs left. We do this ourselves, so testcontainers' reaper and its image are not needed."""
    testcontainers_config.ryuk_disabled = True
    for container in _client().containers.list(all=True, filters={"label": OWNER}):
        if not Path(f"/proc/{container.labels[OWNER]}").exists():
            container.remove(force=True, v=True)


def _client() -> Any:
    return DockerClient().client
