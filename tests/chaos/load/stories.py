"""The stories of a round, drawn from its seed, and played side by side."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from random import Random

from demo.person import Person
from tests.chaos.checker.history import Accepted
from tests.chaos.checker.violation import Kind, Violation
from tests.chaos.load import deciding
from tests.chaos.load.asking import attach, propose
from tests.chaos.load.joining import newcomer, signed_up
from tests.chaos.load.world import World

Story = Callable[[World, Random], Awaitable[None]]

OUTCOMES: tuple[deciding.Outcome, ...] = (
    deciding.validate,
    deciding.validate,
    deciding.reject,
    deciding.ask_then_validate,
    deciding.withdraw,
    deciding.withdraw_while_it_is_validated,
)
TIMEZONES = ("Europe/Paris", "Europe/Brussels", "Europe/Lisbon", "Indian/Reunion", "America/Cayenne")
MOST_PEOPLE = 12
LATE = time(23, 50, tzinfo=UTC)
"""What is due tomorrow may be looked at only tomorrow."""


async def a_newcomer_proposes(world: World, random: Random) -> None:
    """From nothing to a decided proposal."""
    who = await newcomer(world, random)
    sent = await propose(world, who, random)
    await random.choice(OUTCOMES)(world, sent)
    _free(world, who)


async def somebody_joins(world: World, random: Random) -> None:
    """Somebody asks to join an operator that is there."""
    who = world.take_person(random) or await newcomer(world, random)
    sent = await attach(world, who, random)
    if sent is not None:
        await random.choice(OUTCOMES)(world, sent)
    _free(world, who)


async def nobody_decides_in_time(world: World, random: Random) -> None:
    """A request waits until it was reminded of, overdue and passed on; then it is decided all the same."""
    who = world.take_person(random) or await newcomer(world, random)
    sent = await attach(world, who, random)
    if sent is not None:
        await deciding.passed_on(sent)
        await random.choice(OUTCOMES)(world, sent)
    _free(world, who)


async def somebody_never_confirms(world: World, random: Random) -> None:
    """A sign-up whose link runs out."""
    who = await signed_up(world, random)
    await world.hastening.link_runs_out(who.email)
    world.accept(Accepted("let the link run out", {"email": who.email}))


async def a_certificate_runs_out(world: World, random: Random) -> None:
    """A proposal is validated on a certificate that ends tomorrow; not just before midnight."""
    if datetime.now(UTC).timetz() > LATE:
        return await somebody_joins(world, random)
    who = await newcomer(world, random)
    sent = await propose(world, who, random)
    await deciding.validate(world, sent, valid_to=(datetime.now(UTC).date() + timedelta(days=1)).isoformat())
    await world.hastening.day_has_come(sent.organisation_id)
    world.accept(Accepted("certify until tomorrow", sent.about))
    _free(world, who)
    return None


async def an_authority_takes_measures(world: World, random: Random) -> None:
    """A right is suspended, and then reinstated or revoked."""
    if not world.rights:
        return await somebody_joins(world, random)
    right = world.rights.pop(random.randrange(len(world.rights)))
    desk = await world.validator(right.by)
    about = {"authorisation_id": right.authorisation_id}
    then = random.choice((("reinstate", "reinstatement"), ("revoke", "revocation")))
    for what, word in (("suspend", "suspension"), then):
        answer = await desk.post(f"/authorisations/{right.authorisation_id}/{word}", {"reason": "An inspection."})
        world.done(what, answer, **about)
    if what == "reinstate":
        world.rights.append(right)
    return None


async def somebody_moves(world: World, random: Random) -> None:
    """A person changes the time zone, logs out and in again."""
    who = world.take_person(random)
    if who is None:
        return await somebody_joins(world, random)
    now = (await who.get("/me"))["timezone"]
    zone = random.choice([zone for zone in TIMEZONES if zone != now])
    answer = await who.ask("PATCH", "/me", json={"timezone": zone})
    world.done("change preferences", answer, account_id=who.account_id, timezone=zone)
    await who.log_out()
    world.accept(Accepted("log out", {"session_id": who.session_id}))
    await who.log_in()
    _free(world, who)
    return None


CAST: tuple[Story, ...] = (
    a_newcomer_proposes,
    a_newcomer_proposes,
    somebody_joins,
    somebody_joins,
    somebody_joins,
    nobody_decides_in_time,
    somebody_never_confirms,
    a_certificate_runs_out,
    an_authority_takes_measures,
    somebody_moves,
    somebody_moves,
)
"""Who plays in each round."""


async def play(world: World, random: Random, story: Story, delay: float) -> list[Violation]:
    """Play one story after a delay; whatever is answered otherwise than expected is a violation."""
    await asyncio.sleep(delay)
    try:
        await story(world, random)
    except Exception as error:
        return [Violation(Kind.STRANGE, f"{story.__name__} ended with {type(error).__name__}: {error}")]
    return []


def _free(world: World, who: Person) -> None:
    world.people.append(who)
    del world.people[:-MOST_PEOPLE]
