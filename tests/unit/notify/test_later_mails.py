"""The rest of the table: questions, deadlines, measures on rights, operators, passwords (domain section 6)."""

from typing import Any

import pytest

from contracts.event import Event
from contracts.events.registry import AdministratorAppointed, AuthorisationEvent, InformationProvided
from contracts.reference import organisation_id
from services.notify.domain.mails import MAILS
from services.notify.domain.message import Message
from services.notify.domain.recipient import DutyName, ToDuty
from services.notify.domain.template import Template
from tests.unit.notify.guide import ALPRO, BELGIUM, COMMISSION, DUE, IMPORTER, INAO, case_of
from tests.unit.notify.later import (
    MEASURES,
    WHY,
    account_reinstated,
    account_suspended,
    asked,
    escalated,
    expired_activity,
    expiring,
    measure,
    nudged,
    overdue,
    password_changed,
    reassigned,
    reminded,
    reopened,
    reset,
    restored,
    stopped,
)
from tests.unit.notify.test_mails_table import addressed, mails_of

CASE = case_of("elodie", ALPRO, BELGIUM)
PERSON = "account:elodie"
VALIDATORS = "duty:validators"


def to(event: Event, template: Template) -> Any:
    """Who one mail of an event goes to."""
    return next(message.recipient for message in mails_of(event) if message.template is template)


def said(event: Event, template: Template) -> Message:
    """One mail of an event."""
    return next(message for message in mails_of(event) if message.template is template)


@pytest.mark.rule("A12", "A13", "6.account.security")
def test_the_owner_is_mailed_a_link_to_choose_another_password_and_told_when_it_is_chosen() -> None:
    assert addressed(reset("elodie")) == [(Template.PASSWORD_RESET, PERSON)]
    assert set(mails_of(reset("elodie"))[0].params) == {"link_id", "kid", "expires_at"}
    assert addressed(password_changed("elodie")) == [(Template.PASSWORD_CHANGED, PERSON)]


@pytest.mark.rule("2.account", "A13", "6.account.security")
def test_the_owner_is_told_that_the_account_is_stopped_and_that_it_goes_on() -> None:
    for event, template in (
        (account_suspended("elodie"), Template.ACCOUNT_SUSPENDED),
        (account_reinstated("elodie"), Template.ACCOUNT_REINSTATED),
    ):
        (message,) = mails_of(event)
        assert (message.template, message.recipient.name, message.params) == (template, PERSON, {"reason": WHY})


@pytest.mark.rule("6.decision")
def test_the_applicant_is_asked_with_the_question() -> None:
    (message,) = mails_of(asked(CASE, "Which certificate?"))
    assert (message.template, message.recipient.name) == (Template.INFORMATION_REQUESTED, PERSON)
    assert message.params["reason"] == "Which certificate?"


def test_the_validators_hear_of_the_answer_with_its_new_due_date() -> None:
    (message,) = mails_of(reopened(CASE))
    assert (message.template, message.recipient.name) == (Template.REQUEST_REOPENED, VALIDATORS)
    assert message.params["due_at"] == reopened(CASE).case.due_at > DUE


def test_a_request_that_moves_is_told_to_those_who_have_it_now_and_to_the_applicant() -> None:
    event = reassigned(CASE, INAO, "Not ours.")
    assert addressed(event) == [(Template.WORK_ITEM_REASSIGNED, VALIDATORS), (Template.REQUEST_REASSIGNED, PERSON)]
    assert to(event, Template.WORK_ITEM_REASSIGNED).organisation_id == INAO.id
    params = said(event, Template.REQUEST_REASSIGNED).params
    assert (params["previous"], params["validator"], params["reason"]) == (BELGIUM.name, INAO.name, "Not ours.")


def test_a_nudge_goes_to_whoever_decides_the_request_by_then() -> None:
    (message,) = mails_of(nudged("elodie", ALPRO))
    assert message.recipient == ToDuty(duty=DutyName.VALIDATORS, request_id="req-elodie-alpro")


def test_an_answer_is_told_by_the_case_it_reopens_only() -> None:
    assert InformationProvided not in MAILS


@pytest.mark.rule("3.reminder", "6.sla")
def test_the_validators_are_reminded() -> None:
    assert addressed(reminded(CASE)) == [(Template.REMINDER, VALIDATORS)]


@pytest.mark.rule("F2", "3.reminder", "6.sla")
def test_a_late_request_is_told_to_the_validators_and_the_applicant() -> None:
    assert addressed(overdue(CASE)) == [(Template.OVERDUE, VALIDATORS), (Template.OVERDUE_APPLICANT, PERSON)]


@pytest.mark.rule("F3", "E10", "3.reminder", "6.sla")
def test_an_escalation_is_told_to_everybody_concerned() -> None:
    event = escalated(CASE)
    assert addressed(event) == [
        (Template.ESCALATED, VALIDATORS),
        (Template.ESCALATED_SUPERIOR, "duty:superiors"),
        (Template.ESCALATED_APPLICANT, PERSON),
        (Template.ESCALATED_HELPDESK, "duty:helpdesks"),
    ]
    assert to(event, Template.ESCALATED_SUPERIOR) == ToDuty(
        duty=DutyName.SUPERIORS,
        organisation_id=COMMISSION.id,
        not_to="elodie",
        mailboxes=(COMMISSION.duty_mailbox,),
        country="BE",
    )


def test_where_nobody_stands_above_nobody_above_is_told() -> None:
    top = case_of("elodie", ALPRO, COMMISSION, superior=None)
    assert Template.ESCALATED_SUPERIOR not in {template for template, _ in addressed(escalated(top))}


@pytest.mark.rule("6.authorisation.changed")
@pytest.mark.parametrize("event", MEASURES)
def test_a_measure_is_told_to_the_person_with_the_reason_and_to_the_administrators(
    event: type[AuthorisationEvent],
) -> None:
    own, copy = mails_of(measure(event, "elodie", ALPRO))
    assert (own.recipient.name, own.params["reason"]) == (PERSON, WHY)
    assert copy.template is Template.USERS_CHANGED
    assert copy.recipient == ToDuty(duty=DutyName.ADMINISTRATORS, organisation_id=ALPRO.id, not_to="elodie")


def test_every_measure_has_a_text_of_its_own() -> None:
    own = {mails_of(measure(event, "elodie", ALPRO))[0].template for event in MEASURES}
    whats = {mails_of(measure(event, "elodie", ALPRO))[1].params["what"] for event in MEASURES}
    assert len(own) == len(whats) == len(MEASURES)


def test_colleagues_are_told_neither_who_nor_why() -> None:
    (_, copy) = mails_of(measure(AdministratorAppointed, "elodie", ALPRO, request="req-1"))
    assert not any(word in str(copy.params) for word in ("elodie", WHY))


def test_a_right_that_was_never_requested_may_be_taken_all_the_same() -> None:
    assert len(mails_of(measure(AdministratorAppointed, "ines", ALPRO, request=None))) == 2


@pytest.mark.parametrize(
    ("event", "template"),
    [(stopped(IMPORTER), Template.OPERATOR_SUSPENDED), (restored(IMPORTER), Template.OPERATOR_REINSTATED)],
)
def test_what_befalls_an_operator_is_told_to_all_its_users(event: Event, template: Template) -> None:
    (message,) = mails_of(event)
    assert (message.template, message.params["reason"]) == (template, WHY)
    assert message.recipient == ToDuty(duty=DutyName.USERS, organisation_id=IMPORTER.id)


@pytest.mark.rule("E15", "6.activity")
def test_the_end_of_a_certificate_is_announced_to_administrators_and_control_body() -> None:
    own, checking = mails_of(expiring(IMPORTER))
    assert own.recipient == ToDuty(duty=DutyName.ADMINISTRATORS, organisation_id=IMPORTER.id, or_users=True)
    assert checking.recipient == ToDuty(
        duty=DutyName.CONTROL_BODY, organisation_id=organisation_id("FR-BIO-01"), organisation_code="FR-BIO-01"
    )
    assert (own.params["valid_to"], own.params["control_body"]) == ("2026-04-03", "FR-BIO-01")


@pytest.mark.rule("E15", "6.activity")
def test_the_end_of_a_certificate_is_told_to_users_and_control_body() -> None:
    assert addressed(expired_activity(IMPORTER)) == [
        (Template.ACTIVITY_EXPIRED, "duty:users"),
        (Template.ACTIVITY_EXPIRED, "duty:control-body"),
    ]
