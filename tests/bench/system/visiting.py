"""Clients of a running stack, and how many of their visits are under way at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import httpx

from demo.client import Client
from demo.person import Person
from demo.stack import Account, Stack

PATIENCE = 60.0
PREFIX = "/api/v1"

T = TypeVar("T")


@asynccontextmanager
async def visitor(stack: Stack) -> AsyncIterator[Client]:
    """A client of the gateway."""
    async with httpx.AsyncClient(base_url=f"{stack.gateway}{PREFIX}", trust_env=False, timeout=PATIENCE) as http:
        yield Client(http, patience=PATIENCE)


async def logged_in(client: Client, account: Account) -> Person:
    """A person of the stack."""
    person = Person(client, account.organisation, account.email, account.password)
    await person.log_in()
    return person


async def all_of(each: Callable[[T], Awaitable[None]], things: Sequence[T], at_once: int) -> list[float]:
    """Do something to all, so many at a time; the seconds that each took, in order of their ends."""
    waiting = iter(things)
    took: list[float] = []

    async def work() -> None:
        for thing in waiting:
            begun = time.perf_counter()
            await each(thing)
            took.append(time.perf_counter() - begun)

    await asyncio.gather(*(work() for _ in range(at_once)))
    return took
