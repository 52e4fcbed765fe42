"""The routing data that ships: complete for the Union, sourced, and unable to write to anybody real."""

import csv
from pathlib import Path

import pytest
from holidays import country_holidays

from services.validation import reference
from services.validation.domain.routing import ANY, Authority
from services.validation.reference import TABLE

MEMBER_STATES = "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLULVMTNLPLPTROSESISK"
UNION = [MEMBER_STATES[at : at + 2] for at in range(0, len(MEMBER_STATES), 2)]
REGISTRYS_FILE = Path(reference.__file__).parents[1] / "registry" / "data" / "authorities.csv"
AUTHORITIES = list(TABLE.authorities.values())


@pytest.mark.parametrize("kind", ["operator", "control_body", "authority"])
@pytest.mark.parametrize("country", UNION)
@pytest.mark.parametrize("user", ["first", "further"])
@pytest.mark.rule("E2")
def test_every_member_state_has_a_row_that_names_its_own_authority(kind: str, country: str, user: str) -> None:
    policy = TABLE.policies.get((kind, country, user)) or TABLE.policies[kind, country, ANY]
    assert TABLE.authorities[policy.authority].country == country


def test_the_union_has_27_members() -> None:
    assert len(set(UNION)) == 27


def test_every_policy_names_an_authority_that_is_there() -> None:
    assert {policy.authority for policy in TABLE.policies.values()} <= TABLE.authorities.keys()


def test_what_has_no_row_goes_to_the_commission() -> None:
    assert TABLE.policies[ANY, ANY, ANY].authority == "EU-COM"


@pytest.mark.rule("F2", "3.decision", "3.reminder")
def test_two_working_days_everywhere() -> None:
    """With a reminder after one, and escalation after three."""
    days = {(p.reminder_working_days, p.sla_working_days, p.escalation_working_days) for p in TABLE.policies.values()}
    assert days == {(1, 2, 3)}


def test_deadlines_come_in_order_in_every_country() -> None:
    for policy in TABLE.policies.values():
        assert 0 < policy.reminder_working_days < policy.sla_working_days < policy.escalation_working_days


def test_no_policy_names_an_authority_that_only_reads() -> None:
    assert all(TABLE.decides(policy.authority) for policy in TABLE.policies.values())
    assert TABLE.decides("EU-HELPDESK") is None


@pytest.mark.rule("E5")
def test_nobody_delegates_yet() -> None:
    """Design section 6: default and France false."""
    assert not any(policy.delegated for policy in TABLE.policies.values())


@pytest.mark.parametrize("authority", AUTHORITIES, ids=lambda authority: authority.code)
@pytest.mark.rule("E10")
def test_an_authority_leads_up_to_the_commission(authority: Authority) -> None:
    steps = [authority]
    while (above := TABLE.superior_of(steps[-1])) is not None:
        assert above not in steps
        steps.append(above)
    assert steps[-1].code == "EU-COM"


@pytest.mark.parametrize("authority", AUTHORITIES, ids=lambda authority: authority.code)
def test_no_duty_mailbox_reaches_anybody_real(authority: Authority) -> None:
    """RFC 2606 reserves the top-level domain `.example`."""
    assert authority.duty_mailbox.endswith(".example")
    assert authority.duty_mailbox.isascii()


@pytest.mark.parametrize("authority", AUTHORITIES, ids=lambda authority: authority.code)
def test_every_calendar_has_holidays(authority: Authority) -> None:
    assert country_holidays(authority.calendar, years=2026)


@pytest.mark.parametrize("name", ["authorities.csv", "policies.csv"])
def test_every_row_says_where_it_comes_from(name: str) -> None:
    folder = Path(reference.__file__).parent / "data"
    with (folder / name).open(encoding="utf-8", newline="") as file:
        assert all(row["source"].strip() for row in csv.DictReader(file))


def test_registry_knows_the_authorities_by_the_same_codes_and_names() -> None:
    """Ids follow from codes and each service ships its own file: they have to say the same."""
    with REGISTRYS_FILE.open(encoding="utf-8", newline="") as file:
        known = {row["code"]: (row["name"], row["country"]) for row in csv.DictReader(file)}
    assert {authority.code: (authority.name, authority.country) for authority in AUTHORITIES} == known
