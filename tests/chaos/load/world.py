"""Who and what there is to act with, and the ledger of what was accepted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from contracts.reference import organisation_id
from demo.client import Answer, Client
from demo.person import Person
from demo.stack import Stack
from tests.chaos.checker.history import Accepted
from tests.chaos.door import Door
from tests.chaos.load.hastening import Hastening

FRANCE, BELGIUM = "FR-INAO", "BE-CA"
KNOWN_OPERATORS = tuple(organisation_id(f"BE-ORG-OP-{number}") for number in (4, 5, 6, 7))


@dataclass(frozen=True, slots=True)
class Right:
    """A right that is VALID; `by` is the code of the authority that may stop it."""

    authorisation_id: str
    organisation_id: str
    account_id: str
    by: str


@dataclass(slots=True)
class World:
    """Of one system. `people` are free to act; whoever plays in a story is taken out of them meanwhile.

    `operators` are VALID organisations with the authority that decides on them, `tried` who has asked to join which.
    """

    stack: Stack
    client: Client
    door: Door
    hastening: Hastening
    accept: Callable[[Accepted], None]
    people: list[Person] = field(default_factory=list)
    validators: dict[str, Person] = field(default_factory=dict)
    operators: dict[str, str] = field(default_factory=lambda: dict.fromkeys(KNOWN_OPERATORS, BELGIUM))
    rights: list[Right] = field(default_factory=list)
    tried: set[tuple[str, str]] = field(default_factory=set)

    def done(self, what: str, answer: Answer, **about: str) -> None:
        """Write down that a command was accepted."""
        self.accept(Accepted(what, about, answer.attempts))

    async def validator(self, code: str) -> Person:
        """Who decides for an authority, logged in."""
        if code not in self.validators:
            account = self.stack.validator(code)
            self.validators[code] = Person(self.client, code, account.email, account.password)
            await self.validators[code].log_in()
        elif not self.validators[code].token:
            await self.validators[code].log_in()
        return self.validators[code]

    def take_person(self, random: Random) -> Person | None:
        """Somebody who has an account and is free, if there is one."""
        return self.people.pop(random.randrange(len(self.people))) if self.people else None
