"""The row that makes one user of an organisation its first (design section 6, Administrator)."""

import pytest

from chassis.testing import given
from contracts.event import Event
from contracts.events.validation import CaseStatus
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.first_user import FirstUser, claim, release
from tests.unit.validation.cases import opened
from tests.unit.validation.world import INES, rejected, withdrawn

DECISION = Decide("req-a", "importer", INES, Outcome.VALIDATED)
VALIDATED = opened().changed(status=CaseStatus.VALIDATED, administrator=True)
TAKEN = FirstUser(id="importer", authorisation_id="auth-a")
FREE = FirstUser(id="importer", authorisation_id=None)


@pytest.mark.parametrize("row", [None, FREE], ids=["new", "free again"])
def test_the_first_administrator_takes_the_row(row: FirstUser | None) -> None:
    given(row, request=VALIDATED).when(claim, DECISION).then(authorisation_id="auth-a")


def test_a_row_that_is_taken_stays() -> None:
    given(FirstUser(id="importer", authorisation_id="auth-b"), request=VALIDATED).when(claim, DECISION).unchanged()


def test_who_does_not_administer_takes_no_row() -> None:
    given(None, request=VALIDATED.changed(administrator=False)).when(claim, DECISION).unchanged()


def test_a_rejection_takes_no_row() -> None:
    given(None, request=opened().changed(status=CaseStatus.REJECTED)).when(claim, DECISION).unchanged()


@pytest.mark.parametrize("news", [withdrawn(), rejected()], ids=["withdrawn", "rejected"])
def test_the_row_goes_with_its_authorisation(news: Event) -> None:
    given(TAKEN).when(release, news).then(authorisation_id=None)


@pytest.mark.parametrize("news", [withdrawn("b"), rejected("b")], ids=["withdrawn", "rejected"])
@pytest.mark.parametrize("row", [None, TAKEN, FREE], ids=["none", "taken", "free"])
def test_the_row_stays_when_another_authorisation_ends(news: Event, row: FirstUser | None) -> None:
    given(row).when(release, news).unchanged()
