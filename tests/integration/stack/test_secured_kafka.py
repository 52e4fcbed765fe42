"""A Kafka that asks who one is: services and tools get in as their settings say, and nobody else does."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from chassis.broker.admin import KafkaError
from chassis.broker.connection import Broker
from chassis.broker.settings import KafkaSettings
from chassis.ids import new_id
from chassis.producer import Producer
from chassis.reader import read_topic
from chassis.records import Record
from deploy.init.topics import create_topics
from tests.support.authority import Authority
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.support.secured_kafka import SecuredKafka, secured_kafka, shown
from tests.support.toy.events import BALANCES, DEPOSITS, Deposited
from tests.support.toy.harness import TOPICS, Toy, feed, raw, read_all

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kafka(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SecuredKafka]:
    async with secured_kafka(tmp_path_factory.mktemp("secured")) as running:
        yield running


@pytest.fixture
def aside(backing: Backing, kafka: SecuredKafka) -> Backing:
    """The store of the run, and this Kafka by its open door."""
    return replace(backing, kafka=kafka.open_door)


def broker(settings: dict[str, str]) -> Broker:
    given: dict[str, Any] = {name.lower(): value for name, value in settings.items()}
    return KafkaSettings(**given).broker


async def test_a_service_works_behind_an_encrypted_log_in(
    aside: Backing, kafka: SecuredKafka, isolation: str, tmp_path: Path
) -> None:
    way = kafka.scram
    await create_topics(broker(way), topics=TOPICS, prefix=f"{isolation}-")
    toy = Toy(aside, isolation, tmp_path, environment=way)
    toy.start()
    try:
        await eventually(toy.ready, within=30)
        await feed(aside, isolation, [raw(Deposited(account="anna", amount=5, number=1))])
        balance = await eventually(lambda: read_all(aside, isolation, BALANCES), within=30)
        assert [key for key, _, _ in balance] == [b"anna"]
        about = status(toy, way)
        assert about["broker"]["group"]["members"] == 1
        assert about["broker"]["group"]["lag"] == 0
        assert about["broker"]["dead_letters"]["waiting"] == 0
        assert "dead_letters.watch" not in toy.log.read_text()
    finally:
        toy.kill()
    assert kafka.password not in toy.log.read_text()


def status(toy: Toy, way: dict[str, str]) -> dict[str, dict[str, dict[str, int]]]:
    """What the console command of the toy finds at the broker."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.toy", "command", "status"],
        cwd=PROJECT,
        env={**toy.environment, **way},
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    about: dict[str, dict[str, dict[str, int]]] = json.loads(done.stdout.splitlines()[-1])
    return about


async def test_a_service_with_another_password_says_what_is_wrong_and_never_gets_ready(
    aside: Backing, kafka: SecuredKafka, isolation: str, tmp_path: Path
) -> None:
    wrong = secrets.token_urlsafe(12)
    toy = Toy(aside, isolation, tmp_path, environment=kafka.scram | {"KAFKA_SASL_PASSWORD": wrong})
    toy.start()
    try:
        await eventually(lambda: "SaslAuthenticationFailed" in toy.log.read_text(), within=30)
        assert not await toy.ready()
    finally:
        toy.kill()
    assert wrong not in toy.log.read_text()


async def test_every_way_leads_in(kafka: SecuredKafka) -> None:
    for settings in (kafka.scram, kafka.plain, kafka.mutual):
        topic = replace(DEPOSITS, name=f"way-{new_id()}", partitions=1)
        way = broker(settings)
        await create_topics(way, topics=[topic])
        producer = Producer(way)
        try:
            await producer.send([Record(topic.name, b"key", b"value", [])])
        finally:
            await producer.close()
        assert [record.value async for record in read_topic(way, topic.name)] == [b"value"]


async def test_who_is_not_who_he_should_be_stays_outside(
    kafka: SecuredKafka, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = Authority(tmp_path, "stranger")
    other_name = kafka.scram["KAFKA_BOOTSTRAP"].replace("127.0.0.1", "localhost")
    for settings, why in [
        (kafka.plain | {"KAFKA_SASL_PASSWORD": secrets.token_urlsafe(12)}, "SaslAuthenticationFailed"),
        (kafka.scram | {"KAFKA_SASL_MECHANISM": "SCRAM-SHA-256"}, "UnsupportedSaslMechanism"),
        (kafka.scram | {"KAFKA_CA_FILE": str(stranger.file)}, "certificate verify failed"),
        (kafka.scram | {"KAFKA_BOOTSTRAP": other_name}, "certificate is not valid for 'localhost'"),
        (kafka.mutual | shown(stranger), "Unable"),
    ]:
        caplog.clear()
        with pytest.raises(KafkaError):
            await create_topics(broker(settings))
        assert why in caplog.text
        assert "KAFKA_SASL_PASSWORD" not in settings or settings["KAFKA_SASL_PASSWORD"] not in caplog.text


async def test_the_init_step_says_why_it_does_not_get_in(kafka: SecuredKafka) -> None:
    wrong = kafka.plain | {"KAFKA_SASL_PASSWORD": secrets.token_urlsafe(12)}
    code = "import deploy.init.__main__ as step; step.PATIENCE = 1; step.main()"
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, "topics"],
        cwd=PROJECT,
        env={**os.environ, **wrong},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "SaslAuthenticationFailed" in done.stderr
