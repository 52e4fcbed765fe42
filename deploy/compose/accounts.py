"""Demo accounts of a local system in containers: the same people, made by the same command, run in the containers."""

import asyncio
import base64
import hashlib
import hmac
import os
import sys

from deploy.compose.containers import PROJECT, inside
from deploy.init.secrets import DEMO_SEED
from deploy.local.accounts import accounts_ready
from deploy.local.demo_people import PEOPLE, DemoPerson
from deploy.local.stack_file import Account
from deploy.trouble import StackTrouble

IN_CONTAINERS = "docker compose exec -T {service} python -m services.{service}"
EVERY_CLASS = "aA1-"
DONE, REFUSED = 0, 1


async def demo_accounts(gateway: str, mailbox: str) -> list[Account]:
    """Return accounts that have logged in and can read what they must; make them when the system is new."""
    seed = await inside("identity", "cat", f"/run/secrets/{DEMO_SEED}")
    passwords = {person.email: demo_password(seed, person.email) for person in PEOPLE}
    return await accounts_ready(gateway, mailbox, passwords, _bootstrap)


def demo_password(seed: str, email: str) -> str:
    """The password of a demo account. It follows from the system's own random seed, so nothing has to be kept here."""
    digest = hmac.digest(seed.encode(), email.encode(), hashlib.sha256)
    return EVERY_CLASS + base64.urlsafe_b64encode(digest[:15]).decode()


async def _bootstrap(person: DemoPerson) -> None:
    """Run `traces-access bootstrap`, the services in their containers. Being refused is fine: it was done before."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli", "bootstrap", "--organisation", person.organisation, "--email", person.email),
        *("--first-name", person.first_name, "--last-name", person.last_name, "--language", person.language),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "SERVICE_COMMAND": IN_CONTAINERS},
        cwd=PROJECT,
    )
    _, problem = await process.communicate()
    if process.returncode not in (DONE, REFUSED):
        raise StackTrouble(f"The demo account {person.email} could not be made. {problem.decode().strip()}")
