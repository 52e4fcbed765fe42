"""Operators are suspended, reinstated and deleted; what that does to the rights on them."""

from typing import Any

import pytest

from chassis.testing import MemoryService, given
from contracts.events.registry import (
    AuthorisationRejected,
    AuthorisationRevoked,
    AuthorisationStatus,
    OperatorDeleted,
    OperatorReinstated,
    OperatorSuspended,
    OrganisationKind,
    OrganisationStatus,
)
from services.registry.domain import authorisation as auth
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.errors import UnknownOrganisation, WrongState
from services.registry.domain.organisation import DELETED, NEW, REJECTED, SUSPENDED, VALID
from services.registry.domain.organisation_commands import DeleteOperator, ReinstateOperator, SuspendOperator
from services.registry.domain.organisation_errors import NotAnOperator
from services.registry.domain.stopping import delete, end_with_operator, reinstate, suspend
from services.registry.service import service
from tests.unit.registry.people import operator, right

pytestmark = pytest.mark.rule("2.operator")
SUSPEND, REINSTATE, DELETE = (
    command("operator", "certificate withdrawn") for command in (SuspendOperator, ReinstateOperator, DeleteOperator)
)


def test_a_valid_operator_is_suspended_and_lives_on() -> None:
    then = (
        given(operator())
        .when(suspend, SUSPEND)
        .then(OperatorSuspended, status=SUSPENDED, living=True, claimed_eori="BE0123456789")
    )
    (event,) = then.events
    assert isinstance(event, OperatorSuspended)
    assert event.reason == "certificate withdrawn"


def test_a_suspended_operator_is_valid_again() -> None:
    given(operator(SUSPENDED)).when(reinstate, REINSTATE).then(OperatorReinstated, status=VALID)


@pytest.mark.parametrize("status", [VALID, SUSPENDED, REJECTED])
def test_an_operator_is_deleted_and_its_eori_is_free(status: OrganisationStatus) -> None:
    given(operator(status)).when(delete, DELETE).then(OperatorDeleted, status=DELETED, claimed_eori=None)


@pytest.mark.parametrize(
    ("status", "decision", "command"),
    [
        (NEW, suspend, SUSPEND),
        (SUSPENDED, suspend, SUSPEND),
        (DELETED, suspend, SUSPEND),
        (VALID, reinstate, REINSTATE),
        (NEW, reinstate, REINSTATE),
        (NEW, delete, DELETE),
        (DELETED, delete, DELETE),
    ],
)
def test_what_the_state_does_not_allow_is_refused(status: OrganisationStatus, decision: Any, command: Any) -> None:
    given(operator(status)).when(decision, command).raises(WrongState)


def test_only_operators_that_are_there() -> None:
    given().when(suspend, SUSPEND).raises(UnknownOrganisation)
    given(operator(kind=OrganisationKind.AUTHORITY)).when(suspend, SUSPEND).raises(NotAnOperator)


@pytest.mark.parametrize("status", [auth.VALID, auth.SUSPENDED])
def test_rights_on_a_deleted_operator_end(status: AuthorisationStatus) -> None:
    then = given(right(status=status, administrator=True), organisation=operator(DELETED)).when(
        end_with_operator, DELETE
    )
    then.then(AuthorisationRevoked, status=auth.REVOKED, administrator=False, claim=None)


@pytest.mark.parametrize("status", [auth.REQUESTED, auth.INFO_REQUIRED])
def test_open_requests_on_a_deleted_operator_are_refused(status: AuthorisationStatus) -> None:
    then = given(right(status=status), organisation=operator(DELETED)).when(end_with_operator, DELETE)
    then.then(AuthorisationRejected, status=auth.REJECTED, reason_code="operator-withdrawn", reason=DELETE.reason)
    (event,) = then.events
    assert isinstance(event, AuthorisationRejected)
    assert event.reason == DELETE.reason
    assert then.state.timeline[-1].text == DELETE.reason


@pytest.mark.parametrize("status", [auth.REJECTED, auth.WITHDRAWN, auth.REVOKED])
def test_what_is_settled_stays(status: AuthorisationStatus) -> None:
    given(right(status=status), organisation=operator(DELETED)).when(end_with_operator, DELETE).unchanged()


async def test_suspending_changes_nobodys_right_and_deleting_ends_all() -> None:
    memory = MemoryService(service)
    held = right(status=auth.VALID)
    memory.states = {(type(each), each.id): each for each in (operator(), held, right("berts", "bert"))}
    await memory.command(SUSPEND, id="suspension")
    assert memory.get(Authorisation, "right") == held
    await memory.command(REINSTATE, id="reinstatement")
    await memory.command(DELETE, id="deletion")
    assert {each.id: each.status for each in memory.all(Authorisation)} == {
        "right": auth.REVOKED,
        "berts": auth.REJECTED,
    }
    assert [type(event) for _, event in memory.published] == [
        OperatorSuspended,
        OperatorReinstated,
        OperatorDeleted,
        AuthorisationRejected,
        AuthorisationRevoked,
    ]
