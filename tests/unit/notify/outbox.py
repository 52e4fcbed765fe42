"""Notify in memory: its real table of contents and plans; what would go over the wire is written down instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.testing import MemoryService
from services.notify.domain.contact import Contact
from services.notify.domain.delivery import MarkSent
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee, Known, plan
from services.notify.domain.status import Status
from services.notify.service import service
from tests.unit.notify.guide import BEGIN, HELPDESKS, Delivery


@dataclass(frozen=True, order=True)
class Sent:
    """A mail as its reader knows it."""

    header: str
    template: str
    address: str
    reference: str


class Notify(MemoryService):
    """Sends by writing down."""

    def __init__(self, now: datetime = BEGIN) -> None:
        super().__init__(service, now)
        self.sent: list[Sent] = []

    async def hear(self, deliveries: Sequence[Delivery]) -> None:
        """Handle events, in this order."""
        for envelope, event in deliveries:
            await self.handle(envelope, event)

    @property
    def messages(self) -> list[Message]:
        """All mails."""
        return self.all(Message)

    async def send_due(self) -> None:
        """Claim and send until nothing is due."""
        while due := [message for message in self.messages if message.due_at and message.due_at <= self.now]:
            for message in due:
                await self.send(self.claimed(message))

    def claimed(self, message: Message, claim: str = "claim") -> Message:
        """What a claim does to the row."""
        taken: Message = message.changed(status=Status.SENDING, claim=claim, revision=message.revision + 1)
        self.states[Message, message.id] = taken
        return taken

    async def send(self, message: Message) -> None:
        """One claimed mail."""
        header = f"{message.id}@test"
        step = plan(message, self.known(), self.now)
        if isinstance(step, Addressee):
            reference = str(message.params.get("reference", ""))
            self.sent.append(Sent(header, message.template.value, step.address, reference))
            step_command: object = MarkSent(message.id, "claim", header)
        else:
            step_command = step
        await self.command(step_command, id=f"{message.id}:{message.revision}", actor="system:mailer")

    def known(self) -> Known:
        """What the look-up would find."""
        return Known(
            contacts={contact.id: contact for contact in self.all(Contact)},
            rights=self.all(Duty),
            helpdesks=HELPDESKS,
            key_of=lambda address: f"hash of {address}",
            header_of=lambda message: f"{message.id}@test",
            desks={desk.id: desk for desk in self.all(Desk)},
        )
