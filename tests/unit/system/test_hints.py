"""Whom each event is hinted to, and that nobody is told of a request whom registry would not show it."""

from collections.abc import Callable
from typing import Any

import pytest

from contracts.reference import organisation_id
from services.gateway.live.addressing import address
from services.registry.domain.readers import readers_of
from tests.contract.golden import BY_NAME, GOLDEN, Golden

Data = dict[str, Any]

WHO: dict[str, Callable[[Data], str]] = {
    "applicant": lambda data: f"account:{(data.get('case') or data)['account_id']}",
    "recipient": lambda data: f"account:{data['message']['account_id']}",
    "administrators": lambda data: f"administrators:{data['organisation_id']}",
    "validator": lambda data: f"organisation:{data['case']['validator']['id']}",
    "superior": lambda data: f"organisation:{(data['case']['superior'] or {}).get('id')}",
    "previous": lambda data: f"organisation:{data['previous']['id']}",
    "helpdesk": lambda _: f"organisation:{organisation_id('EU-HELPDESK')}",
}
NOBODY: set[str] = set()
OF_ORGANISATION = {"administrators", "helpdesk"}
OF_RIGHT = {"applicant", "administrators", "helpdesk"}
OF_CASE = {"applicant", "administrators", "validator", "superior", "helpdesk"}
OF_MAIL = {"recipient", "helpdesk"}

TOLD: dict[str, set[str]] = {
    "identity.AccountActivated.v1": NOBODY,
    "identity.AccountCreated.v1": NOBODY,
    "identity.AccountExpired.v1": NOBODY,
    "identity.AccountLocked.v1": NOBODY,
    "identity.AccountReinstated.v1": NOBODY,
    "identity.AccountSuspended.v1": NOBODY,
    "identity.ConfirmationRenewed.v1": NOBODY,
    "identity.PasswordChanged.v1": NOBODY,
    "identity.PasswordResetRequested.v1": NOBODY,
    "identity.PreferencesChanged.v1": NOBODY,
    "identity.RegistrationRepeated.v1": NOBODY,
    "identity.SessionEnded.v1": NOBODY,
    "notify.MessageAbandoned.v1": OF_MAIL,
    "notify.MessageSent.v1": OF_MAIL,
    "registry.ActivityExpired.v1": NOBODY,
    "registry.ActivityExpiring.v1": NOBODY,
    "registry.AdministratorAppointed.v1": OF_RIGHT,
    "registry.AdministratorRemoved.v1": OF_RIGHT,
    "registry.AuthorisationGranted.v1": OF_RIGHT,
    "registry.AuthorisationReinstated.v1": OF_RIGHT,
    "registry.AuthorisationRejected.v1": OF_RIGHT,
    "registry.AuthorisationRequested.v1": OF_RIGHT,
    "registry.AuthorisationRevoked.v1": OF_RIGHT,
    "registry.AuthorisationSuspended.v1": OF_RIGHT,
    "registry.AuthorisationWithdrawn.v1": OF_RIGHT,
    "registry.DecisionNudged.v1": OF_RIGHT,
    "registry.InformationProvided.v1": OF_RIGHT,
    "registry.OperatorAmended.v1": OF_RIGHT,
    "registry.OperatorDeleted.v1": NOBODY,
    "registry.OperatorProposed.v1": OF_RIGHT,
    "registry.OperatorReinstated.v1": NOBODY,
    "registry.OperatorRejected.v1": OF_ORGANISATION,
    "registry.OperatorSuspended.v1": NOBODY,
    "registry.OperatorValidated.v1": OF_ORGANISATION,
    "registry.OrganisationProposed.v1": OF_RIGHT,
    "registry.OrganisationRegistered.v1": NOBODY,
    "registry.OrganisationRejected.v1": OF_ORGANISATION,
    "registry.OrganisationValidated.v1": OF_ORGANISATION,
    "validation.InformationRequested.v1": OF_CASE,
    "validation.RequestEscalated.v1": OF_CASE,
    "validation.RequestOverdue.v1": OF_CASE,
    "validation.RequestReassigned.v1": OF_CASE | {"previous"},
    "validation.RequestRejected.v1": OF_CASE,
    "validation.RequestReminded.v1": OF_CASE,
    "validation.RequestReopened.v1": OF_CASE,
    "validation.RequestRouted.v1": OF_CASE,
    "validation.RequestValidated.v1": OF_CASE,
    "validation.RequestWithdrawn.v1": OF_CASE,
}

SAMPLES = [pytest.param(golden, id=str(golden)) for golden in GOLDEN]
OF_CASES = [pytest.param(golden, id=str(golden)) for golden in GOLDEN if golden.folder.startswith("validation.")]


def request_of(data: Data) -> str | None:
    """What the record itself says it is about."""
    found: str | None = data.get("request_id") or (data.get("message") or {}).get("request_id")
    return found


def told(golden: Golden) -> set[str]:
    """The keys that the table names for this record."""
    data = golden.data
    if request_of(data) is None:
        return set()
    keys = {WHO[who](data) for who in TOLD[golden.folder]}
    return {key for key in keys if not key.endswith(":None")}


def test_the_table_names_every_event() -> None:
    assert TOLD.keys() == BY_NAME.keys()


@pytest.mark.parametrize("golden", SAMPLES)
def test_an_event_is_hinted_to_those_of_the_table(golden: Golden) -> None:
    found = address(golden.event_class.model_validate(golden.data))
    assert found.keys == told(golden)
    assert found.request_id == (request_of(golden.data) if found.keys else None)


def test_the_samples_have_both_sides_of_every_case() -> None:
    assert any(golden.data["case"]["superior"] for golden in GOLDEN if golden.folder.startswith("validation."))
    assert any(golden.data["request_id"] is None for golden in GOLDEN if golden.folder.startswith("registry.Auth"))
    assert any(golden.data["message"]["account_id"] is None for golden in GOLDEN if golden.folder.startswith("notify."))


@pytest.mark.parametrize("golden", OF_CASES)
def test_of_a_case_are_told_exactly_those_to_whom_registry_shows_the_request(golden: Golden) -> None:
    case = golden.data["case"]
    deciders = [each["id"] for each in (case["validator"], case["superior"], golden.data.get("previous")) if each]
    readers = readers_of(case["account_id"], case["organisation"]["id"], deciders)
    assert address(golden.event_class.model_validate(golden.data)).keys == set(readers)


@pytest.mark.parametrize("golden", SAMPLES)
def test_what_may_change_rights_stirs_those_who_have_them(golden: Golden) -> None:
    data, stirs = golden.data, address(golden.event_class.model_validate(golden.data)).stirs
    if "authorisation" in data:
        assert stirs == {f"rights-of:{data['account_id']}"}
    elif golden.folder.startswith("registry."):
        assert stirs == {f"rights-on:{data['organisation_id']}"}
    else:
        assert not stirs
