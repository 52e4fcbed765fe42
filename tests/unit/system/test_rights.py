"""Design rule 6 for rights that are stopped, ended and raised, through all services."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import NotFound
from contracts.events.registry import AuthorisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import ChangeRight
from services.registry.domain.standing import Deed as Change
from services.validation.domain.commands import Outcome
from services.validation.domain.decider import Decider
from tests.unit.system.guide import ALPRO, PEOPLE, decide, join, register, sign_up
from tests.unit.system.network import Deed, Network

ELODIE, MARC = "right-req-elodie", "right-req-marc"


def once(right: str, sequence: int, deed: Deed) -> Deed:
    """Do something once so many events have been told of a right."""

    async def do(net: Network) -> None:
        known = net.registry.get(Authorisation, right)
        if known is None or known.sequence < sequence:
            raise NotFound
        await deed(net)

    return do


def change(who: str, what: Change, right: str) -> Deed:
    """Change somebody's right on ALPRO."""

    async def do(net: Network) -> None:
        command = ChangeRight(what, right, ALPRO, who, "as the test wants it")
        await net.registry.command(command, id=f"{who} {what} {right}", actor=who)

    return do


STORY: list[Deed] = [
    register(),
    *(sign_up(name) for name in PEOPLE),
    join("elodie", ALPRO, "req-elodie"),
    decide("bela", "req-elodie", ALPRO, Outcome.VALIDATED),
    once(ELODIE, 2, join("marc", ALPRO, "req-marc")),
    decide("bela", "req-marc", ALPRO, Outcome.VALIDATED),
    once(MARC, 2, change("elodie", Change.APPOINT, MARC)),
    once(MARC, 3, change("bela", Change.SUSPEND, ELODIE)),
    once(ELODIE, 3, change("bela", Change.REINSTATE, ELODIE)),
    once(ELODIE, 4, change("marc", Change.REMOVE, ELODIE)),
    once(ELODIE, 5, change("bela", Change.REVOKE, MARC)),
    once(MARC, 4, join("marc", ALPRO, "req-again")),
]


async def played(random: Random, repeats: int = 0) -> Network:
    network = Network(random, repeats)
    await network.play(STORY)
    return network


@pytest.fixture(scope="module")
def usual() -> dict[str, Network]:
    """The end by one fixed order, made by the first test that asks."""
    return {}


async def test_the_end_is_the_one_that_is_wanted() -> None:
    network = await played(Random(1))
    rights = {right.id: right for right in network.registry.all(Authorisation)}
    deciders = {right.id: right for right in network.validation.all(Decider)}
    for id, status, sequence in ((ELODIE, AuthorisationStatus.VALID, 5), (MARC, AuthorisationStatus.REVOKED, 4)):
        assert (rights[id].status, rights[id].administrator, rights[id].sequence) == (status, False, sequence)
        assert (deciders[id].status, deciders[id].administrator, deciders[id].seen) == (status, False, sequence)


@pytest.mark.rule("2.authorisation", "5")
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
async def test_whatever_the_network_does_the_end_is_the_same(seed: int, usual: dict[str, Network]) -> None:
    if "network" not in usual:
        usual["network"] = await played(Random(1))
    assert (await played(Random(seed), repeats=20)).end() == usual["network"].end()
