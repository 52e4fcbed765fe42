"""Who may decide which case: rules E5, E6, E10."""

import pytest

from contracts.events.registry import AuthorisationStatus
from services.validation.domain.rights import scopes_of_case, scopes_of_person
from services.validation.reference import TABLE
from tests.unit.validation.cases import right
from tests.unit.validation.world import COMMISSION, INAO

VALIDATOR, SUPERIOR = TABLE.authorities["FR-INAO"].validator, TABLE.authorities["EU-COM"].validator


def may(scopes: frozenset[str], *, delegated: bool = False) -> bool:
    return not scopes.isdisjoint(scopes_of_case(VALIDATOR, SUPERIOR, "importer", delegated))


@pytest.mark.rule("E6")
def test_every_user_of_the_authority_may_without_being_administrator() -> None:
    """Rule E6."""
    assert may(scopes_of_person([right(INAO, administrator=False)]))


@pytest.mark.rule("E10")
def test_the_superior_may() -> None:
    assert may(scopes_of_person([right(COMMISSION)]))


@pytest.mark.rule("E5")
def test_the_organisations_administrators_may_where_the_country_delegates() -> None:
    """Rule E5."""
    administrator = scopes_of_person([right("importer", administrator=True)])
    assert may(administrator, delegated=True)
    assert not may(administrator, delegated=False)


def test_other_users_of_the_organisation_may_never() -> None:
    user = scopes_of_person([right("importer", administrator=False)])
    assert not may(user, delegated=True)


@pytest.mark.parametrize(
    "status", [status for status in AuthorisationStatus if status is not AuthorisationStatus.VALID]
)
def test_only_a_valid_right_counts(status: AuthorisationStatus) -> None:
    assert not scopes_of_person([right(INAO, status=status, administrator=True)])


def test_a_case_without_superior_is_the_validators_alone() -> None:
    assert scopes_of_case(SUPERIOR, None, "importer", delegated=False) == (COMMISSION,)
