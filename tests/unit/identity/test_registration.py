from typing import Any

import pytest

from services.identity.domain.languages import LANGUAGES
from services.identity.domain.registration import Form, RegistrationRefused, read_form, warnings_about
from tests.unit.identity.people import RULES, form


def problems(sent: Form) -> dict[str, str]:
    with pytest.raises(RegistrationRefused) as refused:
        read_form(sent, RULES)
    return {error.pointer: error.code for error in refused.value.errors}


@pytest.mark.rule("A2")
def test_a_good_form_is_read_in_normal_form() -> None:
    person = read_form(form(first_name=" E\u0301lodie ", email=" Elodie@Firm.Example "), RULES)
    assert person.first_name == "Élodie"
    assert person.address.written == "Elodie@firm.example"
    assert person.address.key == "elodie@firm.example"


@pytest.mark.rule("A2")
@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"first_name": "4nna"}, "/first_name", "name-characters"),
        ({"last_name": " "}, "/last_name", "name-missing"),
        ({"email": "nobody"}, "/email", "email-syntax"),
        ({"email": "x@ec.europa.eu"}, "/email", "email-institution"),
        ({"email_confirmation": "other@importer.example"}, "/email_confirmation", "email-confirmation"),
        ({"email_confirmation": "nothing"}, "/email_confirmation", "email-confirmation"),
        ({"language": "ru"}, "/language", "language-unknown"),
        ({"language": "FR"}, "/language", "language-unknown"),
        ({"privacy_accepted": False}, "/privacy_accepted", "privacy-statement"),
    ],
)
def test_each_rule_names_its_field(fields: dict[str, Any], pointer: str, code: str) -> None:
    assert problems(form(**fields)) == {pointer: code}


def test_everything_wrong_is_said_at_once() -> None:
    assert len(problems(Form("", "", "nobody", "somebody", "xx", privacy_accepted=False))) == 5


def test_the_confirmation_may_differ_in_case() -> None:
    again = form(email="a.b@firm.example", email_confirmation="A.B@FIRM.example")
    assert read_form(again, RULES).address.key == "a.b@firm.example"


@pytest.mark.rule("A7", "4.place")
def test_there_are_twenty_four_languages() -> None:
    assert len(LANGUAGES) == 24
    assert all(read_form(form(language=language), RULES) for language in LANGUAGES)


def test_warnings_depend_on_the_input_alone() -> None:
    functional = read_form(form(email="info@firm.example"), RULES)
    assert [warning.code for warning in warnings_about(functional, RULES)] == ["functional-mailbox"]
    assert warnings_about(read_form(form(), RULES), RULES) == []


def test_a_form_and_a_person_do_not_show_in_a_trace() -> None:
    assert "importer" not in f"{form()!r} {read_form(form(), RULES)!r}"
