"""One attempt to deliver one mail."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta

import structlog

from chassis.clock import Clock
from chassis.spans import Kind, span
from services.notify.domain.backoff import Trouble
from services.notify.domain.delivery import Abandon, Defer, MarkSent
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.mailer.letter import Letterhead, write
from services.notify.mailer.pool import Pool
from services.notify.mailer.reachable import reachable
from services.notify.mailer.rendering import Renderer
from services.notify.mailer.smtp import Outcome, Report

MARGIN_SECONDS = 5.0

log = structlog.get_logger(__name__)

Result = MarkSent | Defer | Abandon


class Courier:
    """Renders a mail and hands it to the server. `seconds`: how long one attempt may take at most.

    Texts, time zones and keys are read from files when they are first needed: in a thread, so that nobody waits.
    """

    def __init__(
        self,
        renderer: Renderer,
        head: Letterhead,
        pool: Pool,
        clock: Clock,
        seconds: float,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._renderer = renderer
        self._head = head
        self._pool = pool
        self._clock = clock
        self._reserve = timedelta(seconds=seconds + MARGIN_SECONDS)
        self._jitter = jitter

    async def deliver(self, message: Message, addressee: Addressee) -> Result | None:
        """What came of it; None when too little of the claim was left to begin: it runs out and somebody takes over.

        A mail that cannot be rendered is deferred: a new release may mend it, and meanwhile it harms no other.
        """
        claim, until = message.claim, message.claimed_until
        assert claim is not None
        assert until is not None
        header = self._head.message_id(message)
        try:
            async with self._pool.wire() as wire:
                now = self._clock()
                if now + self._reserve > until:
                    return None
                if self._pool.resting:
                    return Defer(message.id, claim, header, Trouble.UNREACHABLE, "server-away", self._jitter())
                rendered = await asyncio.to_thread(self._renderer.render, message, addressee)
                to = reachable(addressee)
                letter = write(self._head, message, to, rendered, now)
                with span(f"mail {message.template.value}", Kind.CLIENT, message.traceparent) as measured:
                    report = await wire.send(self._head.envelope_sender, to.address, letter)
                    measured.tell(f"mail {message.template.value}", {"outcome": report.outcome.name})
                self._pool.note(report)
        except Exception as error:
            log.error("mail.broken", message_id=message.id, template=message.template, exc_info=error)
            return Defer(message.id, claim, header, Trouble.BROKEN, type(error).__name__, self._jitter())
        return self._result(message.id, claim, header, report)

    def _result(self, id: str, claim: str, header: str, report: Report) -> Result:
        match report.outcome:
            case Outcome.ACCEPTED:
                return MarkSent(id, claim, header)
            case Outcome.REFUSED:
                return Abandon(id, claim, header, f"refused: {report.problem}")
            case Outcome.POSTPONED:
                return Defer(id, claim, header, Trouble.POSTPONED, report.problem, self._jitter())
            case Outcome.LOST:
                return Defer(id, claim, header, Trouble.UNREACHABLE, report.problem, self._jitter())
