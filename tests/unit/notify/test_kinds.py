"""Which mails may be switched off, and what happens to one that is (domain section 6, rules)."""

from dataclasses import replace

import pytest

from contracts.events.identity import NotificationKind
from services.notify.domain.delivery import Mute
from services.notify.domain.kinds import KINDS, optional
from services.notify.domain.planning import Addressee, plan
from services.notify.domain.recipient import ToMailbox
from services.notify.domain.status import Status
from services.notify.domain.template import Template
from tests.unit.notify.guide import ALPRO, BEGIN, BELGIUM, activated, case_of, granted, history, preferences, routed
from tests.unit.notify.mail import CLAIM, sending
from tests.unit.notify.outbox import Notify
from tests.unit.notify.test_planning import ELODIE, KNOWN

EVERYTHING = tuple(NotificationKind)
SILENT = replace(KNOWN, contacts={"elodie": ELODIE.changed(muted=EVERYTHING)})


def test_every_mail_is_of_a_kind() -> None:
    assert set(KINDS) == set(Template)


def test_what_may_be_switched_off_is_information_only() -> None:
    assert {template.value for template in Template if optional(template)} == {
        "receipt",
        "helpdesk-copy",
        "request-withdrawn",
        "request-reassigned",
        "decision-nudged",
        "users-changed",
    }


@pytest.mark.rule("F5", "A13", "6.copy")
@pytest.mark.parametrize("template", Template)
def test_security_decisions_and_deadlines_are_mailed_whatever_was_wished(template: Template) -> None:
    planned = plan(sending(template=template), SILENT, BEGIN)
    assert isinstance(planned, Mute if optional(template) else Addressee)


def test_other_kinds_do_not_mute_information() -> None:
    kinds = tuple(kind for kind in NotificationKind if kind is not NotificationKind.INFORMATION)
    known = replace(KNOWN, contacts={"elodie": ELODIE.changed(muted=kinds)})
    assert isinstance(plan(sending(), known, BEGIN), Addressee)


def test_a_mailbox_has_no_wishes() -> None:
    message = sending(template=Template.HELPDESK_COPY, recipient=ToMailbox(address="a@b.example", key="k"))
    assert isinstance(plan(message, SILENT, BEGIN), Addressee)
    assert plan(sending(), SILENT, BEGIN) == Mute("mail", CLAIM)


@pytest.mark.rule("F5")
async def test_who_muted_information_gets_the_decision_and_no_receipt() -> None:
    notify = Notify()
    await notify.hear(history(activated("elodie"), preferences("elodie", muted=(NotificationKind.INFORMATION,))))
    await notify.hear([*history(routed(case_of("elodie", ALPRO, BELGIUM))), *history(granted("elodie", ALPRO))])
    await notify.send_due()
    assert {mail.template for mail in notify.sent if mail.address.startswith("elodie")} == {"granted"}
    (receipt,) = [message for message in notify.messages if message.template is Template.RECEIPT]
    assert (receipt.status, receipt.due_at) == (Status.MUTED, None)
    assert receipt.id not in {event.subject for _, event in notify.published}
