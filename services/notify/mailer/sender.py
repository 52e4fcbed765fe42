"""The background task that sends what is due."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Sequence

import structlog
from pydantic import ValidationError

from chassis.claims import claim, release
from chassis.mongo import Document, is_infrastructure, to_state
from chassis.runtime import Runtime
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee, Known, plan
from services.notify.domain.status import Status
from services.notify.mailer.courier import Courier, Result
from services.notify.mailer.holding import CLAIM_SECONDS, Holding
from services.notify.mailer.letter import Letterhead
from services.notify.mailer.links import Links
from services.notify.mailer.lookup import contacts_for, desks_for, rights_for
from services.notify.mailer.pool import Pool
from services.notify.mailer.rendering import Renderer
from services.notify.mailer.settling import Command, settle
from services.notify.mailer.smtp import Server
from services.notify.mailer.steadiness import Steadiness
from services.notify.settings import NotifySettings, SmtpTls

AT_ONCE = 40
"""Most mails in hand; a claim of more would cost the store more than it saves."""
POLL_SECONDS = 1.0
RETRY_SECONDS = 1.0
GRACE_SECONDS = 5.0
UNSETTLED_SECONDS = 60.0
"""After which it is tried again to write down what our own code could not. The mail itself is not sent again."""

log = structlog.get_logger(__name__)


async def send_mails(runtime: Runtime) -> None:
    """Send until cancelled."""
    settings: NotifySettings = runtime.settings
    server = Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        seconds=settings.smtp_seconds,
        use_tls=settings.tls is SmtpTls.TLS,
        start_tls=settings.tls is SmtpTls.STARTTLS,
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
    )
    links = await asyncio.to_thread(Links, settings.public_url, settings.link_keys_file)
    answers_to = (settings.reply_to,) if settings.reply_to else settings.helpdesks
    head = Letterhead(settings.sender, answers_to, preferences=links.pages.profile)
    pool = Pool(server, settings.smtp_connections)
    renderer = await asyncio.to_thread(Renderer, links, settings.helpdesks)
    await Sender(runtime, Courier(renderer, head, pool, runtime.clock), pool, head).run()


def keyed_hash(secret: str) -> Callable[[str], str]:
    """What events carry instead of a mailbox's address."""
    return lambda address: hmac.new(secret.encode(), f"mailbox|{address}".encode(), hashlib.sha256).hexdigest()


class Sender:
    """Claims due mails in bulk, sends them side by side, and settles in one transaction whatever is through by then.

    A mail is in nobody's way: each has its own task and its own back-off, and at most one connection.
    """

    def __init__(self, runtime: Runtime, courier: Courier, pool: Pool, head: Letterhead) -> None:
        self._runtime = runtime
        self._messages = runtime.store[Message.collection]
        self._courier = courier
        self._pool = pool
        self._head = head
        self._helpdesks: tuple[str, ...] = runtime.settings.helpdesks
        self._key_of = keyed_hash(runtime.settings.idempotency_secret.get_secret_value())
        self._woken = asyncio.Event()
        self._steadiness = Steadiness(runtime.clock)
        self._holding = Holding(self._messages, runtime.clock, self._steadiness)
        self._in_hand: dict[asyncio.Task[Result | None], Message] = {}
        self._planned: list[tuple[Message, Command]] = []
        self._settling: asyncio.Task[list[tuple[Message, Command]]] | None = None
        self._doubtful = True
        runtime.written.append(self._woken.set)

    async def run(self) -> None:
        """Woken by each commit of this process, by each mail that is through, and once a second."""
        keeping = asyncio.create_task(self._holding.keep())
        try:
            while True:
                self._woken.clear()
                await self._take()
                if not await self._settle():
                    await self._something()
                if keeping.done():
                    keeping.result()
        finally:
            await self._stop()
            keeping.cancel()

    async def _take(self) -> None:
        """Claim and begin what is due, unless the hands are full or the server is away."""
        if len(self._in_hand) > AT_ONCE // 2 or self._pool.resting:
            return
        try:
            await self._give_back_doubtful()
            messages = await self._claim(AT_ONCE - len(self._in_hand))
            self._steadiness.heard()
            if messages:
                await self._begin(messages)
        except Exception as error:
            if not is_infrastructure(error):
                raise
            log.warning("mail.retry", error=repr(error))
            self._doubtful = True
            await asyncio.sleep(RETRY_SECONDS)

    async def _give_back_doubtful(self) -> None:
        """What this slot holds but has not in hand: left by a predecessor, or claimed when the answer got lost."""
        if self._doubtful:
            mine = {message.claim for message in self._in_hand.values() if message.claim}
            await release(self._messages, holder=self._runtime.settings.slot, but=mine)
            self._doubtful = False

    async def _claim(self, limit: int) -> list[Message]:
        now = self._runtime.clock()
        rows = await claim(
            self._messages,
            due={"due_at": {"$lte": now}},
            now=now,
            limit=limit,
            holder=self._runtime.settings.slot,
            lease_seconds=CLAIM_SECONDS,
            also={"status": Status.SENDING.value},
            lapsed_by=self._steadiness.lapsed_by(),
        )
        return [message for message in map(_readable, rows) if message is not None]

    async def _begin(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._holding.take(message)
        store = self._runtime.store
        desks = await desks_for(store, messages)
        rights = await rights_for(store, messages, desks)
        contacts = await contacts_for(store, messages, rights)
        known = Known(contacts, rights, self._helpdesks, self._key_of, self._head.message_id, desks)
        for message in messages:
            planned = plan(message, known, self._runtime.clock())
            if isinstance(planned, Addressee):
                task = asyncio.create_task(self._courier.deliver(message, planned, self._holding.still(message)))
                self._in_hand[task] = message
            else:
                self._planned.append((message, planned))

    async def _settle(self) -> bool:
        """Commit what is decided and what is through; whether there was anything."""
        settled, self._planned = self._planned, []
        for task in [task for task in self._in_hand if task.done()]:
            message, result = self._in_hand.pop(task), task.result()
            if result is None:
                self._holding.let_go(message)
            else:
                settled.append((message, result))
        if settled:
            self._settling = asyncio.create_task(settle(self._runtime, settled))
            failed = await asyncio.shield(self._settling)
            if failed:
                asyncio.get_running_loop().call_later(UNSETTLED_SECONDS, self._settle_again, failed)
            for message in [each[0] for each in settled if each not in failed]:
                self._holding.let_go(message)
        return bool(settled)

    def _settle_again(self, failed: Sequence[tuple[Message, Command]]) -> None:
        self._planned += failed

    async def _something(self) -> None:
        woken = asyncio.create_task(self._woken.wait())
        await asyncio.wait({woken, *self._in_hand}, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        woken.cancel()

    async def _stop(self) -> None:
        """Let what is on the wire finish, settle it, give back the rest."""
        try:
            async with asyncio.timeout(GRACE_SECONDS * 2):
                if self._settling is not None:
                    await self._settling
                if self._in_hand:
                    _, late = await asyncio.wait(self._in_hand, timeout=GRACE_SECONDS)
                    for task in late:
                        task.cancel()
                        self._in_hand.pop(task)
                    await asyncio.gather(*late, return_exceptions=True)
                await self._settle()
                await release(self._messages, holder=self._runtime.settings.slot)
                await self._pool.close()
        except Exception as error:
            log.warning("mail.stop", error=repr(error))


def _readable(row: Document) -> Message | None:
    try:
        return to_state(Message, row)
    except ValidationError as error:
        log.error("mail.unreadable", message_id=row["_id"], problems=error.error_count())
        return None
