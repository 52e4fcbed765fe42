"""Points of mails: their claim, the division of a duty's mail, the conversation with the server, the mark."""

from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from typing import Any

from chassis.unit_of_work import Work
from services.notify.domain.delivery import MarkSent
from services.notify.domain.message import Message
from services.notify.domain.splitting import Split
from services.notify.mailer import sender, smtp
from services.notify.mailer.smtp import Outcome, Report, Wire
from tests.support.crash_points import claiming, settling
from tests.support.crash_points.dying import after, before


def _before_the_send() -> None:
    before(Wire, "send", lambda _, __, ___, letter, ____: _message_id(letter))


def _before_data() -> None:
    """The server knows sender and recipient, and has not got a word of the mail."""
    before(smtp, "hand_over", lambda *_, **__: ["the mail that was about to be handed over"])


def _when_accepted() -> None:
    """The server has said 250, and nobody in the process has heard of it yet."""
    after(smtp, "hand_over", lambda *_, **__: ["the mail that was handed over"])


def _after_the_send() -> None:
    after(Wire, "send", _accepted)


def _accepted(report: Report, _: Wire, __: str, ___: str, letter: EmailMessage, ____: Any) -> list[str]:
    return _message_id(letter) if report.outcome is Outcome.ACCEPTED else []


def _message_id(letter: EmailMessage) -> list[str]:
    return [str(letter["Message-ID"])]


def _before_the_mark() -> None:
    def sent(_: Any, results: Sequence[tuple[Message, Any]]) -> list[str]:
        return [message.id for message, result in results if isinstance(result, MarkSent)]

    before(sender, "settle", sent)


def _marks(works: Sequence[Work]) -> bool:
    return any(isinstance(work.message, MarkSent) for work in works)


def _splits(works: Sequence[Work]) -> bool:
    return any(isinstance(work.message, Split) for work in works)


POINTS: Mapping[str, Callable[[], None]] = {
    **claiming.points("mail", sender, Message.collection),
    **settling.points("mail divided", _splits),
    "mail: before the send": _before_the_send,
    "mail: before its text": _before_data,
    "mail: accepted": _when_accepted,
    "mail: after the send": _after_the_send,
    "mail: before the mark": _before_the_mark,
    **settling.points("mail marked", _marks),
}
