"""SMTP out. The only module that knows aiosmtplib."""

import asyncio
import contextlib
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPStatus,
)

IDLE_SECONDS = 20.0
"""A connection that rested longer is not trusted any more."""

SHUTTING_DOWN = 421
_LINE_BEGINS_WITH_A_DOT = re.compile(rb"(?m)^\.")
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")


class Outcome(StrEnum):
    """What the server made of a mail. LOST: nobody knows, the connection failed or broke.

    WITHHELD: it was ready for the text, and did not get it: the mail was not ours to send any more.
    """

    ACCEPTED = "accepted"
    POSTPONED = "postponed"
    REFUSED = "refused"
    LOST = "lost"
    WITHHELD = "withheld"


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


class Withheld(Exception):
    """The text of a mail was kept back."""


class Wire:
    """One connection, opened when it is needed and kept for the next mail. Not for several mails at once."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client: SMTP | None = None
        self._used_at = 0.0

    async def send(self, sender: str, recipient: str, letter: EmailMessage, ours: Callable[[], bool]) -> Report:
        """Hand over one mail. Never raises for what the server or the network does.

        `ours` is asked when the server waits for the text: from then on there is no way back.
        """
        try:
            async with asyncio.timeout(self._server.seconds):
                return await self._send(sender, recipient, letter, ours)
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

    async def _send(self, sender: str, recipient: str, letter: EmailMessage, ours: Callable[[], bool]) -> Report:
        try:
            client = await self._ready()
        except (SMTPException, OSError) as error:
            self._drop()
            return Report(Outcome.LOST, type(error).__name__, connected=False)
        try:
            await self._introduce(client, sender, recipient)
            await hand_over(client, letter.as_bytes(), ours)
        except Withheld:
            self._drop()
            return Report(Outcome.WITHHELD)
        except SMTPResponseException as error:
            return await self._answered(client, error)
        except UnicodeEncodeError:
            return Report(Outcome.REFUSED, "address-needs-smtputf8")
        except (SMTPException, OSError) as error:
            self._drop()
            return Report(Outcome.LOST, type(error).__name__)
        self._used_at = time.monotonic()
        return Report(Outcome.ACCEPTED)

    async def _introduce(self, client: SMTP, sender: str, recipient: str) -> None:
        wide = not recipient.isascii() and client.supports_extension("smtputf8")
        encoding = "utf-8" if wide else "ascii"
        await client.mail(sender, options=["SMTPUTF8"] if wide else [], encoding=encoding)
        await client.rcpt(recipient, encoding=encoding)

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


async def hand_over(client: SMTP, text: bytes, ours: Callable[[], bool]) -> None:
    """DATA and the text, which ends its lines with CRLF, or Withheld (a server keeps nothing before the last dot).

    Raises what aiosmtplib raises. Between the question and the text nothing is waited for.
    """
    ready = await client.execute_command(b"DATA")
    if ready.code != SMTPStatus.start_input:
        raise SMTPDataError(ready.code, ready.message)
    if not ours():
        raise Withheld
    if client.protocol is None:
        raise SMTPServerDisconnected("Connection lost")
    client.protocol.write(_LINE_BEGINS_WITH_A_DOT.sub(b"..", text))
    taken = await client.execute_command(b".")
    if taken.code != SMTPStatus.completed:
        raise SMTPDataError(taken.code, taken.message)
