"""Changing another person's right: who may, and what becomes of it (domain section 5, rules E4 to E7, E10)."""

from typing import Any

import pytest

from chassis.testing import Then, given
from contracts.event import Event
from contracts.events.registry import (
    AdministratorAppointed,
    AdministratorRemoved,
    AuthorisationReinstated,
    AuthorisationRevoked,
    AuthorisationStatus,
    AuthorisationSuspended,
    OrganisationKind,
)
from contracts.events.validation import Validator
from services.registry.domain import authorisation as auth
from services.registry.domain.administering import change_right, hold_users
from services.registry.domain.authorisation import Authorisation, FollowedCase
from services.registry.domain.commands import ChangeRight
from services.registry.domain.errors import (
    LastAdministrator,
    NotOnYourself,
    NotYourUser,
    UnknownAuthorisation,
    UnknownOrganisation,
    WrongState,
)
from services.registry.domain.organisation import SUSPENDED, VALID, Organisation
from services.registry.domain.standing import COMMISSION_ID, Deed, Overseer, Standing
from services.registry.domain.timeline import Step
from services.registry.domain.wording import ReasonMissing
from tests.unit.registry.people import ANNA, BELGIUM, COMMISSION, INAO, TOMORROW, operator, right

DORA = "dora"
CASE = FollowedCase(sequence=2, validator=INAO, superior=COMMISSION, due_at=TOMORROW)
ANNAS = right(status=auth.VALID, case=CASE)
THE_COMMISSION = Organisation(
    id=COMMISSION_ID, kind=OrganisationKind.AUTHORITY, country="BE", name="Commission", status=VALID
)
BODY = Overseer(Standing.CONTROL_BODY, "body", "Certisys")


def held_on(organisation: str, *, status: AuthorisationStatus = auth.VALID, administrator: bool = False) -> Any:
    held = right("doras", DORA, status=status, administrator=administrator)
    return held.model_copy(update={"organisation_id": organisation})


INSPECTOR, ADMINISTRATOR = held_on(INAO.id), held_on("operator", administrator=True)


def when(
    deed: Deed,
    state: Authorisation | None = ANNAS,
    by: Authorisation = INSPECTOR,
    *,
    actor: str = DORA,
    reason: str | None = "He has left.",
    colleagues: tuple[Authorisation, ...] = (),
    organisation: Organisation | None = None,
) -> Then:
    command = ChangeRight(deed, "right", "operator", actor, reason, (BODY,))
    beside = given(
        state,
        organisation=organisation or operator(),
        colleagues=(*([state] if state else []), by, *colleagues),
        held=(by,),
        commission=THE_COMMISSION,
    )
    return beside.when(change_right, command, actor=actor)


ACCESS = [Deed.SUSPEND, Deed.REVOKE]
ALL = [Deed.SUSPEND, Deed.REVOKE, Deed.APPOINT]


@pytest.mark.rule("5", "E4", "E6", "E10")
@pytest.mark.parametrize(
    ("by", "who", "may"),
    [
        (held_on(INAO.id), INAO.name, ALL),
        (held_on(COMMISSION.id), COMMISSION.name, ALL),
        (held_on("operator", administrator=True), "Test Importer", ALL),
        (held_on("body"), "Certisys", [Deed.APPOINT]),
        (held_on("operator"), "", []),
        (held_on(BELGIUM.id, administrator=True), "", []),
        (held_on("body that checks others"), "", []),
        (held_on(INAO.id, status=auth.SUSPENDED), "", []),
        (held_on(INAO.id, status=auth.REQUESTED), "", []),
        (held_on("operator", administrator=True, status=auth.REVOKED), "", []),
    ],
)
@pytest.mark.parametrize("deed", ALL)
def test_who_may(by: Authorisation, who: str, may: list[Deed], deed: Deed) -> None:
    then = when(deed, by=by)
    if deed in may:
        assert then.state.timeline[-1].who == who
    else:
        then.raises(NotYourUser)


@pytest.mark.rule("2.authorisation", "5")
def test_a_right_is_suspended_reinstated_and_revoked() -> None:
    suspended = when(Deed.SUSPEND).then(AuthorisationSuspended, status=auth.SUSPENDED, reason="He has left.")
    assert suspended.state.claim is not None
    back = when(Deed.REINSTATE, suspended.state).then(AuthorisationReinstated, status=auth.VALID, reason=None)
    ended = when(Deed.REVOKE, back.state).then(AuthorisationRevoked, status=auth.REVOKED, claim=None)
    when(Deed.REVOKE, suspended.state).then(AuthorisationRevoked, status=auth.REVOKED)
    assert [entry.what for entry in ended.state.timeline] == [Step.SUSPENDED, Step.REINSTATED, Step.REVOKED]
    assert {entry.text for entry in ended.state.timeline} == {"He has left."}


@pytest.mark.rule("E4", "E5")
def test_administrators_are_appointed_and_removed() -> None:
    other = right("third", "carla", status=auth.VALID, administrator=True)
    appointed = when(Deed.APPOINT).then(AdministratorAppointed, status=auth.VALID, administrator=True)
    when(Deed.APPOINT, appointed.state).unchanged()
    removed = when(Deed.REMOVE, appointed.state, colleagues=(other,))
    removed.then(AdministratorRemoved, status=auth.VALID, administrator=False)
    when(Deed.REMOVE, removed.state, colleagues=(other,)).unchanged()
    (event,) = removed.events
    assert isinstance(event, AdministratorRemoved)
    assert not event.authorisation.administrator


@pytest.mark.rule("E8")
@pytest.mark.parametrize("status", [auth.SUSPENDED, auth.REVOKED, auth.REQUESTED])
def test_the_last_administrator_stays(status: AuthorisationStatus) -> None:
    last = ANNAS.changed(administrator=True)
    stopped = right("third", "carla", status=status, administrator=True)
    when(Deed.REMOVE, last, colleagues=(stopped,)).raises(LastAdministrator)


@pytest.mark.rule("E8")
def test_an_authority_can_stop_even_the_last_administrator() -> None:
    last = ANNAS.changed(administrator=True)
    when(Deed.SUSPEND, last).then(AuthorisationSuspended, administrator=True)
    when(Deed.REVOKE, last).then(AuthorisationRevoked, administrator=False)


@pytest.mark.rule("E7")
@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("by", [INSPECTOR, ADMINISTRATOR], ids=["inspector", "administrator"])
def test_nobody_does_it_to_himself(deed: Deed, by: Authorisation) -> None:
    when(deed, by=by, actor=ANNA).raises(NotOnYourself)


@pytest.mark.rule("2.authorisation")
@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("reason", [None, "", "  \n"])
def test_a_reason_is_given(deed: Deed, reason: str | None) -> None:
    when(deed, reason=reason).raises(ReasonMissing)


WRONG = [
    *((deed, status) for deed in Deed for status in (auth.REQUESTED, auth.INFO_REQUIRED, auth.WITHDRAWN)),
    *((deed, status) for deed in Deed for status in (auth.REJECTED, auth.REVOKED)),
    (Deed.REINSTATE, auth.VALID),
    *((deed, auth.SUSPENDED) for deed in (Deed.APPOINT, Deed.REMOVE)),
]


@pytest.mark.rule("2.authorisation")
@pytest.mark.parametrize(("deed", "status"), WRONG)
def test_only_where_the_state_allows_it(deed: Deed, status: AuthorisationStatus) -> None:
    when(deed, ANNAS.changed(status=status)).raises(WrongState)


@pytest.mark.rule("5")
def test_what_an_authority_stopped_only_an_authority_lets_go_on() -> None:
    by_authority = when(Deed.SUSPEND).state
    when(Deed.REINSTATE, by_authority, ADMINISTRATOR).raises(NotYourUser)
    by_colleague = when(Deed.SUSPEND, by=ADMINISTRATOR).state
    when(Deed.REINSTATE, by_colleague, ADMINISTRATOR).then(AuthorisationReinstated)
    when(Deed.REINSTATE, by_colleague, INSPECTOR).then(AuthorisationReinstated)


@pytest.mark.rule("5")
@pytest.mark.parametrize("authority", [INAO, COMMISSION], ids=["the validator", "its superior"])
def test_nobody_forestalls_an_authority_by_suspending_first(authority: Validator) -> None:
    by_colleague = when(Deed.SUSPEND, by=ADMINISTRATOR).state
    stopped = when(Deed.SUSPEND, by_colleague, held_on(authority.id), reason="An inspection.")
    stopped.then(AuthorisationSuspended, status=auth.SUSPENDED, reason="An inspection.")
    when(Deed.REINSTATE, stopped.state, ADMINISTRATOR).raises(NotYourUser)
    when(Deed.REINSTATE, stopped.state, INSPECTOR).then(AuthorisationReinstated)


@pytest.mark.rule("2.authorisation")
def test_nobody_else_suspends_what_is_suspended() -> None:
    by_colleague, by_authority = when(Deed.SUSPEND, by=ADMINISTRATOR).state, when(Deed.SUSPEND).state
    when(Deed.SUSPEND, by_colleague, ADMINISTRATOR).raises(WrongState)
    when(Deed.SUSPEND, by_authority, ADMINISTRATOR).raises(WrongState)
    when(Deed.SUSPEND, by_authority, INSPECTOR).raises(WrongState)


@pytest.mark.rule("2.operator", "5")
def test_administrators_of_a_suspended_operator_can_do_nothing() -> None:
    when(Deed.SUSPEND, by=ADMINISTRATOR, organisation=operator(SUSPENDED)).raises(NotYourUser)
    when(Deed.SUSPEND, by=INSPECTOR, organisation=operator(SUSPENDED)).then(AuthorisationSuspended)


@pytest.mark.rule("E11", "5")
@pytest.mark.parametrize(
    ("by", "event"),
    [(held_on(COMMISSION_ID), AuthorisationSuspended), (held_on(INAO.id), None)],
    ids=["the Commission", "an authority that never decided there"],
)
def test_first_users_by_bootstrap_are_overseen_by_the_commission(by: Authorisation, event: type[Event] | None) -> None:
    bootstrapped = right(status=auth.VALID, request_id=None, administrator=True)
    then = when(Deed.SUSPEND, bootstrapped, by)
    if event is None:
        then.raises(NotYourUser)
    else:
        then.then(event)


def test_and_by_the_authority_that_decided_on_their_colleagues() -> None:
    bootstrapped = right(status=auth.VALID, request_id=None)
    colleague = right("third", "carla", status=auth.VALID, case=CASE)
    when(Deed.SUSPEND, bootstrapped, held_on(INAO.id), colleagues=(colleague,)).then(AuthorisationSuspended)


def test_what_is_not_there_cannot_be_changed() -> None:
    when(Deed.SUSPEND, None).raises(UnknownAuthorisation)
    given().when(hold_users, ChangeRight(Deed.SUSPEND, "right", "operator", DORA, "why")).raises(UnknownOrganisation)


def test_two_administrators_cannot_remove_each_other_at_once() -> None:
    command = ChangeRight(Deed.REMOVE, "right", "operator", DORA, "why")
    given(operator()).when(hold_users, command).then(status=VALID)
