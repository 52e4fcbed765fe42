"""What an applicant can do while a request waits: answer, and remind."""

from datetime import timedelta

import pytest

from chassis.testing import NOON, given
from contracts.events.registry import AuthorisationStatus, DecisionNudged, InformationProvided
from services.registry.domain import authorisation as auth
from services.registry.domain.case import ask
from services.registry.domain.commands import NudgeDecision, ProvideInformation
from services.registry.domain.conversing import hold_proposed, nudge, provide_information
from services.registry.domain.errors import (
    AlreadySettled,
    AnswerFirst,
    NothingAsked,
    NotYourRequest,
    NudgedLately,
    UnknownOrganisation,
    UnknownRequest,
)
from services.registry.domain.organisation import NEW
from services.registry.domain.timeline import APPLICANT, Step
from services.registry.domain.wording import MessageMissing, ReasonMissing, message_in, reason_in
from tests.unit.registry.people import ANNA, BERT, INAO, asked, operator, proposed, right

ANSWER = ProvideInformation(
    authorisation_id="right", organisation_id="operator", proposal=True, message="FR-BIO-01, see attached number"
)
NUDGE = NudgeDecision(authorisation_id="right", organisation_id="operator")
SETTLED = [auth.VALID, auth.REJECTED, auth.WITHDRAWN, auth.SUSPENDED, auth.REVOKED]
pytestmark = pytest.mark.rule("2.authorisation")


def test_a_question_is_shown_until_it_is_answered() -> None:
    waiting = given(right()).when(ask, asked("Which body?")).then(status=auth.INFO_REQUIRED).state
    assert waiting.question == "Which body?"
    assert [(entry.what, entry.who) for entry in waiting.timeline] == [(Step.INFORMATION_REQUESTED, INAO.name)]
    later = NOON + timedelta(hours=1)
    then = given(waiting, organisation=operator(NEW)).when(provide_information, ANSWER, actor=ANNA, now=later)
    then.then(InformationProvided, status=auth.REQUESTED, question=None)
    assert [(entry.what, entry.who) for entry in then.state.timeline][1:] == [(Step.INFORMATION_PROVIDED, APPLICANT)]


def test_the_answer_stays_here_and_the_event_names_the_version_it_rests_on() -> None:
    amended = operator(NEW, sequence=3)
    then = given(right(status=auth.INFO_REQUIRED), organisation=amended).when(provide_information, ANSWER, actor=ANNA)
    (event,) = then.events
    assert isinstance(event, InformationProvided)
    assert event.operator_version == 3
    assert ANSWER.message not in event.model_dump_json()
    assert then.state.timeline[-1].text == ANSWER.message


@pytest.mark.parametrize("status", SETTLED)
def test_who_has_decided_or_withdrawn_asks_in_vain(status: AuthorisationStatus) -> None:
    then = given(right(status=status)).when(ask, asked()).then(status=status, question=None)
    assert [entry.what for entry in then.state.timeline] == [Step.INFORMATION_REQUESTED]
    given().when(ask, asked()).raises(UnknownRequest)


def test_there_is_no_answer_without_a_question() -> None:
    given(right(), organisation=operator()).when(provide_information, ANSWER, actor=ANNA).raises(NothingAsked)


@pytest.mark.parametrize("status", SETTLED)
def test_a_settled_request_is_neither_answered_nor_reminded_of(status: AuthorisationStatus) -> None:
    settled = given(right(status=status), organisation=operator())
    settled.when(provide_information, ANSWER, actor=ANNA).raises(AlreadySettled)
    settled.when(nudge, NUDGE, actor=ANNA).raises(AlreadySettled)


def test_nobody_answers_or_reminds_for_another() -> None:
    others = given(right(status=auth.INFO_REQUIRED), organisation=operator())
    others.when(provide_information, ANSWER, actor=BERT).raises(NotYourRequest)
    others.when(nudge, NUDGE, actor=BERT).raises(NotYourRequest)
    given(organisation=operator()).when(nudge, NUDGE, actor=ANNA).raises(UnknownRequest)


def test_an_answer_conflicts_with_an_amendment_on_its_way() -> None:
    given(proposed()).when(hold_proposed, ANSWER).then(status=NEW)
    joining = ProvideInformation(authorisation_id="right", organisation_id="operator", proposal=False, message="yes")
    given(operator()).when(hold_proposed, joining).unchanged()
    given().when(hold_proposed, ANSWER).raises(UnknownOrganisation)


@pytest.mark.moment("limits")
@pytest.mark.rule("F4")
def test_validators_are_reminded_once_in_four_hours() -> None:
    first = given(right(), organisation=operator()).when(nudge, NUDGE, actor=ANNA).then(DecisionNudged, nudged_at=NOON)
    again = given(first.state, organisation=operator())
    refused = again.when(nudge, NUDGE, actor=ANNA, now=NOON + timedelta(hours=1, milliseconds=1)).raises(NudgedLately)
    assert isinstance(refused, NudgedLately)
    assert refused.retry_after == 3 * 60 * 60
    again.when(nudge, NUDGE, actor=ANNA, now=NOON + timedelta(hours=4)).then(DecisionNudged)


def test_who_owes_an_answer_does_not_remind() -> None:
    waiting = right(status=auth.INFO_REQUIRED)
    given(waiting, organisation=operator()).when(nudge, NUDGE, actor=ANNA).raises(AnswerFirst)


@pytest.mark.parametrize("text", [None, "", " \n\t ", "\x00"])
def test_answers_and_reasons_say_something(text: str | None) -> None:
    with pytest.raises(MessageMissing):
        message_in(text)
    with pytest.raises(ReasonMissing):
        reason_in(text)


@pytest.mark.rule("4.message")
def test_answers_and_reasons_are_kept_cleaned() -> None:
    assert message_in(" yes,\r\nI am\x07 ") == reason_in("yes,\nI am")
