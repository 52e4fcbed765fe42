"""Notify as a process of its own, in one slot."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx
from aiokafka import AIOKafkaProducer

from services.notify.settings import NotifySettings
from tests.integration.notify.post import Delivery, of_this_test
from tests.support.backing import PROJECT, Backing
from tests.support.running_process import free_port

COMMAND = [sys.executable, "-m", "services.notify", "all"]


def environment_of(settings: NotifySettings, backing: Backing, topic_prefix: str) -> dict[str, str]:
    """The same settings as environment variables."""
    return {
        **os.environ,
        "ENVIRONMENT": "local",
        "KAFKA_BOOTSTRAP": backing.kafka,
        "TOPIC_PREFIX": topic_prefix,
        "MONGO_URI": backing.mongo,
        "MONGO_DATABASE": settings.mongo_database,
        "IDEMPOTENCY_SECRET": settings.idempotency_secret.get_secret_value(),
        "LINK_KEYS_FILE": str(settings.link_keys_file),
        "PUBLIC_URL": settings.public_url,
        "SMTP_HOST": settings.smtp_host,
        "SMTP_PORT": str(settings.smtp_port),
        "HELPDESK_ADDRESSES": settings.helpdesk_addresses,
    }


class Process:
    """May be started again. `log` holds all it said."""

    def __init__(self, environment: dict[str, str], slot: str, folder: Path) -> None:
        self._port = free_port()
        self._environment = {**environment, "SLOT": slot, "HTTP_PORT": str(self._port)}
        self._process: subprocess.Popen[bytes] | None = None
        self._log = folder / f"{slot}.log"

    @property
    def said(self) -> str:
        """All of its log."""
        return self._log.read_text()

    def start(self, command: Sequence[str] = COMMAND, **environment: str) -> None:
        """Start it, or another command in its place with more `environment`; does not wait."""
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=PROJECT, env={**self._environment, **environment}, stdout=output, stderr=output
            )

    def wait(self, seconds: float = 40.0) -> int:
        """Exit code."""
        assert self._process is not None
        return self._process.wait(seconds)

    def tell(self, how: signal.Signals) -> None:
        """Send a signal."""
        assert self._process is not None
        self._process.send_signal(how)

    def stop(self, how: signal.Signals) -> int:
        """Send a signal and wait; the exit code."""
        self.tell(how)
        return self.wait()

    def kill(self) -> None:
        """kill -9, if it runs."""
        if self._process is not None and self._process.poll() is None:
            self.stop(signal.SIGKILL)

    async def ready(self) -> bool:
        """Whether it says so."""
        assert self._process is not None
        assert self._process.poll() is None, self.said[-4000:]
        try:
            async with httpx.AsyncClient(trust_env=False) as client:
                return (await client.get(f"http://127.0.0.1:{self._port}/healthz/ready")).status_code == 200
        except httpx.HTTPError:
            return False


async def publish(backing: Backing, prefix: str, isolation: str, deliveries: Sequence[Delivery]) -> None:
    """Put events on their topics, in order."""
    producer = AIOKafkaProducer(bootstrap_servers=backing.kafka)
    await producer.start()
    try:
        for envelope, event in (of_this_test(delivery, isolation) for delivery in deliveries):
            value, headers = event.model_dump_json().encode(), envelope.to_headers()
            await producer.send(prefix + event.topic.name, value, key=event.key.encode(), headers=headers)
        await producer.flush()
    finally:
        await producer.stop()
