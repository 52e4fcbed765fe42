"""`traces-access bootstrap` for a demo person, on whatever system the settings lead to."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping

from deploy.local.demo_people import DemoPerson
from deploy.local.plan import PROJECT
from deploy.trouble import StackTrouble

DONE, REFUSED = 0, 1

Bootstrap = Callable[[DemoPerson], Awaitable[None]]
"""Makes the account and its right; the link to choose a password is mailed."""


def bootstrapping(settings: Mapping[str, str]) -> Bootstrap:
    """Runs the command with these settings beside those of this process; raises StackTrouble when that cannot be done.

    Being refused is fine: an earlier start did it and was stopped before the end.
    """

    async def bootstrap(person: DemoPerson) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cli", "bootstrap", "--organisation", person.organisation, "--email", person.email),
            *("--first-name", person.first_name, "--last-name", person.last_name, "--language", person.language),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **settings},
            cwd=PROJECT,
        )
        _, problem = await process.communicate()
        if process.returncode not in (DONE, REFUSED):
            raise StackTrouble(f"The demo account {person.email} could not be made. {problem.decode().strip()}")

    return bootstrap
