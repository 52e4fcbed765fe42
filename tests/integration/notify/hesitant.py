"""A mail server that hesitates with the first sender: before it asks for the text, or before it says that it has it."""

import asyncio
import email
import email.policy
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.ports import HOST

BEFORE_THE_TEXT, AFTER_THE_TEXT = "before the text", "after the text"


@dataclass
class Hesitant:
    """`reached`: the first sender has come so far. `go_on`: it is served. `kept`: Message-IDs, each time they come."""

    where: str
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    kept: list[str] = field(default_factory=list)
    hung_up: int = 0

    async def open(self, port: int) -> asyncio.Server:
        """Listen for mail."""
        loop = asyncio.get_running_loop()
        return await loop.create_server(
            lambda: Conversation(self, hostname="hesitant.localhost", loop=loop), HOST, port
        )

    async def hesitate(self, where: str) -> None:
        """With the first who comes to this place."""
        if where == self.where and not self.reached.is_set():
            self.reached.set()
            await self.go_on.wait()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd with the whole message; the result is what the sender reads."""
        content = envelope.content
        headers = email.message_from_bytes(content if isinstance(content, bytes) else b"", policy=email.policy.default)
        self.kept.append(str(headers["Message-ID"]).strip("<> "))
        await self.hesitate(AFTER_THE_TEXT)
        return "250 2.0.0 Kept"


class Conversation(SMTP):
    """With one sender."""

    def __init__(self, server: Hesitant, **how: object) -> None:
        super().__init__(server, **how)  # type: ignore[arg-type]
        self._server = server

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """DATA: hesitate, then let the text come."""
        await self._server.hesitate(BEFORE_THE_TEXT)
        await super().smtp_DATA(arg)

    def connection_lost(self, error: Exception | None) -> None:
        """Count who breaks off."""
        self._server.hung_up += 1
        super().connection_lost(error)
