"""The dates of a certificate come back with the news of the operator, and hold up nobody (rule E15)."""

from datetime import date

import pytest

from chassis.unit_of_work import Outcome
from contracts.events.registry import Activity, ActivityType, OperatorValidated, OrganisationStatus
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import NEW, OFFICE
from tests.support.interleaving import history
from tests.unit.validation.world import BERT, INES, operator_validated, proposed, ref, requested

VALID = ref("new", status=OrganisationStatus.VALID)
CERTIFIED = Activity(
    type=ActivityType.IMPORTER,
    control_body="FR-BIO-01",
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
)


def recognised() -> OperatorValidated:
    """Registry's word on an operator whose validator named the dates of its certificate."""
    event = operator_validated(VALID)
    return event.model_copy(update={"organisation": event.organisation.model_copy(update={"activities": (CERTIFIED,)})})


@pytest.mark.rule("E15", "B2")
async def test_a_further_user_of_a_certified_operator_is_decided(desk: Desk) -> None:
    news = [*OFFICE, *history(proposed("a", organisation=NEW)), *history(recognised(), since=1)]
    assert set(await desk.hear(news)) == {Outcome.HANDLED}
    await desk.hear(history(requested("c", account=BERT, organisation=VALID, first_user=False)))
    (shown,) = (await desk.get(INES, "/work-items/req-c")).json()["activities"]
    assert (shown["valid_from"], shown["valid_to"]) == ("2026-01-01", "2026-12-31")
    assert (await desk.decide(INES, "req-c", outcome="validated")).status_code == 200
