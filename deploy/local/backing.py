"""What the services stand on: Kafka, the store and the mailbox, as processes to be supervised."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass

from deploy.local.kafka import Kafka
from deploy.local.kafka_probe import kafka_acknowledges
from deploy.local.layout import Layout
from deploy.local.ports import HOST, Ports
from deploy.local.probes import answers_ok
from deploy.local.process import Command
from deploy.local.store import Store
from deploy.local.supervised import Supervised


@dataclass(frozen=True, slots=True)
class Backing:
    """Addresses of the three, fixed for the life of the stack."""

    layout: Layout
    kafka: Kafka
    store: Store
    smtp_port: int
    mailbox_port: int

    @classmethod
    def plan(cls, layout: Layout, ports: Ports, mailbox_port: int, smtp_port: int, cache_mb: int) -> "Backing":
        """Choose the other ports and the store; starts nothing."""
        broker, controller = ports.take(purpose="Kafka broker"), ports.take(purpose="Kafka controller")
        return cls(
            layout=layout,
            kafka=Kafka(layout.kafka, broker, controller, layout.log("kafka")),
            store=Store.found(layout.store, ports.take(purpose="store"), layout.log("mongo"), cache_mb),
            smtp_port=smtp_port,
            mailbox_port=mailbox_port,
        )

    @property
    def smtp(self) -> str:
        """Where mails are sent to, `host:port`."""
        return f"{HOST}:{self.smtp_port}"

    @property
    def mailbox(self) -> str:
        """URL of the mailbox."""
        return f"http://{HOST}:{self.mailbox_port}"

    async def processes(self, changed: Callable[[Supervised], None]) -> list[Supervised]:
        """Prepare all three; Kafka may have to be downloaded first."""
        kafka = await asyncio.to_thread(self.kafka.prepare)
        return [
            Supervised(self.store.prepare(), self.store.answers, changed=changed),
            Supervised(kafka, lambda: kafka_acknowledges(self.kafka.bootstrap), changed=changed),
            Supervised(self._mailbox_command(), lambda: answers_ok(f"{self.mailbox}/readyz"), changed=changed),
        ]

    def _mailbox_command(self) -> Command:
        module = (sys.executable, "-m", "deploy.local.mailbox", "--folder", str(self.layout.mails))
        ports = ("--smtp-port", str(self.smtp_port), "--http-port", str(self.mailbox_port))
        return Command("mailbox", (*module, *ports), self.layout.log("mailbox"))
