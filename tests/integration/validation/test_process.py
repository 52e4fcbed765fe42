"""The service as a process on real Kafka: registry's events in, RequestRouted out."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from contracts.envelope import Envelope
from contracts.events.validation import RequestEscalated, RequestOverdue, RequestRouted
from contracts.topics import REQUESTS
from tests.integration.validation.story import OFFICE, PROPOSAL
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.support.running_process import free_port


def started(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """The service, with its output in `log`."""
    with log.open("wb") as output:
        command = [sys.executable, "-m", "services.validation", "all"]
        return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)


@pytest.fixture
async def process(
    backing: Backing, topic_prefix: str, database_prefix: str, isolation: str, tmp_path: Path
) -> AsyncIterator[str]:
    """A ready process; yields its address."""
    port, log = free_port(), tmp_path / "validation.log"
    environment = {
        **os.environ,
        "ENVIRONMENT": "local",
        "KAFKA_BOOTSTRAP": backing.kafka,
        "TOPIC_PREFIX": topic_prefix,
        "MONGO_URI": backing.mongo,
        "MONGO_DATABASE": f"{database_prefix}validation",
        "HTTP_PORT": str(port),
        "IDEMPOTENCY_SECRET": isolation,
    }
    running = started(environment, log)

    async def ready() -> bool:
        assert running.poll() is None, log.read_text()[-4000:]
        async with httpx.AsyncClient(trust_env=False) as client:
            try:
                return (await client.get(f"http://127.0.0.1:{port}/healthz/ready")).status_code == 200
            except httpx.HTTPError:
                return False

    try:
        await eventually(ready, within=40)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.kill()
        running.wait()


async def test_a_request_on_the_topic_is_routed_on_the_topic(backing: Backing, topic_prefix: str, process: str) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=backing.kafka)
    await producer.start()
    for envelope, event in [*OFFICE, *PROPOSAL]:
        value = event.model_dump_json().encode()
        await producer.send(
            f"{topic_prefix}{event.topic.name}", value, key=event.key.encode(), headers=envelope.to_headers()
        )
    await producer.stop()
    consumer = AIOKafkaConsumer(
        f"{topic_prefix}{REQUESTS.name}", bootstrap_servers=backing.kafka, auto_offset_reset="earliest"
    )
    await consumer.start()
    records: list[Any] = []

    async def told() -> bool:
        records.extend(record for batch in (await consumer.getmany(timeout_ms=500)).values() for record in batch)
        return len(records) >= 3

    try:
        await eventually(told, within=30)
    finally:
        await consumer.stop()
    (record, *late) = records
    envelope, event = Envelope.from_headers(record.headers), RequestRouted.model_validate_json(record.value)
    # The request is months old: what is late is said late, the reminder is left out, nothing is said twice.
    assert [Envelope.from_headers(each.headers).type for each in late] == [RequestOverdue.type, RequestEscalated.type]
    assert (envelope.type, envelope.subject, envelope.sequence) == (RequestRouted.type, "req-a", 1)
    assert envelope.actor == "anna"
    assert event.case.validator.code == "FR-INAO"
    assert record.key == event.organisation_id.encode()


async def test_its_openapi_document_is_served(process: str) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        document = (await client.get(f"{process}/openapi.json")).json()
    assert set(document["paths"]) >= {
        "/api/v1/routes",
        "/api/v1/work-items",
        "/api/v1/work-items/{request_id}",
        "/api/v1/work-items/{request_id}/decision",
        "/api/v1/work-items/{request_id}/reassignment",
        "/api/v1/work-items/decisions",
        "/api/v1/audit/requests/{request_id}",
    }
    outcomes = document["components"]["schemas"]["Outcome"]["enum"]
    assert outcomes == ["validated", "rejected", "information_required"]
