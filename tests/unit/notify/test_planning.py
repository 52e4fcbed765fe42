"""What to do with a mail that is due: send, divide, wait or give up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.testing import given
from contracts.events.identity import AccountStatus
from contracts.events.registry import AuthorisationStatus
from services.notify.domain.contact import Contact
from services.notify.domain.delivery import Abandon
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee, Known, plan
from services.notify.domain.recipient import DutyName, ToAccount, ToDuty, ToMailbox
from services.notify.domain.splitting import Split, split
from services.notify.domain.status import Status
from services.notify.domain.template import Template
from services.notify.domain.waiting import AwaitRecipient
from tests.unit.notify.guide import BEGIN, HELPDESKS
from tests.unit.notify.mail import CLAIM, sending

ELODIE = Contact(
    id="elodie",
    seen=1,
    status=AccountStatus.ACTIVE,
    first_name="Élodie",
    last_name="Durand",
    email="elodie@alpro.example",
    language="fr",
    timezone="Europe/Paris",
)
KNOWN = Known(
    contacts={"elodie": ELODIE},
    rights=[],
    helpdesks=HELPDESKS,
    key_of=lambda address: f"hash of {address}",
    header_of=lambda message: f"{message.id}@example",
)
VALIDATORS = ToDuty(
    duty=DutyName.VALIDATORS, organisation_id="inao", mailboxes=("duty@inao.example", "duty@eu.example"), country="FR"
)


def member(who: str) -> Duty:
    return Duty(
        id=f"auth-{who}",
        account_id=who,
        organisation_id="inao",
        status=AuthorisationStatus.VALID,
        administrator=False,
    )


def box(address: str, country: str | None = None) -> ToMailbox:
    return ToMailbox(address=address, key=f"hash of {address}", country=country)


def test_address_name_language_and_zone_are_those_of_this_moment() -> None:
    assert plan(sending(), KNOWN, BEGIN) == Addressee(
        "elodie@alpro.example", "Élodie Durand", "fr", timezone="Europe/Paris"
    )


def test_an_unknown_recipient_is_waited_for() -> None:
    awaited = replace(KNOWN, contacts={"elodie": Contact(id="elodie", awaited=True)})
    assert plan(sending(), replace(KNOWN, contacts={}), BEGIN) == AwaitRecipient("mail", CLAIM, "elodie")
    assert plan(sending(), awaited, BEGIN) == AwaitRecipient("mail", CLAIM, "elodie")


def test_an_erased_recipient_ends_the_mail() -> None:
    gone = replace(KNOWN, contacts={"elodie": ELODIE.changed(status=AccountStatus.ERASED)})
    assert plan(sending(), gone, BEGIN) == Abandon("mail", CLAIM, "mail@example", "recipient-erased", tried=False)


@pytest.mark.moment("mails")
def test_a_dead_link_is_not_mailed() -> None:
    message = sending(template=Template.CONFIRMATION, params={"expires_at": BEGIN})
    assert plan(message, KNOWN, BEGIN) == Abandon("mail", CLAIM, "mail@example", "link-expired", tried=False)
    assert isinstance(plan(message, KNOWN, BEGIN - timedelta(milliseconds=1)), Addressee)


def test_a_duty_is_divided_among_its_holders() -> None:
    known = replace(KNOWN, rights=[member("ines"), member("paul")])
    people = (ToAccount(account_id="ines"), ToAccount(account_id="paul"))
    assert plan(sending(recipient=VALIDATORS), known, BEGIN) == Split("mail", CLAIM, people)


def test_without_holders_the_mailboxes_of_validator_and_superior_are_written_to() -> None:
    boxes = (box("duty@inao.example", "FR"), box("duty@eu.example", "FR"))
    assert plan(sending(recipient=VALIDATORS), KNOWN, BEGIN) == Split("mail", CLAIM, boxes)


@pytest.mark.parametrize("status", [AccountStatus.ERASED, AccountStatus.SUSPENDED])
def test_holders_who_left_or_are_stopped_do_not_count(status: AccountStatus) -> None:
    away = ELODIE.changed(id="ines", status=status)
    known = replace(KNOWN, contacts={"ines": away}, rights=[member("ines")])
    planned = plan(sending(recipient=VALIDATORS), known, BEGIN)
    assert isinstance(planned, Split)
    assert [type(recipient) for recipient in planned.recipients] == [ToMailbox, ToMailbox]


@pytest.mark.rule("6.activity")
def test_a_control_body_is_found_by_its_code() -> None:
    """One that was proposed has an id that does not follow from its code."""
    checking = ToDuty(duty=DutyName.CONTROL_BODY, organisation_id="derived", organisation_code="FR-BIO-99")
    body = member("cora").changed(organisation_id="proposed", organisation_code="FR-BIO-99")
    other = member("paul").changed(organisation_code="FR-BIO-98")
    known = replace(KNOWN, rights=[body, other, member("ines")])
    assert plan(sending(recipient=checking), known, BEGIN) == Split("mail", CLAIM, (ToAccount(account_id="cora"),))


@pytest.mark.rule("2.account")
def test_a_suspended_person_is_written_to_all_the_same() -> None:
    stopped = replace(KNOWN, contacts={"elodie": ELODIE.changed(status=AccountStatus.SUSPENDED)})
    assert isinstance(plan(sending(template=Template.ACCOUNT_SUSPENDED), stopped, BEGIN), Addressee)


def test_both_helpdesks_get_a_copy() -> None:
    message = sending(recipient=ToDuty(duty=DutyName.HELPDESKS))
    assert plan(message, KNOWN, BEGIN) == Split("mail", CLAIM, tuple(box(address) for address in HELPDESKS))


def test_a_mailbox_is_written_to_in_the_language_of_its_country() -> None:
    assert plan(sending(recipient=box("duty@inao.example", "FR")), KNOWN, BEGIN) == Addressee(
        "duty@inao.example", country="FR"
    )


PARTS = (ToAccount(account_id="ines"), box("duty@inao.example"))


def parts_of(message: Message, *siblings: Message) -> list[Message]:
    change = given(message, siblings=siblings).when(split, Split("mail", CLAIM, PARTS), now=BEGIN).change
    assert change is not None
    return [part for part in change.created if isinstance(part, Message)]


def test_the_parts_are_due_at_once_and_the_whole_is_done() -> None:
    message = sending(recipient=VALIDATORS, params={"reference": "req"})
    change = given(message, siblings=()).when(split, Split("mail", CLAIM, PARTS), now=BEGIN)
    change.then(status=Status.SPLIT, due_at=None, claim=None)
    parts = parts_of(message)
    assert [part.recipient for part in parts] == list(PARTS)
    assert all((part.status, part.due_at, part.params) == (Status.QUEUED, BEGIN, message.params) for part in parts)


def test_a_part_that_is_there_already_is_not_made_again() -> None:
    message = sending(recipient=VALIDATORS)
    first, second = parts_of(message)
    assert parts_of(message, first) == [second]
