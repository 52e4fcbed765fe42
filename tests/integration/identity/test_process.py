"""The whole service as a process: relay and timers at work on real Kafka."""

from datetime import timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from contracts.envelope import Envelope
from contracts.topics import ACCOUNTS
from services.identity.domain.account import Account
from services.identity.settings import IdentitySettings
from tests.conftest import TEST_PARTITIONS
from tests.integration.identity.process import environment, running
from tests.integration.identity.world import World, some_address
from tests.support.backing import Backing
from tests.support.eventually import eventually


@pytest.mark.rule("2.account")
async def test_a_link_that_runs_out_expires_its_account_and_everybody_learns_it(
    world: World, identity_settings: IdentitySettings, backing: Backing, topic_prefix: str, tmp_path: Path
) -> None:
    world.clock.ahead = timedelta(minutes=-91)
    await world.sign_up(some_address())
    (account,) = await world.runtime.store.find(Account, {})
    settings = environment(
        identity_settings, KAFKA_BOOTSTRAP=backing.kafka, TOPIC_PREFIX=topic_prefix, SLOT="identity-1"
    )
    seen: list[tuple[str, int, str]] = []
    consumer = AIOKafkaConsumer(bootstrap_servers=backing.kafka, enable_auto_commit=False, auto_offset_reset="earliest")
    async with running("all", settings, tmp_path / "identity.log"), consumer:
        consumer.assign([TopicPartition(topic_prefix + ACCOUNTS.name, number) for number in range(TEST_PARTITIONS)])

        async def learned() -> bool:
            for records in (await consumer.getmany(timeout_ms=200)).values():
                for record in records:
                    envelope = Envelope.from_headers(record.headers)
                    assert record.key.decode() == envelope.key == account.id
                    seen.append((envelope.type.split(".")[-2], envelope.sequence, envelope.actor))
            return len(seen) == 2

        await eventually(learned, within=30)
    assert seen == [("AccountCreated", 1, "system:anonymous"), ("AccountExpired", 2, "system:timer")]
