"""Playing the guide once: watch topics and mailbox, tell the story, compare."""

import asyncio
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from demo.checks import missing, wrong
from demo.client import Client
from demo.expectations import Expectations
from demo.journal import Journal
from demo.mailbox import Mail, Mailbox
from demo.scene import Scene, new_scene
from demo.stack import Stack
from demo.story import STORY, Step
from demo.topics import Event, Topics
from demo.watcher import Watcher

PATIENCE = 60.0
"""Seconds for an answer, or for what a step sets off."""

QUIET = 1.0
"""Seconds of watching after the last step, for whatever comes although nobody expects it."""

OnStep = Callable[[Step], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Report:
    """What was seen. `problems` is empty if and only if the guide happened, every event and mail exactly once.

    `repeated_requests`, `repeated_events` and `repeated_mails` were sent again and counted once. `secrets` are all
    passwords, tokens and answers of this play.
    """

    steps: list[Step]
    events: list[Event]
    mails: list[Mail]
    expected: Expectations
    problems: list[str]
    seconds: float
    repeated_requests: int
    repeated_events: int
    repeated_mails: int
    secrets: frozenset[str] = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether everything happened as told."""
        return not self.problems


async def play(
    stack: Stack, *, on_step: OnStep | None = None, watcher: Watcher | None = None, patience: float = PATIENCE
) -> Report:
    """Play the whole story. `on_step` is called (and awaited) as each step begins; `watcher` is told everything.

    Raises nothing for what goes wrong in the system: that is in the report.
    """
    watcher = watcher or Watcher()
    began = time.monotonic()
    async with on_stage(stack, watcher=watcher, patience=patience) as scene:
        steps, trouble = await _tell(scene, watcher, on_step)
        await scene.journal.until(lambda: False, QUIET)
    journal, expected = scene.journal, scene.expected
    return Report(
        steps=steps,
        events=journal.events,
        mails=journal.mails,
        expected=expected,
        problems=[*trouble, *missing(expected, journal), *wrong(expected, journal)],
        seconds=time.monotonic() - began,
        repeated_requests=scene.client.repeated,
        repeated_events=journal.repeated_events,
        repeated_mails=journal.repeated_mails,
        secrets=secrets_of(scene),
    )


@asynccontextmanager
async def on_stage(stack: Stack, *, watcher: Watcher | None = None, patience: float = PATIENCE) -> AsyncIterator[Scene]:
    """A scene with new people, and topics and mailbox watched while the block runs."""
    watcher = watcher or Watcher()
    journal = Journal(watcher.event, watcher.mail)
    async with (
        httpx.AsyncClient(base_url=f"{stack.gateway}/api/v1", trust_env=False, timeout=30) as http,
        _watching(stack, journal),
    ):
        yield new_scene(stack, Client(http, patience=patience), journal, watcher.remark, patience)


def secrets_of(scene: Scene) -> frozenset[str]:
    """All passwords, tokens and answers of a scene."""
    everybody = (secret for person in scene.people.values() for secret in person.secrets)
    return frozenset((*everybody, *scene.secrets, scene.stack.captcha_answer))


async def _tell(scene: Scene, watcher: Watcher, on_step: OnStep | None) -> tuple[list[Step], list[str]]:
    """Play step by step, up to the first one that fails; return the steps that succeeded and what went wrong."""
    done: list[Step] = []
    for step in STORY:
        watcher.step(len(done) + 1, step)
        if on_step is not None and inspect.isawaitable(told := on_step(step)):
            await told
        try:
            await step.play(scene)
        except Exception as error:
            return done, [f"step {len(done) + 1}, {step.title}: {type(error).__name__}: {error}"]
        done.append(step)
    return done, []


@asynccontextmanager
async def _watching(stack: Stack, journal: Journal) -> AsyncIterator[None]:
    """Follow topics and mailbox while the block runs. What ends one of them early is raised at the end."""
    topics, mailbox = Topics(stack.kafka, journal.note_event), Mailbox(stack.mailbox, journal.note_mail)
    await asyncio.gather(topics.begin(), mailbox.begin())
    followers = [asyncio.create_task(topics.follow()), asyncio.create_task(mailbox.follow())]
    try:
        yield
    finally:
        for follower in followers:
            follower.cancel()
        ended = await asyncio.gather(*followers, return_exceptions=True)
        await asyncio.gather(topics.close(), mailbox.close())
    for result in ended:
        if isinstance(result, Exception):
            raise result
