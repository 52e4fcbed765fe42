"""Design rule 6 for the system as a whole: whatever the network does, the same states, events and mails."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from contracts.events.validation import CaseStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from services.validation.domain.request import Request
from tests.unit.system.guide import THE_GUIDE
from tests.unit.system.network import Network


async def played(random: Random, repeats: int = 0) -> Network:
    network = Network(random, repeats)
    await network.play(THE_GUIDE)
    return network


@pytest.fixture(scope="module")
def usual() -> dict[str, Network]:
    """The end by one fixed order, made by the first test that asks."""
    return {}


async def expected(usual: dict[str, Network]) -> Network:
    if "network" not in usual:
        usual["network"] = await played(Random(1))
    return usual["network"]


async def test_the_end_is_the_one_that_is_wanted() -> None:
    network = await played(Random(1))
    rights = {right.request_id: right.status for right in network.registry.all(Authorisation) if right.request_id}
    assert rights == {
        "req-alpro": AuthorisationStatus.VALID,
        "req-importer": AuthorisationStatus.VALID,
        "req-french": AuthorisationStatus.REJECTED,
        "req-zoe": AuthorisationStatus.REJECTED,
        "req-italian": AuthorisationStatus.WITHDRAWN,
        "req-marc": AuthorisationStatus.REJECTED,
    }
    operators = {organisation.id: organisation.status for organisation in network.registry.all(Organisation)}
    assert operators["new-req-importer"] is OrganisationStatus.VALID
    assert operators["new-req-french"] is OrganisationStatus.REJECTED
    assert operators["new-req-italian"] is OrganisationStatus.DELETED
    cases = {case.id: case.status for case in network.validation.all(Request)}
    assert cases == {
        "req-alpro": CaseStatus.VALIDATED,
        "req-importer": CaseStatus.VALIDATED,
        "req-french": CaseStatus.REJECTED,
        "req-zoe": CaseStatus.REJECTED,
        "req-italian": CaseStatus.WITHDRAWN,
        "req-marc": CaseStatus.REJECTED,
    }
    told = sorted((mail.template, mail.reference) for mail in network.notify.sent if mail.template in ANSWERS)
    assert told == [
        ("granted", "req-alpro"),
        ("granted", "req-importer"),
        ("rejected", "req-french"),
        ("rejected", "req-marc"),
        ("rejected", "req-zoe"),
    ]


ANSWERS = ("granted", "rejected")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
async def test_whatever_the_network_does_the_end_is_the_same(seed: int, usual: dict[str, Network]) -> None:
    network = await played(Random(seed), repeats=20)
    assert network.end() == (await expected(usual)).end()
