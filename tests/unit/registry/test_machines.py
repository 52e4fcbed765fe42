"""State machines are drawn as they are."""

import inspect
from enum import StrEnum
from typing import Any

import pytest

from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from services.registry.domain import authorisation, organisation
from services.registry.domain.errors import AlreadySettled, WrongState
from services.registry.domain.machine import Machine
from tests.unit.registry.people import operator, right

MODULES = pytest.mark.parametrize("module", [organisation, authorisation], ids=["organisation", "authorisation"])


@pytest.mark.rule("2.operator", "2.authorisation")
@MODULES
def test_the_picture_is_the_table(module: Any) -> None:
    assert f"```mermaid\n{module.MACHINE.mermaid()}\n```" in (inspect.getdoc(module) or "")


@pytest.mark.parametrize(
    ("machine", "states"), [(organisation.MACHINE, OrganisationStatus), (authorisation.MACHINE, AuthorisationStatus)]
)
def test_every_state_can_be_reached(machine: Machine[Any], states: type[StrEnum]) -> None:
    assert {*machine.initial.values(), *machine.table.values()} == set(states)


def test_what_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(WrongState):
        operator(organisation.REJECTED).after("validate")
    with pytest.raises(AlreadySettled):
        right(status=authorisation.WITHDRAWN).after("grant")


@pytest.mark.rule("2.operator", "2.authorisation")
def test_terminal_states_have_no_way_out() -> None:
    ends = {authorisation.REJECTED, authorisation.WITHDRAWN, authorisation.REVOKED}
    assert not any(before in ends for before, _ in authorisation.MACHINE.table)
    assert not any(before is organisation.DELETED for before, _ in organisation.MACHINE.table)
