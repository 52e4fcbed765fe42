"""What notify remembers of people and of rights."""

import pytest

from chassis.testing import MemoryService
from contracts.events.identity import AccountStatus
from contracts.events.registry import AuthorisationStatus
from services.notify.domain.contact import Contact
from services.notify.domain.duty import Duty, delegates, holders
from services.notify.domain.recipient import DutyName, ToDuty
from services.notify.service import service
from tests.unit.notify.guide import (
    ADDRESSES,
    ALPRO,
    activated,
    created,
    granted,
    history,
    preferences,
    requested,
)
from tests.unit.notify.later import MEASURES, measure


async def test_the_newest_word_on_a_person_counts() -> None:
    notify = MemoryService(service)
    first, second, third = history(created("elodie"), activated("elodie"), preferences("elodie", language="en"))
    for delivery in (third, first, second):
        await notify.handle(*delivery)
    contact = notify.get(Contact, "elodie")
    assert contact is not None
    assert (contact.language, contact.seen) == ("en", 3)


async def test_an_erased_person_leaves_a_row_without_personal_data_and_does_not_come_back() -> None:
    notify = MemoryService(service)
    first, second = history(created("elodie"), preferences("elodie", AccountStatus.ERASED))
    for delivery in (second, first):
        await notify.handle(*delivery)
    contact = notify.get(Contact, "elodie")
    assert contact is not None
    assert contact.erased
    assert ADDRESSES["elodie"] not in contact.model_dump_json()


async def test_a_right_that_was_given_and_taken_stays_taken() -> None:
    notify = MemoryService(service)
    asked, given_, taken = history(
        requested("bela", ALPRO),
        granted("bela", ALPRO),
        granted("bela", ALPRO, status=AuthorisationStatus.REVOKED),
    )
    for delivery in (taken, given_, asked):
        await notify.handle(*delivery)
    (duty,) = notify.all(Duty)
    assert duty.status is AuthorisationStatus.REVOKED


def right(
    who: str, where: str, status: AuthorisationStatus = AuthorisationStatus.VALID, administrator: bool = False
) -> Duty:
    return Duty(id=f"{who}-{where}", account_id=who, organisation_id=where, status=status, administrator=administrator)


VALIDATORS = ToDuty(duty=DutyName.VALIDATORS, organisation_id="inao", delegate_id="alpro", not_to="anna")


def test_holders_of_a_duty_are_the_valid_users_of_its_organisation() -> None:
    rights = [
        right("ines", "inao"),
        right("paul", "inao", AuthorisationStatus.REQUESTED),
        right("bela", "be-ca"),
    ]
    assert holders(VALIDATORS, rights) == ("ines",)


@pytest.mark.rule("F4")
def test_only_administrators_are_told_of_the_users_of_an_organisation() -> None:
    administrators = ToDuty(duty=DutyName.ADMINISTRATORS, organisation_id="alpro", not_to="anna")
    rights = [
        right("ada", "alpro", administrator=True),
        right("anna", "alpro", administrator=True),
        right("sam", "alpro", AuthorisationStatus.SUSPENDED, administrator=True),
        right("tom", "alpro"),
    ]
    assert holders(administrators, rights) == ("ada",)
    assert holders(administrators, rights[1:]) == ()


def test_where_nobody_administers_all_users_are_told_of_what_runs_out() -> None:
    somebody = ToDuty(duty=DutyName.ADMINISTRATORS, organisation_id="alpro", or_users=True)
    assert holders(somebody, [right("ada", "alpro", administrator=True), right("tom", "alpro")]) == ("ada",)
    assert holders(somebody, [right("tom", "alpro"), right("ines", "inao")]) == ("tom",)


async def test_a_right_that_is_stopped_counts_again_when_it_is_reinstated() -> None:
    notify = MemoryService(service)
    events = history(*(measure(event, "bela", ALPRO) for event in MEASURES))
    seen = []
    for delivery in events:
        await notify.handle(*delivery)
        (duty,) = notify.all(Duty)
        seen.append((duty.status, duty.administrator))
    valid = AuthorisationStatus.VALID
    assert seen == [
        (AuthorisationStatus.SUSPENDED, False),
        (valid, False),
        (AuthorisationStatus.REVOKED, False),
        (valid, True),
        (valid, False),
    ]


def test_nobody_is_asked_to_decide_his_own_request() -> None:
    assert holders(VALIDATORS, [right("anna", "inao"), right("ines", "inao")]) == ("ines",)


@pytest.mark.rule("6.authorisation.requested.valid")
def test_a_delegated_duty_is_shared_by_administrators_only() -> None:
    rights = [
        right("ada", "alpro", administrator=True),
        right("tom", "alpro"),
        right("anna", "alpro", administrator=True),
    ]
    assert delegates(VALIDATORS, rights) == ("ada",)
    assert delegates(VALIDATORS.model_copy(update={"delegate_id": None}), rights) == ()
