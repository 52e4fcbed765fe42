"""The page of refusals says what the tests play, and leaves out nothing that a service can say."""

from collections.abc import Iterator

import pytest

from chassis.errors import DomainError
from chassis.service import Service
from services.gateway.openapi.shared import FOR_ALL, FOR_AUTHENTICATED, FOR_BODIES
from services.gateway.service import service as gateway
from services.identity.service import service as identity
from services.notify.service import service as notify
from services.registry.service import service as registry
from services.validation.service import service as validation
from tests.rules.refusals import TARGET, page, refusals
from tests.support.documented import Document
from tests.support.field_codes import field_codes

SERVICES = [identity, registry, validation, notify]
EVERYBODY = [*SERVICES, gateway]
SHOWN = refusals()

UNTOLD = {
    "identity": {"address-taken", "quota-reached", "account-state"},
    "registry": {"operator-not-valid", "administrator-exists", "not-an-operator"},
    "validation": set(),
    "notify": set(),
    "gateway": {"unreadable", "foreign-form"},
}
"""What the API answers nobody: it is tried again or kept quiet, the caller has left, or an event, a console or a page
meets it."""

WARNINGS = {
    "identity": {"functional-mailbox"},
    "registry": {"code-country", "eori-national", "phone-unusual", "vat-greece", "vat-national"},
    "validation": set(),
    "notify": set(),
    "gateway": set(),
}
"""What is told beside an answer, of what is odd and nevertheless taken."""


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == page(), "run make refusals"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_table_shows_what_its_service_documents(service: Service) -> None:
    document = Document(service.routes)
    shown = document.shown(SHOWN[service.name])
    assert document.own() - shown == set()
    assert shown - document.refused() == set()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_document_names_the_headers_that_a_table_shows_refused(service: Service) -> None:
    document, table = Document(service.routes), SHOWN[service.name]
    keys = document.shown(each for each in table if each.fault == ("/headers/Idempotency-Key", "idempotency-key"))
    versions = document.shown(each for each in table if each.code == "version-mismatch")
    assert document.takes("Idempotency-Key") == {(method, path) for method, path, _ in keys}
    assert document.takes("If-Match") == {(method, path) for method, path, _ in versions}


def test_the_gateway_shows_what_it_adds_to_every_document() -> None:
    added = FOR_ALL | FOR_AUTHENTICATED | FOR_BODIES
    assert set(added) - {str(refusal.status) for refusal in SHOWN["gateway"]} == set()


@pytest.mark.parametrize("service", EVERYBODY, ids=lambda service: service.name)
def test_a_table_shows_every_error_of_its_service(service: Service) -> None:
    shown = {refusal.code for refusal in SHOWN[service.name]}
    assert set(codes_of(service, DomainError)) - shown == UNTOLD[service.name]


@pytest.mark.parametrize("service", EVERYBODY, ids=lambda service: service.name)
def test_a_table_shows_everything_that_can_be_wrong_in_a_field(service: Service) -> None:
    shown = {refusal.fault[1] for refusal in SHOWN[service.name] if refusal.fault}
    assert field_codes(service.name) - shown == WARNINGS[service.name]


def codes_of(service: Service, error: type[DomainError]) -> Iterator[str]:
    """Codes that this service has errors of its own for."""
    for kind in error.__subclasses__():
        if kind.__module__.startswith(f"services.{service.name}.") and "code" in vars(kind):
            yield kind.code
        yield from codes_of(service, kind)
