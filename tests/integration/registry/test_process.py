"""Registry as a process of its own: HTTP in, events out on Kafka, validation's events in from Kafka."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from chassis.clock import utc_now
from chassis.ids import new_id
from contracts.envelope import Envelope
from contracts.event import REGISTERED, Event
from contracts.events.registry import OrganisationKind, OrganisationRef, OrganisationStatus
from contracts.events.validation import Case, CaseStatus, RequestRouted, RequestValidated
from contracts.topics import ORGANISATIONS
from tests.integration.registry.harness import COMMISSION, INAO, Issuer
from tests.integration.registry.proposals import proposal
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.support.running_process import free_port


@pytest.fixture
async def issuer() -> AsyncIterator[tuple[Issuer, str]]:
    """A key set under an address, as identity has one."""
    made = Issuer()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = json.dumps(made.jwks)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    port = free_port()
    async with await asyncio.start_server(answer, "127.0.0.1", port):
        yield made, f"http://127.0.0.1:{port}/jwks.json"


@pytest.fixture
def environment(
    backing: Backing, topic_prefix: str, database_prefix: str, issuer: tuple[Issuer, str]
) -> dict[str, str]:
    return {
        **os.environ,
        "ENVIRONMENT": "local",
        "SLOT": "registry-1",
        "KAFKA_BOOTSTRAP": backing.kafka,
        "TOPIC_PREFIX": topic_prefix,
        "MONGO_URI": backing.mongo,
        "MONGO_DATABASE": f"{database_prefix}registry",
        "HTTP_PORT": str(free_port()),
        "JWKS_URL": issuer[1],
        "IDEMPOTENCY_SECRET": new_id(),
    }


def started(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "services.registry"], cwd=PROJECT, env=environment, stdout=output, stderr=output
        )


@pytest.fixture
async def client(
    environment: dict[str, str], issuer: tuple[Issuer, str], tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """Anna's client of a ready process."""
    url = f"http://127.0.0.1:{environment['HTTP_PORT']}"
    process = started(environment, tmp_path / "registry.log")
    bearer = {"Authorization": f"Bearer {issuer[0].token('anna')}"}
    try:
        async with httpx.AsyncClient(base_url=f"{url}/api/v1", headers=bearer, trust_env=False, timeout=30) as anna:

            async def ready() -> bool:
                assert process.poll() is None, (tmp_path / "registry.log").read_text()[-4000:]
                try:
                    return (await anna.get(f"{url}/healthz/ready")).is_success
                except httpx.HTTPError:
                    return False

            await eventually(ready, within=60)
            yield anna
    finally:
        process.terminate()
        assert process.wait(30) == 0


async def heard(backing: Backing, topic: str, request_id: str, count: int) -> list[tuple[str, Event]]:
    """The first events of one request on the topic."""
    found: list[tuple[str, Event]] = []
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=backing.kafka, auto_offset_reset="earliest")
    await consumer.start()
    try:
        async with asyncio.timeout(30):
            async for record in consumer:
                envelope = Envelope.from_headers(record.headers)
                event = REGISTERED[envelope.type].model_validate_json(record.value)
                if getattr(event, "request_id", None) == request_id:
                    assert record.key.decode() == event.key
                    found.append((envelope.actor, event))
                    if len(found) == count:
                        return found
    finally:
        await consumer.stop()
    raise AssertionError(f"{len(found)} of {count} events")


async def tell(backing: Backing, topic_prefix: str, events: list[Event]) -> None:
    """Say these as validation."""
    producer = AIOKafkaProducer(bootstrap_servers=backing.kafka, enable_idempotence=True)
    await producer.start()
    try:
        for sequence, event in enumerate(events, 1):
            envelope = Envelope(
                id=new_id(),
                type=event.type,
                source="/services/validation",
                time=utc_now(),
                subject=event.subject,
                sequence=sequence,
                key=event.key,
                correlation_id=new_id(),
                causation_id=new_id(),
                actor="valerie",
            )
            await producer.send(
                topic_prefix + event.topic.name,
                event.model_dump_json().encode(),
                key=event.key.encode(),
                headers=envelope.to_headers(),
            )
        await producer.flush()
    finally:
        await producer.stop()


def news(sent: dict[str, str]) -> list[Event]:
    case = Case(
        request_id=sent["request_id"],
        authorisation_id=sent["authorisation_id"],
        account_id="anna",
        proposal=True,
        first_user=True,
        status=CaseStatus.VALIDATED,
        organisation=OrganisationRef(
            id=sent["operator_id"],
            kind=OrganisationKind.OPERATOR,
            country="BE",
            code=None,
            traces_number=sent["traces_number"],
            name="Test Importer",
            status=OrganisationStatus.NEW,
        ),
        validator=INAO,
        superior=COMMISSION,
        delegated=False,
        requested_at=utc_now(),
        due_at=utc_now(),
        reason=None,
    )
    opened = case.model_copy(update={"status": CaseStatus.OPEN})
    request, organisation = case.request_id, sent["operator_id"]
    return [
        RequestRouted(request_id=request, organisation_id=organisation, case=opened),
        RequestValidated(request_id=request, organisation_id=organisation, case=case, administrator=True),
    ]


async def test_from_the_proposal_to_the_right(backing: Backing, topic_prefix: str, client: httpx.AsyncClient) -> None:
    answer = await client.post("/operators", json=proposal())
    assert answer.status_code == 201, answer.text
    sent = answer.json()
    topic = topic_prefix + ORGANISATIONS.name
    first = await heard(backing, topic, sent["request_id"], 2)
    assert {type(event).__name__ for _, event in first} == {"OperatorProposed", "AuthorisationRequested"}
    assert {actor for actor, _ in first} == {"anna"}
    await tell(backing, topic_prefix, news(sent))

    async def granted() -> bool:
        request = (await client.get(f"/requests/{sent['request_id']}")).json()
        return bool(request["status"] == "VALID" and request["validator"]["code"] == "FR-INAO")

    await eventually(granted, within=30)
    everything = await heard(backing, topic, sent["request_id"], 4)
    assert {type(event).__name__ for _, event in everything[2:]} == {"OperatorValidated", "AuthorisationGranted"}
    (right,) = (await client.get("/me/rights")).json()["items"]
    assert right["organisation"]["id"] == sent["operator_id"]


def command(environment: dict[str, str], organisation: str, account: str) -> tuple[int, dict[str, str]]:
    """`bootstrap-grant` as the command line runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "services.registry", "command", "bootstrap-grant"],
        cwd=PROJECT,
        env=environment,
        input=json.dumps({"organisation": organisation, "account_id": account}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return done.returncode, answer


async def test_the_console_grants_once_and_says_why_not(environment: dict[str, str]) -> None:
    code, answer = await asyncio.to_thread(command, environment, "FR-INAO", "valerie")
    assert code == 0
    assert set(answer) == {"authorisation_id"}
    code, answer = await asyncio.to_thread(command, environment, "FR-INAO", "victor")
    assert (code, answer["error"]) == (1, "administrator-exists")
    code, answer = await asyncio.to_thread(command, environment, "FR-NOBODY", "victor")
    assert (code, answer["error"]) == (1, "unknown-organisation")
