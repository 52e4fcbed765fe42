"""Who decides: design section 6, rules E1, E10, E11."""

import pytest

from contracts.events.registry import OrganisationKind
from contracts.reference import organisation_id
from services.validation.domain.routing import Policy, RoutingTable, route
from services.validation.reference import TABLE
from tests.unit.validation.world import BELGIUM, COMMISSION, INAO

OPERATOR, CONTROL_BODY, AUTHORITY = OrganisationKind.OPERATOR, OrganisationKind.CONTROL_BODY, OrganisationKind.AUTHORITY


@pytest.mark.parametrize(
    ("kind", "country", "first_user", "code"),
    [
        (OPERATOR, "FR", True, "FR-INAO"),
        (OPERATOR, "FR", False, "FR-INAO"),
        (OPERATOR, "BE", True, "BE-CA"),
        (OPERATOR, "IT", True, "IT-CA"),
        (OPERATOR, "CH", True, "EU-COM"),
        (CONTROL_BODY, "FR", True, "FR-INAO"),
        (CONTROL_BODY, "DE", False, "DE-CA"),
        (CONTROL_BODY, "TN", True, "EU-COM"),
        (AUTHORITY, "BE", True, "BE-CA"),
        (AUTHORITY, "TN", True, "EU-COM"),
    ],
)
@pytest.mark.rule("E1", "E2", "E3")
def test_the_table_names_the_authority(kind: OrganisationKind, country: str, first_user: bool, code: str) -> None:
    assert route(TABLE, kind, country, first_user).authority.code == code


@pytest.mark.parametrize("first_user", [True, False])
@pytest.mark.rule("E11")
def test_users_of_a_central_authority_are_decided_by_the_commission(first_user: bool) -> None:
    for central in (INAO, BELGIUM):
        assert route(TABLE, AUTHORITY, "FR", first_user, central).authority.code == "EU-COM"


@pytest.mark.rule("E10")
def test_an_authority_below_the_central_one_is_decided_by_it() -> None:
    assert route(TABLE, AUTHORITY, "FR", True, "a-border-control-post").authority.code == "FR-INAO"


def test_the_commission_has_nobody_above_it() -> None:
    found = route(TABLE, AUTHORITY, "BE", False, COMMISSION)
    assert found.authority.code == "EU-COM"
    assert found.superior is None


@pytest.mark.rule("F3")
def test_the_helpdesk_is_decided_by_the_commission() -> None:
    assert route(TABLE, AUTHORITY, "BE", True, organisation_id("EU-HELPDESK")).authority.code == "EU-COM"


@pytest.mark.rule("E10")
def test_the_superior_of_a_central_authority_is_the_commission() -> None:
    found = route(TABLE, OPERATOR, "FR", True)
    assert found.superior is not None
    assert found.superior.id == COMMISSION


def test_ids_follow_from_codes_so_that_services_agree() -> None:
    assert route(TABLE, OPERATOR, "FR", True).authority.id == organisation_id("FR-INAO")


@pytest.mark.rule("E5", "E8")
def test_delegation_is_for_further_users_only() -> None:
    """Rule E5; there is no administrator yet to delegate a first user to."""
    table = RoutingTable(TABLE.authorities, {("*", "*", "*"): Policy("FR-INAO", sla_working_days=2, delegated=True)})
    assert route(table, OPERATOR, "FR", first_user=False).delegated
    assert not route(table, OPERATOR, "FR", first_user=True).delegated


def test_a_narrower_row_counts_before_a_wider_one() -> None:
    first, any_user, default = (Policy(code, 2, False) for code in ("FR-INAO", "BE-CA", "EU-COM"))
    table = RoutingTable(
        TABLE.authorities,
        {(OPERATOR, "FR", "first"): first, (OPERATOR, "FR", "*"): any_user, ("*", "*", "*"): default},
    )
    assert table.policy(OPERATOR, "FR", True) is first
    assert table.policy(OPERATOR, "FR", False) is any_user
    assert table.policy(OPERATOR, "BE", True) is default
