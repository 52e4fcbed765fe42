"""What is mirrored of registry and identity: the newest word counts, an end stays an end."""

from chassis.testing import MemoryService, envelope_for, given
from chassis.unit_of_work import Outcome
from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from services.validation.domain.decider import Decider
from services.validation.domain.organisation_view import OrganisationView, await_organisation
from services.validation.domain.person import Person
from services.validation.service import service
from tests.unit.validation.cases import seen
from tests.unit.validation.world import (
    ANNA,
    activated,
    granted,
    operator_deleted,
    operator_validated,
    proposed,
    ref,
    requested,
    withdrawn,
)


async def test_a_right_that_ended_does_not_come_back() -> None:
    memory = MemoryService(service)
    await memory.handle(envelope_for(withdrawn(), sequence=3), withdrawn())
    late = await memory.handle(envelope_for(granted(), sequence=2), granted())
    row = memory.get(Decider, "auth-a")
    assert late is Outcome.STALE
    assert row is not None
    assert (row.status, row.seen, row.valid) == (AuthorisationStatus.WITHDRAWN, 3, False)


async def test_an_operator_that_is_gone_does_not_come_back() -> None:
    memory = MemoryService(service)
    await memory.handle(envelope_for(operator_deleted(ref()), sequence=3), operator_deleted(ref()))
    await memory.handle(envelope_for(operator_validated(ref()), sequence=2), operator_validated(ref()))
    row = memory.get(OrganisationView, "importer")
    assert row is not None
    assert (row.status, row.seen) == (OrganisationStatus.DELETED, 3)


async def test_the_sequence_of_the_operator_is_its_version() -> None:
    memory = MemoryService(service)
    await memory.handle(envelope_for(proposed(), sequence=1), proposed())
    await memory.handle(envelope_for(operator_validated(ref()), sequence=7), operator_validated(ref()))
    row = memory.get(OrganisationView, "importer")
    assert row is not None
    assert (row.seen, row.status, row.known) == (7, OrganisationStatus.VALID, True)


async def test_people_are_known_by_what_identity_says() -> None:
    memory = MemoryService(service)
    await memory.handle(envelope_for(activated(), sequence=2), activated())
    row = memory.get(Person, ANNA)
    assert row is not None
    assert (row.name, row.email, row.language, row.timezone) == (
        "Anna Martin",
        "anna@importer.example",
        "fr",
        "Europe/Paris",
    )


def test_a_proposal_writes_the_row_that_it_waits_for() -> None:
    """So that the operator's own event, handled at the same moment elsewhere, meets a conflict."""
    event = requested(proposal=True)
    given(None).when(await_organisation, event).then(seen=0, known=False)
    assert given(seen(sequence=0)).when(await_organisation, event).state is not None


def test_a_proposal_does_not_wait_for_what_is_there() -> None:
    given(seen(sequence=1)).when(await_organisation, requested(proposal=True)).unchanged()


async def test_an_attachment_waits_for_nothing() -> None:
    memory = MemoryService(service)
    await memory.handle(envelope_for(requested()), requested())
    assert memory.get(OrganisationView, "importer") is None
