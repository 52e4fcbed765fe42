"""What is odd about an organisation is told to its validator as it was to its applicant (rules D3, D5)."""

from contracts.events.registry import Identifier, IdentifierType
from services.registry.api.answers import OrganisationShown
from services.registry.domain.remarks import remarks
from tests.unit.registry.people import operator

EORI, VAT = IdentifierType.EORI, IdentifierType.VAT


def told(*numbers: Identifier, phone: str | None = None) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in remarks(operator(identifiers=numbers, phone=phone))]


def test_a_number_that_does_not_fit_is_pointed_at() -> None:
    good = Identifier(type=VAT, value="BE0403019261", main=False)
    odd = Identifier(type=VAT, value="BE0403019262", main=False)
    assert told(good, odd) == [("/identifiers/1/value", "vat-national")]


def test_the_guides_own_phone_number_is_unusual() -> None:
    assert told(phone="+3202123456") == [("/phone", "phone-unusual")]


def test_an_organisation_without_oddities_has_no_remarks() -> None:
    assert told(Identifier(type=EORI, value="BE0403019261", main=True), phone="+3222345678") == []
    assert told() == []


def test_an_organisation_is_shown_with_them() -> None:
    shown = OrganisationShown.of(operator(phone="+3202123456"))
    assert [(each.pointer, each.code) for each in shown.warnings if each.pointer == "/phone"] == [
        ("/phone", "phone-unusual")
    ]
    assert shown.phone == "+3202123456"
