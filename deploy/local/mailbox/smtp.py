"""The SMTP side."""

import asyncio
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mailbox.behaviour import Conduct, Mode

SIZE_LIMIT = 10 * 1024 * 1024
FOREVER = 3600.0


class Kept(Protocol):
    """A message that is kept for good."""

    @property
    def id(self) -> str:
        """Its name."""
        ...


class Keeper(Protocol):
    """Where messages go: the archive, or another mail server."""

    def add(self, sender: str, recipients: list[str], raw: bytes) -> Kept:
        """Keep one message; it is safe when this returns."""
        ...


class Handler:
    """Keeps each message, then answers as the conduct says."""

    def __init__(self, keeper: Keeper, conduct: Conduct) -> None:
        self._keeper = keeper
        self._conduct = conduct

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd with the whole message; the result is what the sender reads."""
        wanted = self._conduct.next(envelope.rcpt_tos)
        match wanted.mode:
            case Mode.DEFER:
                return "451 4.3.0 Try again later (as a test asked for)"
            case Mode.REFUSE:
                return "550 5.1.1 No such mailbox (as a test asked for)"
            case Mode.LOSE:
                return await _hang_up(server)
            case Mode.STALL:
                await asyncio.sleep(wanted.seconds)
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        letter = await asyncio.to_thread(self._keeper.add, envelope.mail_from or "", envelope.rcpt_tos, raw)
        if wanted.mode is Mode.DROP:
            return await _hang_up(server)
        return f"250 2.0.0 Kept as {letter.id}"


async def _hang_up(server: SMTP) -> str:
    """Break the connection without an answer; aiosmtpd then cancels us."""
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
    await asyncio.sleep(FOREVER)
    return "421 4.3.2 Closing"


async def serve_smtp(host: str, port: int, keeper: Keeper, conduct: Conduct) -> asyncio.Server:
    """Listen for mail; several senders at once are fine."""
    handler = Handler(keeper, conduct)
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: SMTP(
            handler, hostname="mailbox.localhost", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True, loop=loop
        ),
        host,
        port,
    )
