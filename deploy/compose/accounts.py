"""Demo accounts of a local system in containers: the same people, made by the same command, run in the containers."""

import base64
import hashlib
import hmac

from deploy.compose.containers import inside
from deploy.init.secrets import DEMO_SEED
from deploy.local.accounts import accounts_ready
from deploy.local.bootstrapping import bootstrapping
from deploy.local.demo_people import PEOPLE
from deploy.local.stack_file import Account

IN_CONTAINERS = "docker compose exec -T {service} python -m services.{service}"
EVERY_CLASS = "aA1-"


async def demo_accounts(gateway: str, mailbox: str) -> list[Account]:
    """Return accounts that have logged in and can read what they must; make them when the system is new."""
    seed = await inside("identity", "cat", f"/run/secrets/{DEMO_SEED}")
    passwords = {person.email: demo_password(seed, person.email) for person in PEOPLE}
    return await accounts_ready(gateway, mailbox, passwords, bootstrapping({"SERVICE_COMMAND": IN_CONTAINERS}))


def demo_password(seed: str, email: str) -> str:
    """The password of a demo account. It follows from the system's own random seed, so nothing has to be kept here."""
    digest = hmac.digest(seed.encode(), email.encode(), hashlib.sha256)
    return EVERY_CLASS + base64.urlsafe_b64encode(digest[:15]).decode()
