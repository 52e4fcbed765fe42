"""Post: a running notify on the real store, its mailer beside it, and the mailbox it writes to."""

import asyncio
import base64
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from chassis.runtime import Runtime
from chassis.settings import Environment
from chassis.unit_of_work import Outcome, Work
from chassis.unit_of_work.outbox import OUTBOX
from contracts.envelope import Envelope
from contracts.event import Event
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.mailer.sender import send_mails
from services.notify.service import service
from services.notify.settings import NotifySettings
from tests.support.backing import Backing

Delivery = tuple[Envelope, Event]

SETTLED = {Status.SENT, Status.ABANDONED, Status.SPLIT, Status.MUTED}


def key_file(folder: Path) -> Path:
    """Link keys of this test's own."""
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    path = folder / "link-keys.json"
    path.write_text(json.dumps({"current": "k1", "keys": {"k1": key}}))
    return path


def settings_for(backing: Backing, isolation: str, folder: Path, **changed: Any) -> NotifySettings:
    """Real settings; addresses are this test's own."""
    given: dict[str, Any] = {
        "environment": Environment.LOCAL,
        "slot": "notify-1",
        "mongo_uri": SecretStr(backing.mongo),
        "mongo_database": f"{isolation}_notify",
        "idempotency_secret": SecretStr(isolation),
        "link_keys_file": key_file(folder),
        "public_url": "http://traces.test",
        "smtp_host": backing.smtp_host,
        "smtp_port": backing.smtp_port,
        "helpdesk_addresses": f"sante@helpdesk.{isolation}.example,agri@helpdesk.{isolation}.example",
    }
    return NotifySettings(**{**given, **changed})


def of_this_test(delivery: Delivery, isolation: str) -> Delivery:
    """The same event with addresses that no other test writes to."""
    envelope, event = delivery
    return envelope, type(event).model_validate_json(
        event.model_dump_json().replace(".example", f".{isolation}.example")
    )


@dataclass
class Post:
    """The service and the mailbox."""

    runtime: Runtime
    mailbox: httpx.AsyncClient
    isolation: str

    async def hear(self, deliveries: Iterable[Delivery]) -> list[Outcome]:
        """Handle events in one batch, as the consumer does."""
        works = [self._work(*of_this_test(delivery, self.isolation)) for delivery in deliveries]
        return [result.outcome for result in await self.runtime.unit_of_work.batch(works)]

    def _work(self, envelope: Envelope, event: Event) -> Work:
        return Work(
            id=envelope.id,
            message=event,
            steps=self.runtime.service.handles[type(event)],
            actor=envelope.actor,
            correlation_id=envelope.correlation_id,
            envelope=envelope,
        )

    async def mails(self) -> list[dict[str, Any]]:
        """What the mailbox got for this test, oldest first."""
        found = await self.mailbox.get("/api/v1/search", params={"limit": 1000, "query": f".{self.isolation}."})
        summaries: list[dict[str, Any]] = found.json()["messages"]
        return list(reversed(summaries))

    async def mail(self, id: str) -> dict[str, Any]:
        """One mail, whole."""
        answer: dict[str, Any] = (await self.mailbox.get(f"/api/v1/message/{id}")).json()
        return answer

    async def misbehave(self, mode: str, **how: Any) -> None:
        """Let the mail server do this from now on."""
        (await self.mailbox.post("/test/behaviour", json={"mode": mode, **how})).raise_for_status()

    async def messages(self, **query: Any) -> list[Message]:
        """Rows of mails."""
        return await self.runtime.store.find(Message, query)

    async def settled(self) -> bool:
        """Whether nothing is left to do."""
        return all(message.status in SETTLED for message in await self.messages())

    async def told(self) -> list[dict[str, Any]]:
        """Data of all events in the outbox, with their type."""
        documents = [document async for document in self.runtime.store[OUTBOX].find({})]
        return [{**row["data"], "event": row["type"].split(".")[-2]} for each in documents for row in each["rows"]]

    @contextlib.asynccontextmanager
    async def mailing(self, runtime: Runtime | None = None) -> AsyncIterator[None]:
        """The mailer runs, in this process."""
        task = asyncio.create_task(send_mails(runtime or self.runtime))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def another(self, **changed: Any) -> Runtime:
        """Another process of the service on the same store."""
        return Runtime(service, self.runtime.settings.model_copy(update=changed))
