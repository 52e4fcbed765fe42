"""Commands of the command line: `python -m services.identity command <which>`, JSON in and out."""

from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict

from chassis.errors import RuleBroken
from chassis.runtime import Runtime
from chassis.web import Answer
from services.identity.data import address_rules
from services.identity.domain.account import Account
from services.identity.domain.registration import Form, Person, read_form
from services.identity.domain.sign_up import Bootstrap
from services.identity.same_address import for_address
from services.identity.tools import tools_of

ACTOR = "system:bootstrap"


class BootstrapRequest(BaseModel):
    """Who is to have an account."""

    model_config = ConfigDict(extra="forbid")

    email: str
    first_name: str
    last_name: str
    language: str = "en"


async def bootstrap_account(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """Make sure that a person has an account: `{"account_id", "created"}`. The link to choose a password is mailed.

    Without captcha, and for addresses of the institutions, too. Asked again, it answers the same account.
    Raises RuleBroken, RegistrationRefused.
    """
    person = _person(request)
    kid = (await tools_of(runtime).links.fresh()).current

    async def act(account_id: str, known: Account | None) -> dict[str, Any]:
        command = Bootstrap(account_id, person, kid)
        await runtime.execute(command, lambda _: Answer(204), actor=ACTOR)
        return {"account_id": account_id, "created": known is None}

    return await for_address(runtime.store, person.address.key, act)


def _person(request: dict[str, Any]) -> Person:
    try:
        asked = BootstrapRequest.model_validate(request)
    except ValueError:
        raise RuleBroken("Give email, first_name, last_name and language as strings.") from None
    form = Form(asked.first_name, asked.last_name, asked.email, asked.email, asked.language, privacy_accepted=True)
    return read_form(form, replace(address_rules(), institution_domains=frozenset()))
