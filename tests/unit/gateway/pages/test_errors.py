"""A refusal of the API beside the fields of a form."""

import pytest

from chassis.errors import FieldError
from services.gateway.pages.errors import WHOLE, Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.texts import translations
from services.gateway.upstream import Incoming


class Reader:
    """As much of a visit as sentences need."""

    def say(self, text: str, **values: object) -> str:
        found: str = translations("fr").ugettext(text)
        return found % values if values else found


def shown(problem: Problem, *fields: str, **moved: str) -> Errors:
    return errors_of(Reader(), problem, fields, {key.replace("__", "."): value for key, value in moved.items()})  # type: ignore[arg-type]


def refused(*errors: tuple[str, str]) -> Problem:
    return Problem(422, "registration-refused", tuple(FieldError(pointer, code, "") for pointer, code in errors))


def test_each_error_stands_beside_its_field_in_the_order_of_the_form() -> None:
    errors = shown(refused(("/captcha/answer", "captcha-wrong"), ("/email", "email-syntax")), "email", "captcha.answer")
    assert [row.field for row in errors] == ["email", "captcha.answer"]
    assert errors.of("email") == "Indiquez une adresse électronique, comme nom@entreprise.eu."
    assert [row.target for row in errors] == ["email", "captcha-answer"]
    assert errors.of("language") is None


def test_what_belongs_to_no_field_stands_on_top() -> None:
    errors = shown(refused(("/email", "email-syntax"), ("/trace", "invalid")), "email")
    assert [row.field for row in errors] == [WHOLE, "email"]


def test_an_error_can_be_shown_beside_another_field() -> None:
    errors = shown(refused(("/captcha/id", "captcha-expired")), "captcha.answer", captcha__id="captcha.answer")
    assert [row.field for row in errors] == ["captcha.answer"]


def test_a_refusal_without_fields_is_one_sentence() -> None:
    assert [row.text for row in shown(Problem(409, "already-settled"))] == ["Cette demande est déjà réglée."]


@pytest.mark.parametrize("status", [401, 404, 500])
def test_what_no_correction_helps_is_no_error_of_the_form(status: int) -> None:
    problem = Problem(status, "x")
    with pytest.raises(Problem):
        shown(problem)


def test_a_problem_document_is_read_whole() -> None:
    body = (
        b'{"code": "eori-taken", "errors": [{"pointer": "/a", "code": "b", "detail": "c"}], "trace_id": "t", "more": 1}'
    )
    problem = Problem.refused(Incoming(409, [(b"retry-after", b"7")], body))
    assert (problem.status, problem.code, problem.retry_after, problem.trace_id) == (409, "eori-taken", 7, "t")
    assert problem.errors == (FieldError("/a", "b", "c"),)
    assert problem.members["more"] == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}"])
def test_an_answer_that_is_no_problem_document_is_a_defect(body: bytes) -> None:
    assert Problem.refused(Incoming(500, [], body)).code == "defect"


def test_the_summary_names_the_field_where_the_sentence_does_not() -> None:
    errors = shown(
        refused(("/first_name", "name-missing"), ("/last_name", "name-missing"), ("/email", "email-syntax")),
        *("first_name", "last_name", "email"),
    )
    assert [row.label for row in errors] == ["Prénom", "Nom de famille", ""]


def test_the_summary_says_in_which_address_something_is_wrong() -> None:
    fields = ("addresses.0.city", "addresses.1.city")
    errors = shown(refused(("/addresses/0/city", "country"), ("/addresses/1/city", "country")), *fields)
    assert [row.label for row in errors] == ["", "Adresse 2, Ville"]
