"""The mail server that notify sees: it misbehaves when told to, hands on the rest, and keeps a record of its own.

It runs in the process of the judge, so that killing the mailbox does not make it forget what it refused.
"""

import asyncio
import email
import email.policy
import smtplib
from collections import Counter
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mailbox.behaviour import Behaviour, Conduct, Mode
from deploy.local.ports import HOST

SECONDS = 20.0
FOREVER = 3600.0


@dataclass
class Door:
    """`refused` are those who got a 550, by Message-ID; `counts` what was done how often."""

    mailbox_port: int
    conduct: Conduct = field(default_factory=Conduct)
    refused: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _passed: set[str] = field(default_factory=set)

    async def open(self, port: int) -> asyncio.Server:
        """Listen for mail."""
        loop = asyncio.get_running_loop()
        return await loop.create_server(
            lambda: SMTP(self, hostname="door.localhost", enable_SMTPUTF8=True, loop=loop), HOST, port
        )

    def behave(self, mode: Mode, *, count: int | None = None, seconds: float = 30) -> None:
        """Treat the next `count` mails (None: all) like this from now on."""
        self.conduct.set(Behaviour(mode=mode, count=count, seconds=seconds))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd with the whole message; the result is what the sender reads."""
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        headers = email.message_from_bytes(raw, policy=email.policy.default)
        message_id, to = str(headers["Message-ID"]).strip("<> "), envelope.rcpt_tos[0]
        wanted = self.conduct.next(envelope.rcpt_tos)
        mode = Mode.ACCEPT if wanted.mode is Mode.REFUSE and message_id in self._passed else wanted.mode
        self.counts[mode.value] += 1
        match mode:
            case Mode.DEFER:
                return "451 4.3.0 Try again later (as the nemesis asked for)"
            case Mode.REFUSE:
                self.refused[message_id] = to
                return "550 5.1.1 No such mailbox (as the nemesis asked for)"
            case Mode.LOSE:
                return await _hang_up(server)
            case Mode.STALL:
                await asyncio.sleep(wanted.seconds)
        self._passed.add(message_id)  # from here on it may have arrived, so a refusal would be a lie
        try:
            await asyncio.to_thread(self._hand_on, envelope.mail_from or "", envelope.rcpt_tos, raw)
        except (OSError, smtplib.SMTPException):
            return await _hang_up(server)
        if mode is Mode.DROP:
            return await _hang_up(server)
        return "250 2.0.0 Kept"

    def _hand_on(self, sender: str, recipients: list[str], raw: bytes) -> None:
        with smtplib.SMTP(HOST, self.mailbox_port, timeout=SECONDS) as smtp:
            smtp.sendmail(sender, recipients, raw, mail_options=["SMTPUTF8", "BODY=8BITMIME"])


async def _hang_up(server: SMTP) -> str:
    """Break the connection without an answer; aiosmtpd then cancels us."""
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
    await asyncio.sleep(FOREVER)
    return "421 4.3.2 Closing"
