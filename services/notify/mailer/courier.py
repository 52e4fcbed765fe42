"""One attempt to deliver one mail."""

import asyncio
import random
from collections.abc import Callable, Mapping

import structlog

from chassis.clock import Clock
from chassis.spans import Kind, span
from services.notify.domain.backoff import Trouble
from services.notify.domain.delivery import Abandon, Defer, MarkSent
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.mailer.letter import Letterhead, write
from services.notify.mailer.metrics import OVERTAKEN
from services.notify.mailer.pool import Pool
from services.notify.mailer.reachable import reachable
from services.notify.mailer.rendering import Renderer
from services.notify.mailer.smtp import Outcome, Report

log = structlog.get_logger(__name__)

Result = MarkSent | Defer | Abandon

SENT: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: "yes",
    Outcome.LOST: "perhaps",
    Outcome.REFUSED: "no",
    Outcome.POSTPONED: "no",
    Outcome.WITHHELD: "no",
}
"""Whether somebody who was overtaken had sent the mail: if so, it may come twice, with the same Message-ID."""


class Courier:
    """Renders a mail and hands it to the server.

    Texts, time zones and keys are read from files when they are first needed: in a thread, so that nobody waits.
    """

    def __init__(
        self,
        renderer: Renderer,
        head: Letterhead,
        pool: Pool,
        clock: Clock,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._renderer = renderer
        self._head = head
        self._pool = pool
        self._clock = clock
        self._jitter = jitter

    async def deliver(self, message: Message, addressee: Addressee, ours: Callable[[], bool]) -> Result | None:
        """What came of it; None when the mail was not `ours` any more when the server was ready for it: not sent.

        A mail that cannot be rendered is deferred: a new release may mend it, and meanwhile it harms no other.
        """
        claim = message.claim
        assert claim is not None
        header = self._head.message_id(message)
        try:
            async with self._pool.wire() as wire:
                if not ours():
                    OVERTAKEN.labels("no").inc()
                    return None
                if self._pool.resting:
                    return Defer(message.id, claim, header, Trouble.UNREACHABLE, "server-away", self._jitter())
                rendered = await asyncio.to_thread(self._renderer.render, message, addressee)
                to = reachable(addressee)
                letter = write(self._head, message, to, rendered, self._clock())
                with span(f"mail {message.template.value}", Kind.CLIENT, message.traceparent) as measured:
                    report = await wire.send(self._head.envelope_sender, to.address, letter, ours)
                    measured.tell(f"mail {message.template.value}", {"outcome": report.outcome.name})
                self._pool.note(report)
        except Exception as error:
            log.error("mail.broken", message_id=message.id, template=message.template, exc_info=error)
            return Defer(message.id, claim, header, Trouble.BROKEN, type(error).__name__, self._jitter())
        if report.outcome is Outcome.WITHHELD or not ours():
            sent = SENT[report.outcome]
            OVERTAKEN.labels(sent).inc()
            log.warning("mail.overtaken", message_id=message.id, sent=sent)
        return self._result(message.id, claim, header, report)

    def _result(self, id: str, claim: str, header: str, report: Report) -> Result | None:
        match report.outcome:
            case Outcome.ACCEPTED:
                return MarkSent(id, claim, header)
            case Outcome.REFUSED:
                return Abandon(id, claim, header, f"refused: {report.problem}")
            case Outcome.POSTPONED:
                return Defer(id, claim, header, Trouble.POSTPONED, report.problem, self._jitter())
            case Outcome.LOST:
                return Defer(id, claim, header, Trouble.UNREACHABLE, report.problem, self._jitter())
            case Outcome.WITHHELD:
                return None
