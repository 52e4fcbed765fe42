"""The first administrator of an organisation: nobody is there yet who could validate the request."""

from dataclasses import dataclass

from cli.service_command import run


@dataclass(frozen=True, slots=True)
class Person:
    """Who gets the account."""

    email: str
    first_name: str
    last_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Bootstrapped:
    """What came to be. `created` is false when the address had an account already."""

    account_id: str
    created: bool
    authorisation_id: str


def bootstrap(organisation: str, person: Person) -> Bootstrapped:
    """Create the account (identity), then grant the right on the organisation with this code (registry).

    The person chooses a password through the link mailed to them. Raises CommandRefused when the organisation is
    unknown or has an administrator.
    """
    account = run(
        "identity",
        "bootstrap-account",
        {
            "email": person.email,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "language": person.language,
        },
    )
    grant = run("registry", "bootstrap-grant", {"organisation": organisation, "account_id": account["account_id"]})
    return Bootstrapped(account["account_id"], bool(account["created"]), grant["authorisation_id"])
