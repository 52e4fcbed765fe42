"""The SMTP side."""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mailbox.archive import Archive
from deploy.local.mailbox.behaviour import Conduct, Mode

SIZE_LIMIT = 10 * 1024 * 1024
FOREVER = 3600.0


class Handler:
    """Keeps each message in the archive, then answers as the conduct says."""

    def __init__(self, archive: Archive, conduct: Conduct) -> None:
        self._archive = archive
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
        letter = await asyncio.to_thread(self._archive.add, envelope.mail_from or "", envelope.rcpt_tos, raw)
        if wanted.mode is Mode.DROP:
            return await _hang_up(server)
        return f"250 2.0.0 Kept as {letter.id}"


async def _hang_up(server: SMTP) -> str:
    """Break the connection without an answer; aiosmtpd then cancels us."""
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
    await asyncio.sleep(FOREVER)
    return "421 4.3.2 Closing"


async def serve_smtp(host: str, port: int, archive: Archive, conduct: Conduct) -> asyncio.Server:
    """Listen for mail; several senders at once are fine."""
    handler = Handler(archive, conduct)
    loop = asyncio.get_running_loop()
    return await loop.create_server(
        lambda: SMTP(
            handler, hostname="mailbox.localhost", data_size_limit=SIZE_LIMIT, enable_SMTPUTF8=True, loop=loop
        ),
        host,
        port,
    )
