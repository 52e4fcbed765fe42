"""A proposed operator: everything wrong with it is said at once, what is odd passes with a warning."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.errors import RuleBroken
from contracts.events.registry import ActivityType, IdentifierType, OrganisationKind
from services.registry.domain.contact import Contact, examine_contact
from services.registry.domain.drafts import (
    ActivityDraft,
    AddressDraft,
    ContactDraft,
    IdentifierDraft,
    OperatorDraft,
    OrganisationDraft,
)
from services.registry.domain.findings import Findings
from services.registry.domain.identifiers import claimed_eori
from services.registry.domain.profile import Profile, examine_operator, examine_organisation

COUNTRIES = {"BE": True, "FR": True, "CH": True, "US": False}
BODIES = {"BE-BIO-01": "BE-BIO-01", "DE-OKO-006": "DE-ÖKO-006"}

GUIDE: dict[str, Any] = {
    "name": "Test Importer",
    "phone": "+32123456",
    "addresses": [{"street": "Street 1", "postcode": "1000", "city": "Bruxelles", "country": "BE", "main": True}],
    "identifiers": [{"type": "EORI", "value": "BE0123456789", "main": True}],
    "activities": [{"type": "organic-importer", "control_body": "BE-BIO-01"}],
}
CONSIGNEE = {"type": "organic-operator", "control_body": "de-oeko-006"}
ABROAD = {"street": "1 Main", "postcode": "1", "city": "New York", "country": "US", "main": False}


def examine(**changes: Any) -> tuple[Profile, Findings]:
    findings = Findings()
    draft = OperatorDraft.model_validate({**GUIDE, **changes})
    return examine_operator(draft, findings, countries=COUNTRIES, control_bodies=BODIES), findings


def errors(**changes: Any) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in examine(**changes)[1].errors]


def address(**changes: Any) -> dict[str, Any]:
    return {**GUIDE["addresses"][0], **changes}


def test_the_guides_own_operator_passes_with_a_warning_about_its_phone() -> None:
    profile, findings = examine()
    assert [each.code for each in findings.settle()] == ["phone-unusual"]
    assert profile.country == "BE"
    assert claimed_eori(profile.identifiers) == "BE0123456789"


@pytest.mark.rule("D2")
@pytest.mark.parametrize("addresses", [[], [address(main=False)], [address(), address()]])
def test_exactly_one_address_is_the_main_one(addresses: list[dict[str, Any]]) -> None:
    assert ("/addresses", "main-address") in errors(addresses=addresses)


@pytest.mark.rule("E17", "4.place")
def test_the_main_address_is_in_the_union_or_a_state_that_takes_part() -> None:
    assert errors(addresses=[address(country="CH")]) == []
    assert errors(addresses=[address(country="US")]) == [("/addresses/0/country", "country-outside-union")]
    assert errors(addresses=[address(country="EL")]) == [("/addresses/0/country", "country")]
    assert errors(addresses=[address(), ABROAD]) == []


@pytest.mark.rule("D2")
@pytest.mark.parametrize("field", ["street", "postcode", "city"])
def test_no_part_of_an_address_is_empty(field: str) -> None:
    assert errors(addresses=[address(**{field: " \u0000 "})]) == [(f"/addresses/0/{field}", "required")]


@pytest.mark.rule("D2")
def test_an_operator_has_a_name() -> None:
    assert errors(name=" . ") == [("/name", "required")]
    assert examine(name=" Cafe\u0301\n du  Nord ")[0].name == "Café du Nord"


@pytest.mark.rule("D3", "4.EORI")
def test_an_importer_needs_an_eori_number() -> None:
    assert errors(identifiers=[]) == [("/identifiers", "eori-required")]
    assert errors(identifiers=[], activities=[CONSIGNEE]) == []
    assert errors(identifiers=[], activities=[CONSIGNEE, GUIDE["activities"][0]]) == [("/identifiers", "eori-required")]


@pytest.mark.rule("D3")
def test_an_operator_has_one_eori_number() -> None:
    twice = [{"type": "EORI", "value": "BE0123456789"}, {"type": "EORI", "value": "FR123456789"}]
    assert errors(identifiers=twice) == [("/identifiers", "eori-twice")]


@pytest.mark.rule("D3")
def test_at_most_one_identifier_is_the_main_one() -> None:
    vat = {"type": "VAT", "value": "BE0403019261", "main": True}
    assert errors(identifiers=[GUIDE["identifiers"][0], vat]) == [("/identifiers", "main-identifier")]


@pytest.mark.rule("D3")
@pytest.mark.parametrize(
    ("types", "main"),
    [(["VAT", "EORI"], "EORI"), (["NATIONAL", "VAT"], "NATIONAL"), (["EORI"], "EORI")],
)
def test_where_nobody_says_the_eori_number_is_the_main_one(types: list[str], main: str) -> None:
    values = {"EORI": "BE0123456789", "VAT": "BE0403019261", "NATIONAL": "0403.019.261"}
    sent = [{"type": type, "value": values[type]} for type in types]
    activity = {"type": "organic-operator", "control_body": "BE-BIO-01"}
    profile, findings = examine(identifiers=sent, activities=[activity])
    assert findings.errors == []
    assert [each.type.value for each in profile.identifiers if each.main] == [main]


def test_a_wrong_identifier_is_pointed_at() -> None:
    assert errors(identifiers=[{"type": "EORI", "value": "GB123"}]) == [("/identifiers/0/value", "eori-gb")]


def test_an_odd_identifier_only_warns() -> None:
    findings = examine(identifiers=[{"type": "EORI", "value": "BE99"}], phone="+32 470 12 34 56")[1]
    assert [(each.pointer, each.code) for each in findings.settle()] == [("/identifiers/0/value", "eori-national")]


@pytest.mark.rule("D4", "D6")
@pytest.mark.parametrize(
    ("activities", "error"),
    [
        ([], "activity-required"),
        ([GUIDE["activities"][0]] * 2, "activities"),
        ([GUIDE["activities"][0], CONSIGNEE, CONSIGNEE], "activities"),
    ],
)
def test_one_or_two_different_activities(activities: list[dict[str, Any]], error: str) -> None:
    assert errors(activities=activities) == [("/activities", error)]


@pytest.mark.rule("D5", "D7", "4.control-body")
def test_the_control_body_exists_and_is_kept_as_published() -> None:
    assert examine(activities=[CONSIGNEE])[0].activities[0].control_body == "DE-ÖKO-006"
    unknown = [{"type": "organic-operator", "control_body": "XX-BIO-1"}]
    assert errors(activities=unknown, identifiers=[]) == [("/activities/0/control_body", "control-body-unknown")]
    misspelt = [{"type": "organic-operator", "control_body": "FRA-BIO-01"}]
    assert errors(activities=misspelt, identifiers=[]) == [("/activities/0/control_body", "control-body-code")]


@pytest.mark.rule("D3")
def test_no_number_stands_there_twice() -> None:
    vat = {"type": "VAT", "value": "BE0403019261"}
    assert errors(identifiers=[GUIDE["identifiers"][0], vat, {**vat, "value": "be 0403.019.261"}]) == [
        ("/identifiers", "identifier-twice")
    ]


@pytest.mark.rule("4.EORI")
def test_an_eori_number_may_be_of_another_member_state() -> None:
    findings = examine(identifiers=[{"type": "EORI", "value": "FR552100554"}], phone="+32 470 12 34 56")[1]
    assert findings.settle() == ()


def test_a_french_company_number_with_a_wrong_check_digit_only_warns() -> None:
    siren = {"type": "NATIONAL", "value": "123 456 789"}
    sent = {"identifiers": [GUIDE["identifiers"][0], siren], "phone": "+33 1 73 30 38 99"}
    found = examine(**sent, addresses=[address(country="FR")])[1].settle()
    assert [(each.pointer, each.code) for each in found] == [("/identifiers/1/value", "national-checksum")]
    assert examine(**sent)[1].settle() == ()


BODY: dict[str, Any] = {
    "name": "Skal",
    "code": "nl-bio-01",
    "phone": "+31 38 426 81 81",
    "addresses": [address(country="US")],
}


@pytest.mark.rule("B1", "2.operator")
@pytest.mark.parametrize("kind", [OrganisationKind.CONTROL_BODY, OrganisationKind.AUTHORITY])
def test_control_bodies_and_authorities_may_be_anywhere_and_have_a_code(kind: OrganisationKind) -> None:
    findings = Findings()
    draft = OrganisationDraft.model_validate(BODY)
    profile = examine_organisation(kind, draft, findings, countries=COUNTRIES)
    assert findings.errors == []
    assert (profile.code, profile.country, profile.identifiers, profile.activities) == ("NL-BIO-01", "US", (), ())


def test_all_errors_are_told_at_once() -> None:
    findings = examine(name="", phone="?", addresses=[], activities=[])[1]
    with pytest.raises(RuleBroken) as raised:
        findings.settle()
    assert {each.pointer for each in raised.value.errors} == {"/name", "/phone", "/addresses", "/activities"}


def test_values_are_kept_normalised() -> None:
    profile, _ = examine(phone="0032 2 123 45 67", identifiers=[{"type": "EORI", "value": "be 0123 456 789"}])
    assert profile.phone == "+3221234567"
    assert profile.identifiers[0].model_dump() == {"type": IdentifierType.EORI, "value": "BE0123456789", "main": True}
    assert profile.activities[0].type is ActivityType.IMPORTER


def contact(**fields: str | None) -> tuple[Contact, Findings]:
    findings = Findings()
    return examine_contact(ContactDraft.model_validate(fields), findings, at="/authorisation"), findings


def test_the_guides_own_contact_passes_with_a_warning() -> None:
    found, findings = contact(
        message="Test demonstration", contact_email="name@domain.com", contact_phone="+32 02 123456"
    )
    assert found == Contact(message="Test demonstration", email="name@domain.com", phone="+3202123456")
    assert [each.pointer for each in findings.settle()] == ["/authorisation/contact_phone"]


def test_a_contact_may_be_left_out() -> None:
    assert contact()[0] == Contact()
    assert contact(message=" \u0007 ", contact_email="", contact_phone=" ")[0] == Contact()


def test_a_contact_that_cannot_be_reached_is_refused() -> None:
    _, findings = contact(contact_email="a@b", contact_phone="none")
    assert [each.pointer for each in findings.errors] == [
        "/authorisation/contact_email",
        "/authorisation/contact_phone",
    ]


ANY_ADDRESS = st.builds(
    AddressDraft,
    street=st.text(max_size=20),
    postcode=st.text(max_size=9),
    city=st.just("Paris"),
    country=st.sampled_from(["BE", "fr", "US", "EL"]),
    main=st.booleans(),
)
ANY_NUMBER = st.builds(
    IdentifierDraft,
    type=st.sampled_from(IdentifierType),
    value=st.one_of(st.text(max_size=20), st.sampled_from(["BE0123456789", "FI1234567-8", "EL094259216"])),
    main=st.booleans(),
)
ANY_PHONE = st.one_of(st.text(max_size=20), st.from_regex(r"\A(00|\+)[1-9][0-9 ./-]{8,14}\Z"))
ANY_OPERATOR = st.builds(
    OperatorDraft,
    phone=ANY_PHONE,
    addresses=st.lists(ANY_ADDRESS, max_size=2).map(tuple),
    identifiers=st.lists(ANY_NUMBER, max_size=2).map(tuple),
    activities=st.lists(
        st.builds(ActivityDraft, type=st.sampled_from(ActivityType), control_body=st.sampled_from(["be-bio-01", "x"])),
        max_size=2,
    ).map(tuple),
)
ANY_BODY = st.builds(
    OrganisationDraft,
    code=st.one_of(st.text(max_size=21), st.from_regex(r"\A[a-z]{2}-(bio|öko)-[0-9]{2}\Z")),
    phone=ANY_PHONE,
    addresses=st.lists(ANY_ADDRESS, max_size=2).map(tuple),
)
WILD = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@WILD
@given(ANY_OPERATOR)
def test_whatever_is_sent_is_either_wrong_or_an_operator_that_can_be_kept(draft: OperatorDraft) -> None:
    findings = Findings()
    profile = examine_operator(draft, findings, countries=COUNTRIES, control_bodies=BODIES)
    if findings.errors:
        return
    assert COUNTRIES[profile.country]
    again = Findings()
    examine_operator(
        OperatorDraft.model_validate(profile.model_dump()), again, countries=COUNTRIES, control_bodies=BODIES
    )
    assert again.errors == []


@WILD
@given(st.sampled_from([OrganisationKind.CONTROL_BODY, OrganisationKind.AUTHORITY]), ANY_BODY)
def test_whatever_is_sent_is_either_wrong_or_a_body_that_can_be_kept(
    kind: OrganisationKind, draft: OrganisationDraft
) -> None:
    findings = Findings()
    profile = examine_organisation(kind, draft, findings, countries=COUNTRIES)
    if findings.errors:
        return
    assert profile.code
    assert profile.country in COUNTRIES
