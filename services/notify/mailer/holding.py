"""The claims of what this process has in hand: prolonged while it is at work on them, and never relied on too long."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from chassis.claims import prolong
from chassis.clock import Clock
from chassis.mongo import Collection, is_infrastructure
from services.notify.domain.message import Message
from services.notify.mailer.steadiness import Steadiness

CLAIM_SECONDS = 6.0
"""So that others send within ten seconds what a killed process had in hand."""
RENEW_SECONDS = 1.0
"""How old a claim is when it is first prolonged. Most mails are through by then and cost nothing more."""
MARGIN = timedelta(seconds=1)
"""So much earlier than for others a claim ends for its holder."""

log = structlog.get_logger(__name__)


class Holding:
    """Mails in hand and until when they are ours. All are prolonged together, by one statement a second at most."""

    def __init__(self, messages: Collection, clock: Clock, steadiness: Steadiness) -> None:
        self._messages = messages
        self._clock = clock
        self._steadiness = steadiness
        self._claims: dict[str, str] = {}
        self._until: dict[str, datetime] = {}

    def take(self, message: Message) -> None:
        """A mail that was just claimed. An older claim of the same mail counts no more."""
        assert message.claim is not None
        assert message.claimed_until is not None
        self._claims[message.id], self._until[message.id] = message.claim, message.claimed_until

    def let_go(self, message: Message) -> None:
        """A mail that is settled, or left to whoever claims it next."""
        if self._claims.get(message.id) == message.claim:
            del self._claims[message.id], self._until[message.id]

    def ours(self, message: Message) -> bool:
        """Whether nobody else can have claimed this mail yet, nor will within the margin."""
        return self._claims.get(message.id) == message.claim and self._clock() < self._until[message.id] - MARGIN

    def still(self, message: Message) -> Callable[[], bool]:
        """The same question, to be asked later."""
        return lambda: self.ours(message)

    async def keep(self) -> None:
        """Prolong until cancelled. While the store is away claims run out, and nothing is sent on them."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.prolong()
            except Exception as error:
                if not is_infrastructure(error):
                    raise
                log.warning("mail.claims_not_prolonged", error=repr(error))

    async def prolong(self) -> None:
        """Prolong what is older than a second. What somebody else has by now is ours no more."""
        now = self._clock()
        until = now + timedelta(seconds=CLAIM_SECONDS)
        old = until - timedelta(seconds=RENEW_SECONDS)
        claims = {id: claim for id, claim in self._claims.items() if self._until[id] <= old}
        if not claims:
            return
        lost = await prolong(self._messages, claims, until)
        self._steadiness.heard()
        for id, claim in claims.items():
            if self._claims.get(id) == claim and id in lost:
                del self._claims[id], self._until[id]
            elif self._claims.get(id) == claim:
                self._until[id] = until
