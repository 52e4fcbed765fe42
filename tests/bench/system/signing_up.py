"""Sign-ups through the gateway, and how long the mail with the link takes."""

import asyncio
import secrets
import time
from datetime import datetime
from typing import Any

import httpx

from demo.client import Client
from demo.stack import Stack
from tests.bench.percentiles import spread
from tests.bench.system.visiting import all_of, visitor
from tests.support.eventually import eventually

AT_ONCE = 8
CALM_RATE = 2.0
"""Sign-ups a second that leave the system time."""
MAIL_SECONDS = 120.0


class SignUps:
    """People who sign up, and when each asked."""

    def __init__(self, client: Client, stack: Stack) -> None:
        self._client = client
        self._stack = stack
        self.asked: dict[str, float] = {}

    async def sign_up(self, number: int) -> None:
        """One person: captcha, then the form."""
        email = f"p{number}.{secrets.token_hex(6)}@importer.example.org"
        captcha = (await self._client.ask("POST", "/captchas")).body["id"]
        form = {
            "first_name": "Élodie",
            "last_name": "Durand",
            "email": email,
            "email_confirmation": email,
            "language": "fr",
            "captcha": {"id": captcha, "answer": self._stack.captcha_answer},
            "privacy_accepted": True,
        }
        self.asked[email] = time.time()
        await self._client.ask("POST", "/accounts", json=form)

    async def calmly(self, count: int) -> None:
        """So many, at an even pace."""
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number in range(count):
                await asyncio.sleep(begun + number / CALM_RATE - time.perf_counter())
                tasks.create_task(self.sign_up(number))

    async def seconds_to_mail(self) -> list[float]:
        """From the form to the mail's arrival, of everybody; waits for the last one."""
        async with httpx.AsyncClient(base_url=self._stack.mailbox, trust_env=False, timeout=30) as mailbox:
            arrived: dict[str, float] = {}

            async def all_there() -> bool:
                rows = (await mailbox.get("/api/v1/messages", params={"limit": 100_000})).json()["messages"]
                arrived.update((row["To"][0]["Address"], _seconds(row["Created"])) for row in rows)
                return arrived.keys() >= self.asked.keys()

            await eventually(all_there, within=MAIL_SECONDS, interval=0.5, because="everybody has mail")
        return [max(0.0, arrived[email] - moment) for email, moment in self.asked.items()]


async def sign_ups(stack: Stack, hurried: int, calm: int) -> list[dict[str, Any]]:
    """Two lines: as fast as it goes with eight at once, and at a pace that leaves time."""
    async with visitor(stack) as client:
        crowd = SignUps(client, stack)
        begun = time.perf_counter()
        took = await all_of(crowd.sign_up, range(hurried), AT_ONCE)
        seconds = time.perf_counter() - begun
        fast = {
            "pace": f"{AT_ONCE} at once",
            "sign_ups": hurried,
            "per_second": round(hurried / seconds, 1),
            **_named("sign_up", spread(took)),
            **_named("mail", spread(await crowd.seconds_to_mail())),
        }
        others = SignUps(client, stack)
        await others.calmly(calm)
        even = {
            "pace": f"{CALM_RATE:g} a second",
            "sign_ups": calm,
            **_named("mail", spread(await others.seconds_to_mail())),
        }
    return [fast, even]


def _named(what: str, values: dict[str, float]) -> dict[str, float]:
    return {f"{what}_{name}": value for name, value in values.items()}


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
