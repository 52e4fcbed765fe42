"""What a person fills in to sign up (rules A2 to A7), checked by itself: the answer depends on the input alone."""

from dataclasses import dataclass

from chassis.errors import FieldError, RuleBroken
from services.identity.domain.addresses import (
    Address,
    AddressRules,
    address_problem,
    address_warning,
    read_address,
)
from services.identity.domain.languages import language_problem
from services.identity.domain.names import name_problem, normal_name


class RegistrationRefused(RuleBroken):
    """Fields of the form break rules A2 to A7; `errors` say which and how."""

    code = "registration-refused"
    title = "Some of this cannot be accepted."


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """The form as it was sent."""

    first_name: str
    last_name: str
    email: str
    email_confirmation: str
    language: str
    privacy_accepted: bool


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """A form that was accepted: names in normal form, a good address, one of the 24 languages."""

    first_name: str
    last_name: str
    address: Address
    language: str


def read_form(form: Form, rules: AddressRules) -> Person:
    """Check every field at once. Raises RegistrationRefused with all that is wrong."""
    first, last = normal_name(form.first_name), normal_name(form.last_name)
    address = read_address(form.email)
    problems = [
        name_problem(first, "/first_name"),
        name_problem(last, "/last_name"),
        address_problem(address, rules, "/email"),
        _confirmation_problem(address, form),
        language_problem(form.language, "/language"),
        None if form.privacy_accepted else _PRIVACY,
    ]
    errors = tuple(problem for problem in problems if problem is not None)
    if errors or address is None:
        raise RegistrationRefused(errors=errors)
    return Person(first, last, address, form.language)


def warnings_about(person: Person, rules: AddressRules) -> list[FieldError]:
    """What is accepted, but worth a second look."""
    warning = address_warning(person.address, rules, "/email")
    return [] if warning is None else [warning]


_PRIVACY = FieldError("/privacy_accepted", "privacy-statement", "The privacy statement must be accepted.")


def _confirmation_problem(address: Address | None, form: Form) -> FieldError | None:
    """The second address equals the first, whatever the case of its letters (domain section 4)."""
    again = read_address(form.email_confirmation)
    if address is None or (again is not None and again.key == address.key):
        return None
    return FieldError("/email_confirmation", "email-confirmation", "The two addresses differ.")
