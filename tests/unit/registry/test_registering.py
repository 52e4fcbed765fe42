"""Organisations come from reference data, or are proposed."""

from chassis.testing import given
from contracts.events.registry import OperatorProposed, OrganisationKind, OrganisationRegistered, OrganisationStatus
from services.registry.domain.commands import RegisterOrganisation
from services.registry.domain.organisation import NEW, SUSPENDED, VALID, Organisation
from services.registry.domain.registering import propose, register
from tests.unit.registry.people import ANNA, PROPOSAL

INAO = RegisterOrganisation(
    organisation_id="inao", kind=OrganisationKind.AUTHORITY, country="FR", name="INAO", code="FR-INAO"
)


def known(status: OrganisationStatus = VALID) -> Organisation:
    registered = given().when(register, INAO).state
    assert isinstance(registered, Organisation)
    return registered.changed(status=status, revision=3, sequence=2)


def test_reference_data_are_valid_from_the_start() -> None:
    then = given().when(register, INAO).then(OrganisationRegistered, status=VALID, code_key="FR-INAO", living=True)
    (event,) = then.events
    assert isinstance(event, OrganisationRegistered)
    assert event.organisation.code == "FR-INAO"


def test_the_same_data_again_change_nothing() -> None:
    given(known()).when(register, INAO).unchanged()


def test_changed_data_are_published_and_do_not_touch_the_status() -> None:
    renamed = RegisterOrganisation(
        organisation_id="inao", kind=OrganisationKind.AUTHORITY, country="FR", name="Institut", code="FR-INAO"
    )
    given(known(SUSPENDED)).when(register, renamed).then(
        OrganisationRegistered, name="Institut", status=SUSPENDED, revision=3, sequence=2
    )


def test_a_proposed_operator_is_new_and_holds_its_eori() -> None:
    then = given().when(propose, PROPOSAL, actor=ANNA)
    then.then(OperatorProposed, status=NEW, traces_number="BE-ORG-OP-8", claimed_eori="BE0123456789", had_user=False)
    (event,) = then.events
    assert isinstance(event, OperatorProposed)
    assert (event.request_id, event.authorisation_id, event.account_id) == ("request", "right", ANNA)
    assert event.organisation.identifiers[0].value == "BE0123456789"
    assert "phone" not in event.organisation.model_dump()
