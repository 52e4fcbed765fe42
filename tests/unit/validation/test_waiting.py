"""A question to the applicant and his answer (design section 6: INFO_REQUIRED)."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from chassis.testing import given
from contracts.events.registry import OrganisationStatus
from contracts.events.validation import (
    CaseStatus,
    InformationRequested,
    RequestRejected,
    RequestReopened,
    RequestValidated,
)
from services.validation.domain import timers
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.deciding import decide
from services.validation.domain.following import close, withdraw
from services.validation.domain.refusals import InformationPending, OperatorVersionPending, ReasonMissing
from services.validation.domain.request import Request
from services.validation.domain.waiting import reopen
from services.validation.reference import TABLE
from tests.unit.validation.cases import opened, right, seen
from tests.unit.validation.news import answered
from tests.unit.validation.world import INAO, INES, rejected, withdrawn

pytestmark = pytest.mark.rule("2.authorisation")

QUESTION = "Which certificate?"
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
WEDNESDAY_EVENING_IN_PARIS = datetime(2026, 3, 11, 22, 59, 59, tzinfo=UTC)
reopened = partial(reopen, table=TABLE)


def waiting(**about: Any) -> Request:
    case: Request = opened(**about).changed(status=CaseStatus.INFO_REQUIRED, reason=QUESTION)
    return case


def said(request: Request, outcome: Outcome, *, version: int = 2, reason: str | None = QUESTION) -> Any:
    """What comes of a decision by Ines of INAO, who sees this version of the organisation."""
    desk = given(
        request,
        rights=(right(INAO, account=INES),),
        users=(),
        organisation=seen(OrganisationStatus.VALID, sequence=version),
        first_user=None,
    )
    return desk.when(decide, Decide("req-a", "importer", INES, outcome, reason))


def test_the_validator_asks_and_the_deadlines_rest() -> None:
    then = said(opened(), Outcome.INFORMATION_REQUIRED, reason=f" {QUESTION}\n")
    then.then(InformationRequested, status=CaseStatus.INFO_REQUIRED, reason=QUESTION)
    assert then.events[0].reason == then.events[0].case.reason == QUESTION
    assert then.change is not None
    assert then.change.cancelled == timers.ALL
    assert not then.change.timers


@pytest.mark.rule("4.message")
def test_control_characters_are_removed() -> None:
    then = said(opened(), Outcome.INFORMATION_REQUIRED, reason="Which\x00 one?\r\n\tÉlodie’s\x07\x85")
    then.then(InformationRequested, reason="Which one?\n\tÉlodie’s")


@pytest.mark.parametrize("reason", [None, "", " \n", "\x00\x1b"])
def test_a_question_says_what_is_asked(reason: str | None) -> None:
    said(opened(), Outcome.INFORMATION_REQUIRED, reason=reason).raises(ReasonMissing)


@pytest.mark.parametrize("outcome", [Outcome.VALIDATED, Outcome.INFORMATION_REQUIRED])
def test_while_the_answer_is_awaited_nothing_but_a_rejection_is_possible(outcome: Outcome) -> None:
    assert said(waiting(), outcome).raises(InformationPending).code == "information-pending"
    said(waiting(), Outcome.REJECTED, reason="no answer").then(RequestRejected, reason="no answer")


def test_the_answer_opens_the_case_with_a_due_date_that_counts_from_it() -> None:
    then = given(waiting()).when(reopened, answered(), time=MONDAY, now=MONDAY + timedelta(days=2))
    then.then(RequestReopened, status=CaseStatus.OPEN, reason=None, due_at=WEDNESDAY_EVENING_IN_PARIS)
    assert then.state.urgency == f"2026-03-11T22:59:59.000Z {then.state.id}"
    assert then.change is not None
    assert {timer.name: timer.due_at for timer in then.change.timers} == {
        "reminder": datetime(2026, 3, 10, 23, tzinfo=UTC),
        "overdue": datetime(2026, 3, 11, 23, tzinfo=UTC),
        "escalation": datetime(2026, 3, 12, 23, tzinfo=UTC),
    }


@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.INFO_REQUIRED})
def test_an_answer_to_what_is_not_asked_any_more_changes_nothing(status: CaseStatus) -> None:
    given(opened().changed(status=status)).when(reopened, answered()).unchanged()


def test_an_answer_without_a_case_changes_nothing() -> None:
    given(None).when(reopened, answered()).unchanged()


@pytest.mark.parametrize("outcome", Outcome)
def test_nobody_decides_on_what_he_has_not_seen(outcome: Outcome) -> None:
    case = given(waiting()).when(reopened, answered(version=3)).state
    error = said(case, outcome, version=2).raises(OperatorVersionPending)
    assert (error.status, error.code, error.members) == (409, "operator-version-pending", {"operator_version": 3})
    assert said(case, outcome, version=3).events


def test_what_was_corrected_later_still_may_be_decided_on() -> None:
    case = given(waiting()).when(reopened, answered(version=3)).state
    said(case, Outcome.VALIDATED, version=7).then(RequestValidated)


def test_a_case_may_be_asked_about_again() -> None:
    case = given(waiting()).when(reopened, answered(version=2)).state
    again = said(case, Outcome.INFORMATION_REQUIRED, reason="And the address?").state
    assert (again.status, again.reason) == (CaseStatus.INFO_REQUIRED, "And the address?")


def test_a_question_without_answer_is_not_why_it_ended() -> None:
    assert given(waiting()).when(withdraw, withdrawn()).state.reason is None
    assert given(waiting()).when(close, rejected()).state.reason is None
