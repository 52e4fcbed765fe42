"""An embedded Kafka that asks who one is in three ways, each on a port of its own."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._scram import ScramCredentialInfo, ScramMechanism, UserScramCredentialUpsertion

from deploy.local.kafka import Kafka
from deploy.local.kafka_probe import kafka_acknowledges
from deploy.local.ports import HOST, Ports
from deploy.local.process import end, spawn
from tests.support.authority import Authority
from tests.support.eventually import eventually

USER = "toy"
LISTENERS = {"SCRAM": "SASL_SSL", "PLAIN": "SASL_PLAINTEXT", "MUTUAL": "SSL"}
SECURITY = "org.apache.kafka.common.security"


@dataclass(frozen=True, slots=True)
class SecuredKafka:
    """`open_door` is its own, for what the tests do themselves; `password` is that of USER, `authority` who signs."""

    open_door: str
    ports: Mapping[str, int]
    password: str
    authority: Authority

    @property
    def scram(self) -> dict[str, str]:
        """Settings of the encrypted way on which a password is proved."""
        return self._way("SCRAM") | self._login("SCRAM-SHA-512") | {"KAFKA_CA_FILE": str(self.authority.file)}

    @property
    def plain(self) -> dict[str, str]:
        """Settings of the way on which a password is sent in the clear."""
        return self._way("PLAIN") | self._login("PLAIN")

    @property
    def mutual(self) -> dict[str, str]:
        """Settings of the encrypted way on which both show a certificate."""
        return self._way("MUTUAL") | {"KAFKA_CA_FILE": str(self.authority.file)} | shown(self.authority)

    def _login(self, mechanism: str) -> dict[str, str]:
        return {
            "KAFKA_SASL_MECHANISM": mechanism,
            "KAFKA_SASL_USERNAME": USER,
            "KAFKA_SASL_PASSWORD": self.password,
        }

    def _way(self, listener: str) -> dict[str, str]:
        return {"KAFKA_BOOTSTRAP": f"{HOST}:{self.ports[listener]}", "KAFKA_SECURITY_PROTOCOL": LISTENERS[listener]}


def shown(authority: Authority) -> dict[str, str]:
    """Settings of a certificate that this authority signs."""
    papers = authority.signed(USER)
    return {"KAFKA_CERTIFICATE_FILE": str(papers.certificate), "KAFKA_KEY_FILE": str(papers.key)}


@contextlib.asynccontextmanager
async def secured_kafka(folder: Path) -> AsyncIterator[SecuredKafka]:
    """Start it below `folder`, yield how it is reached, stop it."""
    ports = Ports()
    kafka = Kafka(folder / "kafka", ports.take(purpose="broker"), ports.take(purpose="controller"), folder / "log")
    secured = SecuredKafka(
        kafka.bootstrap,
        {name: ports.take(purpose=name) for name in LISTENERS},
        secrets.token_urlsafe(12),
        Authority(folder),
    )
    command = await asyncio.to_thread(kafka.prepare)
    with (kafka.folder / "server.properties").open("a") as file:
        file.writelines(f"{key}={value}\n" for key, value in _properties(kafka, secured).items())
    process = await spawn(command)
    try:
        await eventually(lambda: kafka_acknowledges(kafka.bootstrap), within=60)
        await asyncio.to_thread(_register, secured)
        yield secured
    finally:
        await end(process, 20)


def _properties(kafka: Kafka, secured: SecuredKafka) -> dict[str, str]:
    """What is put over the embedded broker's configuration; the last of a name counts."""
    clients = ",".join(f"{name}://{HOST}:{port}" for name, port in secured.ports.items())
    plain = f'{SECURITY}.plain.PlainLoginModule required user_{USER}="{secured.password}";'
    settings = {
        "listeners": f"PLAINTEXT://{kafka.bootstrap},CONTROLLER://{HOST}:{kafka.controller_port},{clients}",
        "advertised.listeners": f"PLAINTEXT://{kafka.bootstrap},{clients}",
        "listener.security.protocol.map": ",".join(
            f"{name}:{way}" for name, way in {**LISTENERS, "PLAINTEXT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT"}.items()
        ),
        "listener.name.scram.sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.scram.scram-sha-512.sasl.jaas.config": f"{SECURITY}.scram.ScramLoginModule required;",
        "listener.name.plain.sasl.enabled.mechanisms": "PLAIN",
        "listener.name.plain.plain.sasl.jaas.config": plain,
        "listener.name.mutual.ssl.client.auth": "required",
    }
    for listener in ("scram", "mutual"):
        settings |= {
            f"listener.name.{listener}.ssl.keystore.type": "PEM",
            f"listener.name.{listener}.ssl.keystore.location": str(secured.authority.signed(listener).both),
            f"listener.name.{listener}.ssl.truststore.type": "PEM",
            f"listener.name.{listener}.ssl.truststore.location": str(secured.authority.file),
        }
    return settings


def _register(secured: SecuredKafka) -> None:
    """Tell Kafka the password that is proved."""
    how = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)
    known = UserScramCredentialUpsertion(USER, how, secured.password.encode())
    client = AdminClient({"bootstrap.servers": secured.open_door})
    for done in client.alter_user_scram_credentials([known]).values():
        done.result(30)
