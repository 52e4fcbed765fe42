"""Design rule 6 for a question, its answer and a case that is handed over, through all services."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import NotFound
from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from contracts.events.validation import CaseStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import NudgeDecision, ProvideInformation
from services.registry.domain.organisation import Organisation
from services.registry.domain.organisation_commands import AmendOrganisation
from services.registry.domain.profile import Profile
from services.validation.domain.commands import Decide, Outcome, Reassign
from services.validation.domain.request import Request
from tests.unit.system.guide import PEOPLE, decide, propose, register, sign_up
from tests.unit.system.network import Deed, Network

REQUEST, OPERATOR, RIGHT = "req-importer", "new-req-importer", "right-req-importer"


def asked(net: Network) -> Authorisation:
    """The right, once its applicant was asked."""
    right = net.registry.get(Authorisation, RIGHT)
    if right is None or right.status is not AuthorisationStatus.INFO_REQUIRED:
        raise NotFound
    return right


def nudge() -> Deed:
    """Élodie reminds before anybody asked her, which only a case that waits allows."""

    async def do(net: Network) -> None:
        await net.registry.command(NudgeDecision(RIGHT, OPERATOR), id="nudge", actor="elodie")

    return do


def ask() -> Deed:
    """Béla asks, after the nudge."""

    async def do(net: Network) -> None:
        right = net.registry.get(Authorisation, RIGHT)
        if right is None or right.nudged_at is None:
            raise NotFound
        command = Decide(REQUEST, OPERATOR, "bela", Outcome.INFORMATION_REQUIRED, reason="Which phone?")
        await net.validation.command(command, id="ask", actor="bela")

    return do


def amend() -> Deed:
    """Élodie corrects what she proposed."""

    async def do(net: Network) -> None:
        asked(net)
        operator = net.registry.get(Organisation, OPERATOR)
        assert operator is not None
        profile = Profile(
            name=operator.name,
            phone="+32477000000",
            addresses=operator.addresses,
            identifiers=operator.identifiers,
            activities=operator.activities,
        )
        command = AmendOrganisation(OPERATOR, RIGHT, profile, None)
        await net.registry.command(command, id="amend", actor="elodie")

    return do


def answer() -> Deed:
    """Élodie answers, once she has corrected it."""

    async def do(net: Network) -> None:
        asked(net)
        operator = net.registry.get(Organisation, OPERATOR)
        if operator is None or operator.sequence < 2:
            raise NotFound
        command = ProvideInformation(RIGHT, OPERATOR, True, "The one that I gave now.")
        await net.registry.command(command, id="answer", actor="elodie")

    return do


def hand_over() -> Deed:
    """Béla finds that it is a French case after all, once the answer has come."""

    async def do(net: Network) -> None:
        case = net.validation.get(Request, REQUEST)
        if case is None or not case.awaited_version:
            raise NotFound
        command = Reassign(REQUEST, OPERATOR, "bela", "FR-INAO", "established in France")
        await net.validation.command(command, id="hand over", actor="bela")

    return do


STORY: list[Deed] = [
    register(),
    *(sign_up(name) for name in PEOPLE),
    propose("elodie", "BE", REQUEST),
    nudge(),
    ask(),
    amend(),
    answer(),
    hand_over(),
    decide("ines", REQUEST, OPERATOR, Outcome.VALIDATED),
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
    case, right = network.validation.get(Request, REQUEST), network.registry.get(Authorisation, RIGHT)
    operator = network.registry.get(Organisation, OPERATOR)
    assert case is not None
    assert right is not None
    assert operator is not None
    assert (case.status, case.validator.code, case.awaited_version) == (CaseStatus.VALIDATED, "FR-INAO", 2)
    assert (right.status, right.administrator) == (AuthorisationStatus.VALID, True)
    assert (operator.status, operator.phone) == (OrganisationStatus.VALID, "+32477000000")
    assert not network.validation.timers


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
async def test_whatever_the_network_does_the_end_is_the_same(seed: int, usual: dict[str, Network]) -> None:
    if "network" not in usual:
        usual["network"] = await played(Random(1))
    assert (await played(Random(seed), repeats=20)).end() == usual["network"].end()
