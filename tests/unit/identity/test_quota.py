from datetime import timedelta

import pytest

from chassis.testing import NOON, given
from services.identity.domain.confirmation import RenewConfirmation
from services.identity.domain.quota import WINDOW, Quota, QuotaReached, take

COMMAND = RenewConfirmation("quota", None, "key-1", 5)


def used(*minutes_ago: int) -> Quota:
    return Quota(
        id="quota", used_at=tuple(NOON - timedelta(minutes=each) for each in minutes_ago), expires_at=NOON + WINDOW
    )


def test_the_first_use_is_counted() -> None:
    given().when(take, COMMAND).then(id="quota", used_at=(NOON,), expires_at=NOON + WINDOW)


@pytest.mark.rule("3.resend")
def test_five_an_hour_are_allowed() -> None:
    given(used(50, 40, 30, 20)).when(take, COMMAND).then(expires_at=NOON + WINDOW)


@pytest.mark.moment("limits")
@pytest.mark.rule("3.resend")
def test_the_sixth_has_to_wait_for_the_first_to_be_an_hour_old() -> None:
    full = used(50, 40, 30, 20, 10)
    refused = given(full).when(take, COMMAND).raises(QuotaReached)
    assert getattr(refused, "retry_after", None) == 10 * 60 + 1
    given(full).when(take, COMMAND, now=NOON + timedelta(minutes=10)).then()


@pytest.mark.moment("limits")
def test_what_is_older_than_an_hour_is_forgotten() -> None:
    done = given(used(600, 61, 60, 59)).when(take, COMMAND)
    assert done.state.used_at == (NOON - timedelta(minutes=59), NOON)
