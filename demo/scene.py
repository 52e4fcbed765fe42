"""What the steps of the story share: the system, the people, what they have asked for, what must be seen of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from demo import cast, numbers
from demo.cast import Applicant
from demo.checks import missing
from demo.client import Client
from demo.expectations import Expectations, ExpectedMail
from demo.journal import Journal
from demo.person import Person
from demo.stack import Stack

T = TypeVar("T")

INTERVAL = 0.2
"""Seconds between two looks at something that happens in its own time."""


class NotAsTold(Exception):
    """Something happened otherwise than the guide says."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was answered. `validator` is the code of the authority that was named before it was sent.

    `proposal`: the organisation itself is proposed, too.
    """

    request_id: str
    organisation: str
    applicant: Person
    validator: str
    proposal: bool


@dataclass(slots=True)
class Scene:
    """Everything of one play. `say` takes a remark for the timeline; `patience` is in seconds.

    `people` are those who have logged in: applicants by address, validators by the code of their authority.
    `secrets` is what must not be found anywhere afterwards, besides that of `people`.
    """

    stack: Stack
    client: Client
    journal: Journal
    say: Callable[[str], None]
    patience: float
    elodie: Applicant
    hugo: Applicant
    expected: Expectations = field(default_factory=Expectations)
    people: dict[str, Person] = field(default_factory=dict)
    requests: dict[str, Sent] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set, repr=False)

    async def validator(self, code: str) -> Person:
        """The demo account that decides for an authority, logged in."""
        if code not in self.people:
            account = self.stack.validator(code)
            person = Person(self.client, f"the validator of {code}", account.email, account.password)
            await person.log_in()
            self.people[code] = person
        return self.people[code]

    async def settle(self) -> None:
        """Wait until everything that has been expected so far was seen. Raises NotAsTold after `patience`."""
        if not await self.journal.until(lambda: not missing(self.expected, self.journal), self.patience):
            raise NotAsTold(f"not within {self.patience:.0f} s")

    async def eventually(self, what: str, look: Callable[[], Awaitable[T | None]]) -> T:
        """Call `look` until it returns something. Raises NotAsTold, naming `what`, after `patience`."""
        deadline = asyncio.get_running_loop().time() + self.patience
        while not (found := await look()):
            if asyncio.get_running_loop().time() > deadline:
                raise NotAsTold(f"{what}: not within {self.patience:.0f} s")
            await asyncio.sleep(INTERVAL)
        return found

    def mail(self, to: str, template: str, about: str, language: str, *holds: str, hides: tuple[str, ...] = ()) -> None:
        """Expect a mail."""
        self.expected.mail(ExpectedMail(to, template, about, language, holds, hides))


def insist(so: object, otherwise: str) -> None:
    """Go on if it is so. Raises NotAsTold."""
    if not so:
        raise NotAsTold(otherwise)


def new_scene(stack: Stack, client: Client, journal: Journal, say: Callable[[str], None], patience: float) -> Scene:
    """A scene with people whom nobody has met before."""
    run = numbers.run_id()
    elodie = cast.applicant("Élodie", "Durand", "fr", run)
    hugo = cast.applicant("Hugo", "Bernard", "en", run)
    return Scene(stack, client, journal, say, patience, elodie, hugo)
