"""The running containers as the demo and tests see a stack: addresses, accounts, and a way to the topics."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from deploy.compose.accounts import demo_accounts
from deploy.compose.containers import PROJECT, inside, published
from deploy.compose.door_keeper import open_door
from deploy.init.private_file import remove, write_private_json
from deploy.init.secrets import CAPTCHA
from deploy.local.stack_file import StackFile

STACK_FILE = PROJECT / ".local" / "compose" / "stack.json"


@asynccontextmanager
async def watched(path: Path = STACK_FILE) -> AsyncIterator[Path]:
    """Write stack.json for the containers that run, and open the door to Kafka while the block runs.

    Its `processes` are empty, and so is the address of the store: these are reached inside only. Raises StackTrouble.
    """
    gateway = f"http://{await published('gateway', 8080)}"
    mailbox = f"http://{await published('mailpit', 8025)}"
    async with open_door() as kafka:
        content = StackFile(
            gateway=gateway,
            mailbox=mailbox,
            smtp="",
            kafka=kafka,
            mongo="",
            processes={},
            services={"gateway": gateway},
            captcha_answer=await inside("identity", "cat", f"/run/secrets/{CAPTCHA}"),
            accounts=await demo_accounts(gateway, mailbox),
        )
        write_private_json(path, content)
        try:
            yield path
        finally:
            remove(path)
