"""SMTP out. The only module that knows aiosmtplib."""

import asyncio
import contextlib
import re
import socket
import time
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPSenderRefused

IDLE_SECONDS = 20.0
"""A connection that rested longer is not trusted any more."""

SHUTTING_DOWN = 421
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")


class Outcome(StrEnum):
    """What the server made of a mail. LOST: nobody knows, the connection failed or broke."""

    ACCEPTED = "accepted"
    POSTPONED = "postponed"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Report:
    """`problem` is a code (`550 5.1.1`) or the kind of failure, never the server's words: they may name people.

    `connected` is False when not even a connection came about: then other mails need not try.
    """

    outcome: Outcome
    problem: str = ""
    connected: bool = True


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mail server is and how it wants to be talked to. `seconds` bound one mail from dialling to answer."""

    host: str
    port: int
    seconds: float
    use_tls: bool = False
    start_tls: bool = False
    username: str | None = None
    password: str | None = None


class Wire:
    """One connection, opened when it is needed and kept for the next mail. Not for several mails at once."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client: SMTP | None = None
        self._used_at = 0.0

    async def send(self, sender: str, recipient: str, letter: EmailMessage) -> Report:
        """Hand over one mail. Never raises for what the server or the network does."""
        try:
            async with asyncio.timeout(self._server.seconds):
                return await self._send(sender, recipient, letter)
        except TimeoutError:
            connected = self._client is not None and self._client.is_connected
            self._drop()
            return Report(Outcome.LOST, "timeout", connected=connected)
        except asyncio.CancelledError:
            self._drop()
            raise

    async def close(self) -> None:
        """Say good-bye, if there is somebody to say it to."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(SMTPException, OSError, TimeoutError):
                await client.quit(timeout=2)
            client.close()

    async def _send(self, sender: str, recipient: str, letter: EmailMessage) -> Report:
        try:
            client = await self._ready()
        except (SMTPException, OSError) as error:
            self._drop()
            return Report(Outcome.LOST, type(error).__name__, connected=False)
        try:
            await self._transfer(client, sender, recipient, letter)
        except SMTPResponseException as error:
            return await self._answered(client, error)
        except UnicodeEncodeError:
            return Report(Outcome.REFUSED, "address-needs-smtputf8")
        except (SMTPException, OSError) as error:
            self._drop()
            return Report(Outcome.LOST, type(error).__name__)
        self._used_at = time.monotonic()
        return Report(Outcome.ACCEPTED)

    async def _transfer(self, client: SMTP, sender: str, recipient: str, letter: EmailMessage) -> None:
        wide = not recipient.isascii() and client.supports_extension("smtputf8")
        encoding = "utf-8" if wide else "ascii"
        await client.mail(sender, options=["SMTPUTF8"] if wide else [], encoding=encoding)
        await client.rcpt(recipient, encoding=encoding)
        await client.data(letter.as_bytes())

    async def _ready(self) -> SMTP:
        """The open connection if it still answers, with nothing left of the mail before; else a new one."""
        client = self._client
        if client is not None and time.monotonic() - self._used_at > IDLE_SECONDS:
            await self.close()
        elif client is not None:
            try:
                await client.rset()
                return client
            except (SMTPException, OSError):
                self._drop()
        self._client = client = SMTP(
            hostname=self._server.host,
            port=self._server.port,
            timeout=self._server.seconds,
            use_tls=self._server.use_tls,
            start_tls=self._server.start_tls,
            username=self._server.username,
            password=self._server.password,
            local_hostname=socket.gethostname(),
        )
        await client.connect()
        await client.ehlo()
        return client

    async def _answered(self, client: SMTP, error: SMTPResponseException) -> Report:
        """The server said no. What it has against the sender is our fault and may be mended: never final."""
        found = _ENHANCED.match(error.message)
        problem = f"{error.code} {found.group()}" if found else str(error.code)
        if error.code == SHUTTING_DOWN or not client.is_connected:
            self._drop()
            return Report(Outcome.LOST, problem)
        self._used_at = time.monotonic()
        final = error.code >= 500 and not isinstance(error, SMTPSenderRefused)
        return Report(Outcome.REFUSED if final else Outcome.POSTPONED, problem)

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()
