"""The first administrator of an organisation, before anybody could decide."""

import pytest

from chassis.testing import NOON, given
from contracts.events.registry import AuthorisationGranted
from services.registry.domain import authorisation as auth
from services.registry.domain.bootstrapping import bootstrap, open_to_bootstrap
from services.registry.domain.commands import GrantByBootstrap
from services.registry.domain.errors import AdministratorExists, UnknownOrganisation
from tests.unit.registry.people import ANNA, BERT, operator, right

COMMAND = GrantByBootstrap(authorisation_id="right", organisation_id="operator", account_id=ANNA)


@pytest.mark.rule("E11")
def test_it_grants_without_a_request() -> None:
    then = given(organisation=operator()).when(bootstrap, COMMAND, actor="system:bootstrap")
    then.then(AuthorisationGranted, status=auth.VALID, administrator=True, request_id=None, since=NOON, readers=())
    (event,) = then.events
    assert isinstance(event, AuthorisationGranted)
    assert event.request_id is None


@pytest.mark.rule("E4")
def test_it_is_refused_once_there_is_an_administrator() -> None:
    admin = right("other", BERT, status=auth.VALID, administrator=True)
    given(operator(), rights=(admin,)).when(open_to_bootstrap, COMMAND).raises(AdministratorExists)
    given(rights=()).when(open_to_bootstrap, COMMAND).raises(UnknownOrganisation)


def test_other_rights_do_not_stand_against_it() -> None:
    others = (
        right("other", BERT, status=auth.VALID, administrator=False),
        right("third", BERT, status=auth.REVOKED, administrator=True),
    )
    given(operator(), rights=others).when(open_to_bootstrap, COMMAND).then(had_user=True)
