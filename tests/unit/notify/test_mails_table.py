"""Which event mails what to whom, and what those mails never say."""

import pytest

from chassis.testing import given
from contracts.event import Event
from contracts.events.validation import CaseStatus
from services.notify.domain.mails import MAILS
from services.notify.domain.message import Message
from services.notify.domain.queueing import queue
from services.notify.domain.recipient import DutyName, ToAccount, ToDuty
from services.notify.domain.template import Template
from services.notify.handlers import ACCOUNTS, HANDLES
from tests.unit.notify.guide import (
    ACCOUNT_EVENTS,
    ADDRESSES,
    ALPRO,
    BELGIUM,
    COMMISSION,
    IMPORTER,
    INAO,
    NAMES,
    activated,
    case_of,
    created,
    granted,
    locked,
    rejected,
    renewed,
    repeated,
    requested,
    routed,
    withdrawn,
)


def mails_of(event: Event) -> list[Message]:
    """What the table makes of an event."""
    change = given().when(queue, event).change
    assert change is not None
    return [message for message in change.created if isinstance(message, Message)]


def addressed(event: Event) -> list[tuple[Template, str]]:
    return [(message.template, message.recipient.name) for message in mails_of(event)]


@pytest.mark.rule("A8", "A13", "6.account.registered")
def test_a_new_account_is_mailed_its_link() -> None:
    assert addressed(created("elodie")) == [(Template.CONFIRMATION, "account:elodie")]
    assert addressed(renewed("elodie")) == [(Template.CONFIRMATION, "account:elodie")]


@pytest.mark.rule("A10", "6.account.already-exists")
def test_the_owner_of_a_known_address_is_told_so() -> None:
    assert addressed(repeated("elodie")) == [(Template.ALREADY_REGISTERED, "account:elodie")]


@pytest.mark.rule("A13", "6.account.security")
def test_the_owner_of_a_locked_account_is_told() -> None:
    (message,) = mails_of(locked("marc"))
    assert (message.template, message.params) == (
        Template.ACCOUNT_LOCKED,
        {"locked_until": locked("marc").locked_until},
    )


@pytest.mark.rule("F1", "6.authorisation.requested", "6.request.submitted")
def test_a_routed_request_is_told_to_applicant_validators_and_helpdesks() -> None:
    assert addressed(routed(case_of("elodie", ALPRO, BELGIUM))) == [
        (Template.RECEIPT, "account:elodie"),
        (Template.WORK_ITEM, "duty:validators"),
        (Template.HELPDESK_COPY, "duty:helpdesks"),
    ]


def test_a_request_that_was_withdrawn_before_it_was_routed_is_told_all_the_same() -> None:
    event = routed(case_of("elodie", ALPRO, BELGIUM, status=CaseStatus.WITHDRAWN))
    assert len(mails_of(event)) == 3


@pytest.mark.rule("F2")
def test_the_receipt_says_reference_validator_and_due_date() -> None:
    case = case_of("elodie", ALPRO, BELGIUM)
    receipt = mails_of(routed(case))[0]
    assert receipt.params["reference"] == case.request_id
    assert receipt.params["validator"] == BELGIUM.name
    assert receipt.params["due_at"] == case.due_at
    assert receipt.request_id == case.request_id


@pytest.mark.rule("E7")
def test_the_work_item_goes_to_the_validators_but_not_to_the_applicant() -> None:
    recipient = mails_of(routed(case_of("marc", IMPORTER, INAO, proposal=True)))[1].recipient
    assert recipient == ToDuty(
        duty=DutyName.VALIDATORS,
        organisation_id=INAO.id,
        not_to="marc",
        mailboxes=(INAO.duty_mailbox, COMMISSION.duty_mailbox),
        country="FR",
    )


@pytest.mark.rule("F4", "6.authorisation.requested", "6.authorisation.requested.valid")
def test_a_delegated_work_item_goes_to_the_administrators_of_the_organisation_too() -> None:
    recipient = mails_of(routed(case_of("marc", ALPRO, BELGIUM, delegated=True)))[1].recipient
    assert isinstance(recipient, ToDuty)
    assert recipient.delegate_id == ALPRO.id


def test_a_validator_without_a_superior_has_one_mailbox() -> None:
    recipient = mails_of(routed(case_of("marc", ALPRO, COMMISSION, superior=None)))[1].recipient
    assert isinstance(recipient, ToDuty)
    assert recipient.mailboxes == (COMMISSION.duty_mailbox,)


@pytest.mark.rule("F3", "6.request.submitted", "6.personal-data")
def test_neither_work_item_nor_copy_names_a_person() -> None:
    for message in mails_of(routed(case_of("elodie", ALPRO, BELGIUM, request="req-1")))[1:]:
        said = " ".join(map(str, message.params.values()))
        assert not any(secret in said for secret in ("elodie", ADDRESSES["elodie"], *NAMES["elodie"]))


def test_the_validators_are_told_of_a_withdrawal() -> None:
    assert addressed(withdrawn(case_of("elodie", ALPRO, BELGIUM))) == [(Template.REQUEST_WITHDRAWN, "duty:validators")]


@pytest.mark.rule("D9", "6.decision")
def test_the_applicant_is_told_the_decision_once_for_operator_and_user() -> None:
    (message,) = mails_of(granted("marc", IMPORTER, proposal=True, administrator=True))
    assert (message.template, message.recipient) == (Template.GRANTED, ToAccount(account_id="marc"))
    assert (message.params["proposal"], message.params["administrator"]) == (True, True)


@pytest.mark.rule("6.decision")
def test_a_refusal_carries_the_reason() -> None:
    (message,) = mails_of(rejected("marc", IMPORTER, "No certificate."))
    assert (message.template, message.params["reason"]) == (Template.REJECTED, "No certificate.")


def test_a_right_that_nobody_requested_is_mailed_to_nobody() -> None:
    assert mails_of(granted("ines", ALPRO, request=None)) == []


def test_events_without_a_row_mail_nothing() -> None:
    assert activated("elodie").__class__ not in MAILS
    assert requested("elodie", ALPRO).__class__ not in MAILS


def test_every_event_of_the_table_is_handled() -> None:
    assert set(MAILS) <= set(HANDLES)


def test_every_event_of_an_account_reaches_the_contacts() -> None:
    assert set(ACCOUNTS) == set(ACCOUNT_EVENTS)


def test_no_mail_is_kept_with_more_than_a_link_is_made_of() -> None:
    (message,) = mails_of(created("elodie"))
    assert set(message.params) == {"link_id", "kid", "expires_at"}


def test_ids_follow_from_event_template_and_recipient() -> None:
    first, again = mails_of(routed(case_of("elodie", ALPRO, BELGIUM))), mails_of(routed(case_of("elodie", ALPRO, INAO)))
    assert [message.id for message in first] == [message.id for message in again]
    assert len({message.id for message in first}) == 3
