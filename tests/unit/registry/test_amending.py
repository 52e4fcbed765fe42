"""A proposal is amended by its proposer, while information is required, on the version that he saw."""

from typing import Any

import pytest

from chassis.errors import StaleVersion
from chassis.testing import given
from contracts.events.registry import AuthorisationStatus, OperatorAmended, OrganisationKind, OrganisationStatus
from services.registry.domain import authorisation as auth
from services.registry.domain.amending import amend
from services.registry.domain.amendment import AmendmentDraft, amended_operator, amended_organisation
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation import DELETED, NEW, REJECTED, SUSPENDED, VALID, Organisation
from services.registry.domain.organisation_commands import AmendOrganisation
from services.registry.domain.organisation_errors import CountryFixed, NotAmendable, NotYourProposal
from tests.unit.registry.people import ANNA, BERT, PROFILE, operator, proposed, right

pytestmark = pytest.mark.rule("D2")
EORI = PROFILE.identifiers[0].model_copy(update={"value": "FI1234567-8"})


def asked(**fields: Any) -> Any:
    return right(**{"proposal": True, "status": auth.INFO_REQUIRED, **fields})


def correction(version: int | None = None, **changes: Any) -> AmendOrganisation:
    return AmendOrganisation("operator", "right", PROFILE.model_copy(update=changes), version)


def test_the_proposer_corrects_what_he_proposed_and_claims_the_new_eori() -> None:
    then = given(proposed(), authorisation=asked()).when(
        amend, correction(name="Right Name", identifiers=(EORI,)), actor=ANNA
    )
    then.then(OperatorAmended, status=NEW, name="Right Name", claimed_eori="FI12345678", traces_number="BE-ORG-OP-8")
    (event,) = then.events
    assert isinstance(event, OperatorAmended)
    assert (event.request_id, event.account_id) == ("request", ANNA)
    assert event.organisation.identifiers[0].value == "FI1234567-8"


def test_a_correction_that_changes_nothing_is_not_told() -> None:
    as_it_is = proposed().changed(phone=PROFILE.phone)
    then = given(as_it_is, authorisation=asked()).when(amend, correction(), actor=ANNA)
    then.then(name=PROFILE.name)


@pytest.mark.parametrize("status", [each for each in AuthorisationStatus if each is not auth.INFO_REQUIRED])
def test_only_while_information_is_required(status: AuthorisationStatus) -> None:
    given(proposed(), authorisation=asked(status=status)).when(amend, correction(), actor=ANNA).raises(NotAmendable)


@pytest.mark.rule("F7")
@pytest.mark.parametrize("status", [VALID, REJECTED, SUSPENDED, DELETED])
def test_only_while_it_is_new(status: OrganisationStatus) -> None:
    given(operator(status), authorisation=asked()).when(amend, correction(), actor=ANNA).raises(NotAmendable)


def test_only_by_who_proposed_it() -> None:
    given(proposed(), authorisation=asked()).when(amend, correction(), actor=BERT).raises(NotYourProposal)
    given(proposed(), authorisation=asked(proposal=False)).when(amend, correction(), actor=ANNA).raises(NotYourProposal)
    given(proposed(), authorisation=None).when(amend, correction(), actor=ANNA).raises(NotYourProposal)
    given(None, authorisation=asked()).when(amend, correction(), actor=ANNA).raises(UnknownOrganisation)


@pytest.mark.rule("F10")
def test_only_on_the_version_that_he_saw() -> None:
    seen = proposed().changed(sequence=3)
    given(seen, authorisation=asked()).when(amend, correction(2, name="New"), actor=ANNA).raises(StaleVersion)
    given(seen, authorisation=asked()).when(amend, correction(3, name="New"), actor=ANNA).then(OperatorAmended)


def test_the_country_stays() -> None:
    french = (PROFILE.addresses[0].model_copy(update={"country": "FR"}),)
    given(proposed(), authorisation=asked()).when(amend, correction(addresses=french), actor=ANNA).raises(CountryFixed)


def test_what_is_left_out_stays_as_it_is() -> None:
    known = proposed().changed(phone="+3221234567")
    draft = amended_operator(known, AmendmentDraft(name="Right Name"))
    assert (draft.name, draft.phone) == ("Right Name", "+3221234567")
    assert draft.identifiers[0].value == "BE0123456789"
    assert draft.addresses[0].city == "Bruxelles"
    assert draft.activities[0].control_body == "BE-BIO-01"


def test_a_proposed_control_body_is_amended_by_its_code() -> None:
    body = Organisation(
        id="body", kind=OrganisationKind.CONTROL_BODY, country="FR", code="FR-BIO-99", name="Certi", status=NEW
    )
    assert amended_organisation(body, AmendmentDraft(code="FR-BIO-98")).code == "FR-BIO-98"
    profile = PROFILE.model_copy(
        update={
            "code": "FR-BIO-98",
            "identifiers": (),
            "activities": (),
            "addresses": (PROFILE.addresses[0].model_copy(update={"country": "FR"}),),
        }
    )
    then = given(body, authorisation=asked()).when(amend, AmendOrganisation("body", "right", profile, None), actor=ANNA)
    then.then(OperatorAmended, code="FR-BIO-98", code_key="FR-BIO-98", identifiers=())
