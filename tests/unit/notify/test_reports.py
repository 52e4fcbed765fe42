"""What the server made of a mail decides what becomes of it."""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from services.notify.domain.backoff import Trouble
from services.notify.domain.delivery import Abandon, Defer, MarkSent
from services.notify.domain.planning import Addressee
from services.notify.mailer.courier import Courier, Result
from services.notify.mailer.letter import Letterhead
from services.notify.mailer.smtp import Outcome, Report
from tests.unit.notify.guide import BEGIN
from tests.unit.notify.mail import CLAIM
from tests.unit.notify.rendering import renderer
from tests.unit.notify.samples import mails

HEADER = "mail@traces.example"


@dataclass
class Line:
    """A connection, and the pool of it, to a server that always answers the same."""

    report: Report
    resting: bool = False
    carried: int = 0

    @contextlib.asynccontextmanager
    async def wire(self) -> AsyncIterator["Line"]:
        yield self

    async def send(self, sender: str, recipient: str, letter: EmailMessage, ours: Callable[[], bool]) -> Report:
        assert ours()
        self.carried += 1
        return self.report

    def note(self, report: Report) -> None:
        assert report is self.report


@pytest.mark.parametrize(
    ("report", "result"),
    [
        (Report(Outcome.ACCEPTED), MarkSent("mail", CLAIM, HEADER)),
        (Report(Outcome.REFUSED, "550 5.1.1"), Abandon("mail", CLAIM, HEADER, "refused: 550 5.1.1")),
        (Report(Outcome.POSTPONED, "451"), Defer("mail", CLAIM, HEADER, Trouble.POSTPONED, "451", 1.0)),
        (Report(Outcome.WITHHELD), None),
        (Report(Outcome.LOST, "timeout"), Defer("mail", CLAIM, HEADER, Trouble.UNREACHABLE, "timeout", 1.0)),
    ],
    ids=lambda value: getattr(value, "outcome", None),
)
async def test_only_a_mail_that_was_accepted_is_sent_and_only_a_refused_one_given_up(
    report: Report, result: Result | None, tmp_path: Path
) -> None:
    line: Any = Line(report)
    head = Letterhead("no-reply@traces.example", ())
    courier = Courier(renderer(tmp_path), head, line, lambda: BEGIN, lambda: 1.0)
    message = mails()["account-locked"].model_copy(update={"id": "mail", "claim": CLAIM})
    assert await courier.deliver(message, Addressee("a@b.example", language="en"), lambda: True) == result
    assert line.carried == 1
