"""Demo accounts, made the way any first account of an organisation is made (design section 6, Bootstrap)."""

import asyncio
from collections.abc import Mapping

import httpx

from deploy.init.private_file import write_private_json
from deploy.local.bootstrapping import Bootstrap, bootstrapping
from deploy.local.demo_people import PEOPLE, DemoPerson
from deploy.local.plan import Plan
from deploy.local.secrets_file import random_password
from deploy.local.stack_file import Account
from deploy.local.visitor import Visitor
from deploy.trouble import StackTrouble

OF_ONE_PROCESS = ("SLOT", "MONGO_DATABASE", "HTTP_PORT")
TIMEOUT = 20.0
AT_ONCE = 2


async def demo_accounts(plan: Plan) -> list[Account]:
    """Return accounts that have logged in and can read what they must; make them when the stack is new."""
    passwords = plan.secrets["passwords"]
    for person in PEOPLE:
        passwords.setdefault(person.email, random_password())
    write_private_json(plan.layout.secrets, plan.secrets)  # before the first use: an account made earlier stays usable
    assert plan.gateway is not None, "a stack without services has no accounts"
    bootstrap = bootstrapping(_console_settings(plan))
    return await accounts_ready(plan.gateway, plan.backing.mailbox, passwords, bootstrap)


async def accounts_ready(
    gateway: str, mailbox_url: str, passwords: Mapping[str, str], bootstrap: Bootstrap
) -> list[Account]:
    """See that everybody can log in with the password of their address; who cannot is made by `bootstrap` first."""
    turn = asyncio.Semaphore(AT_ONCE)
    async with _client(f"{gateway}/api/v1") as api, _client(mailbox_url) as mailbox:
        visitors = {person: Visitor(person, passwords[person.email], api, mailbox) for person in PEOPLE}
        await asyncio.gather(*(_ready(bootstrap, person, visitor, turn) for person, visitor in visitors.items()))
    return [
        Account(email=each.email, password=passwords[each.email], organisation=each.organisation, role=each.role)
        for each in PEOPLE
    ]


def _client(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, trust_env=False, timeout=TIMEOUT)


async def _ready(bootstrap: Bootstrap, person: DemoPerson, visitor: Visitor, turn: asyncio.Semaphore) -> None:
    token = await visitor.log_in()
    if token is None:
        async with turn:
            await bootstrap(person)
        await visitor.choose_password()
        token = await visitor.log_in()
    if token is None:
        raise StackTrouble(f"The demo account {person.email} has a password, but cannot log in with it.")
    await visitor.check_access(token)


def _console_settings(plan: Plan) -> dict[str, str]:
    """Merge the settings of the services that a bootstrap talks to, without what belongs to one process."""
    merged: dict[str, str] = {}
    for slot in plan.slots:
        if slot.spec.name in ("identity", "registry"):
            merged.update(plan.environment(slot))
    return {name: value for name, value in merged.items() if name not in OF_ONE_PROCESS}
